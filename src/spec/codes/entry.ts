/**
 * What following a hint does to the spec, as data: what the words advise, a test carries out. `at` is a dotted path from
 * the root, or with a dot in front a key beside the place of the diagnostic; without it that place itself is meant. In
 * texts `{name}` stands for an argument; one that is nothing else keeps the argument's type. `unquote` makes a number or a boolean of the text
 * `{value}`, and `write` sets what a text is as JSON, or the text itself where it is none.
 */
export type HintEdit =
  | { readonly set: string | number | boolean; readonly at?: string }
  | { readonly write: string }
  | { readonly unquote: true }
  | { readonly rename: string }
  | { readonly remove: true; readonly at?: string };

/** A sentence of a hint, and what following it does; with `when` it is said only where that argument is given. */
export type Hint = string | { readonly text: string; readonly edit?: HintEdit; readonly when?: string };

/**
 * What the catalogue says about one code. In `message` and `hint`, `{name}` stands for an argument of the diagnostic.
 * A hint is a list of sentences: one whose arguments are not all given is left out.
 */
export interface CodeEntry {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly hint?: readonly Hint[];
  readonly doc: { readonly text: string; readonly bad: string; readonly good: string };
}

export type Catalogue = Readonly<Record<string, CodeEntry>>;
