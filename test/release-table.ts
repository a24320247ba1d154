import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDigests, type ChecksumSource } from '../scripts/add-digests.js';
import { type DigestRow, readTable, withRows } from '../scripts/digest-table.js';

export const table = readFileSync('data/digests.tsv', 'utf8');

export const rows = readTable(table).rows;

export const folder = 'test/checksums';

export const files: ChecksumSource[] = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .map((name) => join(folder, name))
  .filter((path) => /\.(sha\w+|md)$/.test(path))
  .map((origin) => ({ origin, text: readFileSync(origin, 'utf8') }));

/** The releases that the checksum files of the folder are of. */
export const released = [
  'kubernetes-node 1.36.4',
  'kubelet 1.36.4',
  'containerd 2.3.4',
  'runc 1.4.3',
  'cni-plugins 1.9.1',
  'crictl 1.36.0',
  'crio 1.36.3',
  'runsc 20260817.0',
  'containerd-shim-runsc-v1 20260817.0',
];

export const isReleased = ({ name, version }: DigestRow): boolean => released.includes(`${name} ${version}`);

const { head } = readTable(table);

export const older = withRows(
  head,
  rows.filter((row) => !isReleased(row)),
);

/** As these releases come back from their publishers' files: who else has the digest is not asked again. */
export const published = rows.filter(isReleased).map((row) => ({ ...row, source: 'publisher' }));

export const renewed = withRows(older, published);

export const kubelet = 'https://dl.k8s.io/release/v1.36.9/bin/linux/amd64/kubelet';

export const sha256 = 'a1'.repeat(32);

export const add = (origin: string, text: string) => addDigests(table, [{ origin, text }]);
