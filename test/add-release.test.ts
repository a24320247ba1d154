import { describe, expect, it, test } from 'vitest';
import { addDigests } from '../scripts/add-digests.js';
import { artifactAt } from '../scripts/artifact-address.js';
import { type DigestRow, keyOf } from '../scripts/digest-table.js';
import { upstreamAddress } from '../src/eras/catalogue.js';
import {
  add,
  files,
  isReleased,
  kubelet,
  older,
  published,
  released,
  renewed,
  rows,
  sha256,
  table,
} from './release-table.js';

const sha512 = 'b2'.repeat(64);

const addedBy = (origin: string, text: string): string[] =>
  add(origin, text).added.map((row) => `${keyOf(row)} ${row.digest}`);

it('knows every artifact of the table by its upstream address', () => {
  for (const { name, arch, version } of rows) {
    expect(artifactAt(upstreamAddress(name, version, arch))).toEqual({ name, arch, version });
  }
});

describe('published checksum files', () => {
  it('bring back the very table from which their releases were taken', () => {
    expect(rows.filter(isReleased)).toHaveLength(2 * released.length);
    const { source, added, known, others, preReleases, problems } = addDigests(older, files);
    expect(problems).toEqual([]);
    expect(source).toBe(renewed);
    expect(added).toEqual(published);
    // The server tarball and runc for ppc64le; the alpha of 1.36.
    expect({ known, others, preReleases }).toEqual({ known: [], others: 2, preReleases: 1 });
  });

  it('change nothing a second time', () => {
    const { source, added, known } = addDigests(table, files);
    expect({ source, added, known: known.length }).toEqual({ source: table, added: [], known: 2 * released.length });
  });

  it('bring pre-releases where these are asked for, before the release', () => {
    const { source, added } = addDigests(table, files, { preReleases: true });
    expect(added.map(keyOf)).toEqual(['kubernetes-node amd64 1.36.0-alpha.1']);
    expect(source).toMatch(
      /amd64\t1\.35\.8\t.*\nkubernetes-node\tamd64\t1\.36\.0-alpha\.1\t.*\tpublisher\nkubernetes-node\tamd64\t1\.36\.0\t/,
    );
  });
});

describe('forms', () => {
  test.each([
    ['a digest alone', `${kubelet}.sha256`, `${sha256}\n`],
    ['a digest alone without a line end', `${kubelet}.sha256`, sha256],
    ['a list', kubelet.replace('kubelet', 'SHA256SUMS'), `${sha512}  kubeadm\n${sha256}  kubelet\n`],
    ['a list of binary files, with line ends of Windows', kubelet.replace('kubelet', 'S'), `${sha256} *kubelet\r\n`],
    ['a list with the folder itself', kubelet.replace('kubelet', 'S'), `${sha256}  ./kubelet\n`],
    ['a list with tags', kubelet.replace('kubelet', 'S'), `SHA256 (kubelet) = ${sha256.toUpperCase()}\n`],
    ['a path of wget -x', `mirror/${kubelet.slice('https://'.length)}.sha256`, sha256],
  ])('%s', (_, origin, text) => {
    expect(addedBy(origin, text)).toEqual([`kubelet amd64 1.36.9 sha256:${sha256}`]);
  });

  it('takes a name alone where it has release and architecture', () => {
    expect(addedBy('Downloads/S', `${sha256}  containerd-2.3.9-linux-arm64.tar.gz\n`)).toEqual([
      `containerd arm64 2.3.9 sha256:${sha256}`,
    ]);
  });

  it('takes SHA-256 where a release has both', () => {
    const both = [
      { origin: `${kubelet}.sha512`, text: sha512 },
      { origin: `${kubelet}.sha256`, text: sha256 },
    ];
    for (const order of [both, both.toReversed()]) {
      expect(addDigests(table, order).added.map(({ digest }) => digest)).toEqual([`sha256:${sha256}`]);
    }
  });
});

describe('what is refused, with nothing written', () => {
  const known = rows.find(({ name, version }) => name === 'kubelet' && version === '1.36.4') as DigestRow;
  const page = '<!DOCTYPE html>\n<html>\n<body>\nNot Found\n</body>\n</html>\n';
  test.each([
    [
      'a changed digest',
      `${upstreamAddress('kubelet', '1.36.4', 'amd64')}.sha256`,
      sha256,
      `the catalogue has ${known.digest}`,
    ],
    ['a digest cut off', `${kubelet}.sha256`, sha256.slice(0, 60), ':1: 60 hex digits are neither SHA-256 nor SHA-512'],
    ['SHA-1', `${kubelet}.sha1`, 'c3'.repeat(20), ':1: 40 hex digits are neither'],
    ['a page in place of the file', `${kubelet}.sha256`, page, ':1: no checksum: <!DOCTYPE html>'],
    ['an empty file', `${kubelet}.sha256`, '', 'is empty'],
    [
      'a line of something else',
      'S',
      `${sha256}  containerd-2.3.9-linux-arm64.tar.gz\noops\n`,
      'S:2: no checksum: oops',
    ],
    [
      'a file that says two things',
      'S',
      ['a1', 'a2'].map((pair) => `${pair.repeat(32)}  cri-o.amd64.v1.36.9.tar.gz\n`).join(''),
      'S:1 says',
    ],
    [
      'nothing of the catalogue',
      'S',
      `${sha256}  etcd-v3.6.0-linux-amd64.tar.gz\n`,
      'no line is of an artifact of the catalogue',
    ],
    ['a name that lacks its release', 'Downloads/runsc.sha512', `${sha512}  runsc\n`, 'the folders that wget -x makes'],
  ])('%s', (_, origin, text, why) => {
    const { source, added, problems } = add(origin, text);
    expect(problems[0]).toContain(why);
    expect({ source, added }).toEqual({ source: table, added: [] });
  });

  it('a good file beside a bad one', () => {
    const { source, problems } = addDigests(older, [...files, { origin: 'bad.sha256', text: 'oops' }]);
    expect(problems).toHaveLength(1);
    expect(source).toBe(older);
  });

  it('but not a known release by another algorithm, which cannot be compared', () => {
    const { added, known: same, problems } = add(`${upstreamAddress('kubelet', '1.36.4', 'amd64')}.sha512`, sha512);
    expect({ added, known: same.map(keyOf), problems }).toEqual({
      added: [],
      known: ['kubelet amd64 1.36.4'],
      problems: [],
    });
  });
});
