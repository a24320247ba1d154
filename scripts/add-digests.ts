import { type ArtifactFile, artifactAt } from './artifact-address.js';
import { type ChecksumReading, readChecksumFile } from './checksum-file.js';
import { compareRows, type DigestRow, keyOf, readTable, withRows } from './digest-table.js';

/** A checksum file: where it is from, or where it lies, and what it says. */
export interface ChecksumSource {
  readonly origin: string;
  readonly text: string;
}

export interface Addition {
  /** The table's text with its new lines; as it was where there are problems. */
  readonly source: string;
  readonly added: readonly DigestRow[];
  /** Lines of releases that the table has, with the same digest or one of another algorithm. */
  readonly known: readonly DigestRow[];
  /** Files that are none of the catalogue's artifacts: other systems, other programs. */
  readonly others: number;
  /** Alpha, beta and rc, left out unless asked for. */
  readonly preReleases: number;
  readonly problems: readonly string[];
}

type Found = DigestRow & { readonly place: string };

const isPreRelease = ({ version }: ArtifactFile): boolean => /-(alpha|beta|rc)/.test(version);
const algorithmOf = (digest: string): string => digest.slice(0, digest.indexOf(':'));

/** What a changed digest means: the file that upstream serves is another one than before. */
const alarm = (row: Found, other: string, where: string): string =>
  `${row.place}: ${keyOf(row)} is ${row.digest}, and ${where} ${other}: somebody has changed a published file, or one of the two is forged`;

/** One row for each artifact: of two algorithms SHA-256, which costs a document fewer bytes. */
function settle(found: readonly Found[]): { rows: Found[]; problems: string[] } {
  const rows = new Map<string, Found>();
  const problems: string[] = [];
  for (const row of found) {
    const other = rows.get(keyOf(row));
    if (other === undefined || row.digest === other.digest) rows.set(keyOf(row), other ?? row);
    else if (algorithmOf(row.digest) === algorithmOf(other.digest))
      problems.push(alarm(row, other.digest, `${other.place} says`));
    else rows.set(keyOf(row), algorithmOf(row.digest) === 'sha256' ? row : other);
  }
  return { rows: [...rows.values()], problems };
}

/** Adds what checksum files say to the text of `data/digests.tsv`: all of it, or with a problem nothing. */
export function addDigests(
  source: string,
  files: readonly ChecksumSource[],
  options: { readonly preReleases?: boolean } = {},
): Addition {
  const table = new Map(readTable(source).rows.map((row) => [keyOf(row), row.digest]));
  const readings = files.map(({ origin, text }): ChecksumReading & { origin: string } => ({
    origin,
    ...readChecksumFile(text, origin),
  }));
  const located = readings.flatMap(({ origin, found }) =>
    found.map(({ address, digest, line }) => ({ digest, place: `${origin}:${line}`, file: artifactAt(address) })),
  );
  const ours = located.flatMap(({ digest, place, file }) =>
    file ? [{ ...file, digest, place, source: 'publisher' }] : [],
  );
  const wanted = ours.filter((row) => options.preReleases || !isPreRelease(row) || table.has(keyOf(row)));
  const { rows, problems: contradictions } = settle(wanted);
  const conflicts = wanted.flatMap((row) => {
    const old = table.get(keyOf(row));
    const differs = old !== undefined && old !== row.digest && algorithmOf(old) === algorithmOf(row.digest);
    return differs ? [alarm(row, old, 'the catalogue has')] : [];
  });
  const problems = [...readings.flatMap((reading) => reading.problems), ...contradictions, ...conflicts];
  if (ours.length === 0 && problems.length === 0) {
    problems.push(
      `no line is of an artifact of the catalogue: ${located.length} of other files (keep the checksum files in the folders that wget -x makes)`,
    );
  }
  const plain = ({ place: _, ...row }: Found): DigestRow => row;
  const added =
    problems.length > 0
      ? []
      : rows
          .filter((row) => !table.has(keyOf(row)))
          .map(plain)
          .sort(compareRows);
  return {
    source: added.length > 0 ? withRows(source, added) : source,
    added,
    known: rows.filter((row) => table.has(keyOf(row))).map(plain),
    others: located.length - ours.length,
    preReleases: ours.length - wanted.length,
    problems,
  };
}
