import { type ArtifactName, artifactNames } from '../src/eras/artifact-names.js';
import { compareReleases } from '../src/eras/release-order.js';
import type { Architecture } from '../src/generated/names.js';

/** One line of `data/digests.tsv`. */
export interface DigestRow {
  readonly name: ArtifactName;
  readonly arch: Architecture;
  readonly version: string;
  /** `sha256:…` or `sha512:…` */
  readonly digest: string;
  /** Who says so, by the names that the table's head explains. */
  readonly source: string;
}

/** The order of the table: by name as the catalogue lists them, by architecture, by release. */
export function compareRows(a: DigestRow, b: DigestRow): number {
  return (
    artifactNames.indexOf(a.name) - artifactNames.indexOf(b.name) ||
    (a.arch < b.arch ? -1 : a.arch > b.arch ? 1 : 0) ||
    compareReleases(a.version, b.version)
  );
}

export const keyOf = ({ name, arch, version }: Pick<DigestRow, 'name' | 'arch' | 'version'>): string =>
  `${name} ${arch} ${version}`;

/** The lines before the rows, which say what the table is, and the rows. */
export function readTable(text: string): { head: string; rows: DigestRow[] } {
  const [, head, lines] = /^((?:#[^\n]*\n)*)(.*)$/s.exec(text) ?? [];
  if (!head || lines === undefined) throw new Error('the table of digests has another form');
  const rows = lines
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const [name, arch, version, digest, source] = line.split('\t');
      return { name, arch, version, digest, source } as DigestRow;
    });
  return { head, rows };
}

const lineOf = ({ name, arch, version, digest, source }: DigestRow): string =>
  `${[name, arch, version, digest, source].join('\t')}\n`;

/** The table's text with more rows, each in its place. */
export function withRows(text: string, added: readonly DigestRow[]): string {
  const { head, rows } = readTable(text);
  return head + [...rows, ...added].sort(compareRows).map(lineOf).join('');
}
