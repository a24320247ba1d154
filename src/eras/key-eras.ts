import type { Span } from './lookup.js';

/**
 * The releases of a program that have each key, by its dotted path; `*` stands for any name. What lies below a key of
 * which nothing is listed is free.
 */
export type KeyEras = Readonly<Record<string, Span>>;

/** A table of a configuration file whose keys are known. */
export interface KeySection {
  readonly at: readonly string[];
  readonly keys: KeyEras;
}
