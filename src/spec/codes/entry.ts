/**
 * What the catalogue says about one code. In `message` and `hint`, `{name}` stands for an argument of the diagnostic.
 * A hint is a list of sentences: one whose arguments are not all given is left out.
 */
export interface CodeEntry {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly hint?: readonly string[];
  readonly doc: { readonly text: string; readonly bad: string; readonly good: string };
}

export type Catalogue = Readonly<Record<string, CodeEntry>>;
