/** The named differences of `fixtures/<case>/facts.yaml`. */
export interface NamedDifferences {
  readonly differences: Readonly<
    Record<string, { readonly article: string; readonly here: string; readonly why: string }>
  >;
}

const heading = '## What differs, and why\n';

/** A case's README.md with the table of its differences as facts.yaml has them. */
export function withDifferences(readme: string, { differences }: NamedDifferences): string {
  const [before, after] = readme.split(heading) as [string, string?];
  if (after === undefined) throw new Error(`the README has no heading "${heading.trim()}"`);
  const next = after.indexOf('\n## ');
  const rest = next < 0 ? '' : after.slice(next);
  const rows = Object.values(differences).map(({ article, here, why }) => `| ${article} | ${here} | ${why} |\n`);
  return `${before}${heading}\n| the article | here | why |\n|---|---|---|\n${rows.join('')}${rest}`;
}
