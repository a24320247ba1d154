/** A line of the table: artifact, architecture, release, digest. */
interface Row {
  readonly line: string;
  readonly name: string;
  readonly release: string;
  readonly minor: string;
}

/** Minors of each artifact, and patches of each minor, that the page knows the digests of; the command knows all. */
const [minors, patches] = [2, 1];

function rowOf(line: string): Row {
  const [name = '', , release = ''] = line.split(' ');
  return { line, name, release, minor: /^\d+(\.\d+)?/.exec(release)?.[0] ?? release };
}

/** The newest of some releases, as people count. */
const newest = (releases: readonly string[], count: number): string[] =>
  [...new Set(releases)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).slice(-count);

/** Of one artifact the releases that are kept. */
function keptOf(rows: readonly Row[]): string[] {
  const recent = newest(
    rows.map(({ minor }) => minor),
    minors,
  );
  return recent.flatMap((minor) =>
    newest(
      rows.filter((row) => row.minor === minor).map(({ release }) => release),
      patches,
    ),
  );
}

/**
 * The digests that a page can carry: of each artifact those of its newest releases. All of them are random numbers, which
 * no compression makes smaller: they alone would be a third of the page.
 */
export function pageDigests(digests: string): string {
  const rows = digests
    .split('\n')
    .filter((line) => line !== '')
    .map(rowOf);
  const names = [...new Set(rows.map(({ name }) => name))];
  const kept = new Map(names.map((name) => [name, new Set(keptOf(rows.filter((row) => row.name === name)))]));
  return `\n${rows.flatMap(({ line, name, release }) => (kept.get(name)?.has(release) ? [`${line}\n`] : [])).join('')}`;
}
