import { type ArtifactName, artifactNames } from '../src/eras/artifact-names.js';
import type { Architecture } from '../src/eras/catalogue.js';
import { compareReleases } from '../src/eras/release-order.js';

/** One line of `src/eras/digests.ts`. */
export interface DigestRow {
  readonly name: ArtifactName;
  readonly arch: Architecture;
  readonly version: string;
  /** `sha256:…` or `sha512:…` */
  readonly digest: string;
}

/** The order of the table: by name as the catalogue lists them, by architecture, by release. */
export function compareRows(a: DigestRow, b: DigestRow): number {
  return (
    artifactNames.indexOf(a.name) - artifactNames.indexOf(b.name) ||
    (a.arch < b.arch ? -1 : a.arch > b.arch ? 1 : 0) ||
    compareReleases(a.version, b.version)
  );
}

export const keyOf = ({ name, arch, version }: Omit<DigestRow, 'digest'>): string => `${name} ${arch} ${version}`;

/** The module's text around its table, and the table's rows. */
export function readTable(source: string): { head: string; rows: DigestRow[]; tail: string } {
  const [, head, lines, tail] = /^(.*= `\n)(.*)(`;\n)$/s.exec(source) ?? [];
  if (head === undefined || lines === undefined || tail === undefined)
    throw new Error('the table of digests has another form');
  const rows = lines
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const [name, arch, version, digest] = line.split(' ');
      return { name, arch, version, digest } as DigestRow;
    });
  return { head, rows, tail };
}

/** The module's text with more rows in its table, each in its place. */
export function withRows(source: string, added: readonly DigestRow[]): string {
  const { head, rows, tail } = readTable(source);
  const lines = [...rows, ...added].sort(compareRows).map((row) => `${keyOf(row)} ${row.digest}\n`);
  return `${head}${lines.join('')}${tail}`;
}
