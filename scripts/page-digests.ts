/** A line of the table: artifact, architecture, release, digest. */
interface Row {
  readonly line: string;
  readonly name: string;
  readonly minor: string;
}

/** Minors, or for what is dated and not numbered years, that the page knows the digests of; the command knows all. */
const newest = 3;

function rowOf(line: string): Row {
  const [name = '', , version = ''] = line.split(' ');
  return { line, name, minor: /^\d+(\.\d+)?/.exec(version)?.[0] ?? version };
}

const byNumbers = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

/**
 * The digests that a page can carry: of each artifact those of its newest minors. All of them are random numbers, which
 * no compression makes smaller: they alone would be a third of the page.
 */
export function pageDigests(digests: string): string {
  const rows = digests
    .split('\n')
    .filter((line) => line !== '')
    .map(rowOf);
  const kept = new Set<string>();
  for (const name of new Set(rows.map((row) => row.name))) {
    const minors = [...new Set(rows.filter((row) => row.name === name).map(({ minor }) => minor))];
    for (const minor of minors.sort(byNumbers).slice(-newest)) kept.add(`${name} ${minor}`);
  }
  return `\n${rows.flatMap(({ line, name, minor }) => (kept.has(`${name} ${minor}`) ? [`${line}\n`] : [])).join('')}`;
}
