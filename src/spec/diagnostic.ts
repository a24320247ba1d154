import type { Code } from './codes.js';

/** The way from the document's root to a value: keys and indices, as in `['spec', 'workers', 0, 'name']`. */
export type SpecPath = readonly (string | number)[];

/** Values that a message, its hint or its suggestion are made of. */
export type DiagnosticArgs = Readonly<Record<string, string | number>>;

/**
 * One problem with a spec, as a value. It says where by path; lines and columns are found once, when it is reported.
 * `at` says whether the key or the value is meant; the catalogue in `codes.ts` holds severity, text and hint by code.
 */
export interface Diagnostic {
  readonly code: Code;
  readonly path: SpecPath;
  readonly at: 'key' | 'value';
  readonly args: DiagnosticArgs;
  /** Offsets in the text that stands at the path, where a part of it is meant: in UTF-16 units of the value as YAML reads it. */
  readonly within?: readonly [start: number, end: number];
  /** Character offsets in the text, where no path leads to the place (syntax errors). */
  readonly offsets?: readonly [start: number, end: number];
}
