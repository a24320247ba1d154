/** The release of a program that brought a key; a pair: the one that brought it and the first without it. */
export type KeyEra = string | readonly [since: string, until: string];

/** Keys by their dotted path; `*` stands for any name. What lies below a key of which nothing is listed is free. */
export type KeyEras = Readonly<Record<string, KeyEra>>;

/** A table of a configuration file whose keys are known. */
export interface KeySection {
  readonly at: readonly string[];
  readonly keys: KeyEras;
}
