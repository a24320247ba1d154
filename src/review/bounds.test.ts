import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { extractTree } from '../cli/review/extract.js';
import { mostCharacters, mostWords } from '../pyyaml/load.js';
import { gather, mostEntries } from './gathering.js';
import { mergeConfigs } from './ignition-merge.js';
import { jsonMapping } from './json.js';
import { readDocument } from './read-document.js';
import { alsoTexts, commandText, fullLook, isShut, lookAt, settingText } from './shown.js';
import { type MachineTree, Unreadable } from './tree.js';
import { fullDiffAllowance, unifiedDiff } from './unified-diff.js';
import { fullAllowance } from './unpack.js';

const mistakeIn = (document: string): string => {
  const review = readDocument(document);
  return 'mistake' in review ? review.mistake : 'none';
};
const lines = (word: string, count: number): string =>
  Array.from({ length: count }, (_, index) => `${word} ${index}\n`).join('');

describe('the work on a document is bounded', () => {
  it.each([
    ['bytes', '#!/bin/sh\n'.padEnd(17 * 2 ** 20, 'x'), 'it has more than 16 MiB'],
    ['an alias within itself', '#cloud-config\na: &a [*a]\n', '&a holds itself'],
    [
      'aliases that repeat one another',
      `#cloud-config\na: &a [x,x,x,x,x,x,x,x,x,x]\n${[...'bcdefghij']
        .map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdefghij'[index]}`)}]\n`)
        .join('')}`,
      'far larger than it looks',
    ],
    [
      'a long text that aliases repeat',
      `#cloud-config\na: &a "${'x'.repeat(100_000)}"\nb: [${'*a,'.repeat(1000)}]\n`,
      'far larger than it looks',
    ],
    [
      'JSON that is deep',
      `{"ignition":{"version":"3.4.0"},"x":${'['.repeat(3000)}${']'.repeat(3000)}}`,
      '200 levels deep',
    ],
    ['JSON of very many values', `{"ignition":{"version":"3.4.0"},"x":[${'0,'.repeat(1_000_001)}0]}`, 'values'],
    ['words of YAML', `#cloud-config\nruncmd:\n${'- a\n'.repeat(mostWords / 3)}`, `more than ${mostWords} words`],
    ['text of YAML', `#cloud-config\na: "${'x'.repeat(mostCharacters)}"\n`, 'more than 4 MiB'],
    [
      'files',
      JSON.stringify({
        ignition: { version: '3.4.0' },
        storage: { files: [{ path: '/a', append: Array(mostEntries + 1).fill({ source: 'data:,x' }) }] },
      }),
      `more than ${mostEntries} files`,
    ],
    [
      'MIME parts',
      `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="="\n\n${'--=\n\nx\n'.repeat(1001)}`,
      'more than 1000 MIME parts',
    ],
  ])('by a limit: %s', (_, document, why) => {
    expect(mistakeIn(document)).toContain(why);
  });

  it('one allowance serves all parts of a document', () => {
    const part = `--=\nContent-Type: text/cloud-config\n\nx:\n${'- a\n'.repeat(mostWords / 6)}`;
    const review = readDocument(
      `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="="\n\n${part}${part}${part}--=--\n`,
    );
    if ('mistake' in review) throw new Error(review.mistake);
    expect(review.tree.parts.map(({ name }) => name)).toEqual(['part 2', 'part 3']);
    expect(fullAllowance().words).toBe(mostWords);
  });

  it('entries are counted whatever they are', () => {
    const gathering = gather();
    const add = (): void => gathering.command({ when: 'runcmd', command: 'ls' });
    for (let count = 0; count < mostEntries; count += 1) add();
    expect(add).toThrow(Unreadable);
    expect(() => gathering.part({ name: 'a', type: '', headers: {}, content: new Uint8Array(), reason: '' })).toThrow(
      Unreadable,
    );
  });
});

describe('configs that are merged', () => {
  it('are looked at a few times for each entry, not for each pair of these', () => {
    let looks = 0;
    const entry = (index: number): object => ({
      get path() {
        looks += 1;
        return `/${index}`;
      },
    });
    const files = (): { storage: { files: object[] } } => ({
      storage: { files: Array.from({ length: 2000 }, (_, index) => entry(index)) },
    });
    const one = (index: number) => ({ storage: { files: [entry(index)] } });
    mergeConfigs({}, [files(), ...Array.from({ length: 2000 }, (_, index) => one(index + 2000))]);
    expect(looks).toBeLessThan(5 * 4000);
  });
});

describe('texts that are compared', () => {
  it('are given up where too many lines differ, at a price that is known before', () => {
    const allowance = fullDiffAllowance();
    const { steps } = allowance;
    expect(unifiedDiff('a', [lines('old', 20_000), lines('new', 20_000)], allowance)).toBeNull();
    expect(steps - allowance.steps).toBeLessThanOrEqual(1_000_000);
    expect(unifiedDiff('a', [lines('old', 20_000), lines('new', 20_000)], allowance)).toBeNull();
    expect(unifiedDiff('a', [lines('old', 20_000), lines('new', 20_000)], allowance)).toBeNull();
    expect(allowance.steps).toBe(0);
  });

  it('are shown where few do, however long they are', () => {
    const before = lines('same', 100_000);
    const diff = unifiedDiff('a', [before, before.replace('same 50000', 'other')], fullDiffAllowance());
    expect(diff?.match(/^[-+](?![-+]).*$/gm)).toEqual(['-same 50000', '+other']);
  });

  it('keep a last line without an end', () => {
    const diff = unifiedDiff('a', ['x\ny', 'x\ny\n'], fullDiffAllowance());
    expect(diff).toContain('-y\n\\ No newline at end of file\n+y\n');
  });
});

describe('what is looked at for secrets', () => {
  it('of files that are extracted too: what is beyond is closed to others', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bootwright-bounds-'));
    const file = { mode: 0o644, owner: 'root', packed: null, appended: false, also: {} };
    const half = new Uint8Array(fullLook().characters / 2).fill(0x61);
    const files = ['/a', '/b', '/c'].map((path) => ({ ...file, path, content: half }));
    const tree = { files, directories: [], links: [] } as unknown as MachineTree;
    expect(extractTree(tree, join(folder, 'x'), false)).toEqual({ written: 3 });
    expect(['a', 'b', 'c'].map((name) => statSync(join(folder, 'x', name)).mode & 0o777)).toEqual([
      0o644, 0o644, 0o600,
    ]);
    rmSync(folder, { recursive: true });
  });

  it('is no more than an allowance; what is beyond is told as a secret', () => {
    const look = fullLook();
    const content = new Uint8Array(look.characters).fill(0x61);
    const file = { path: '/a', mode: 0o644, content };
    expect(lookAt(file, look)).toContain('aaa');
    expect(look.characters).toBe(0);
    expect(lookAt(file, look)).toBeNull();
    expect(isShut(file, look)).toBe(true);
    expect(commandText({ when: 'runcmd', command: 'ls' }, look)).toMatch(/^2 characters: <secret sha256:/);
    expect(settingText({ a: 1 }, 'b', look)).toMatch(/^"7 characters: <secret sha256:/);
    expect(alsoTexts({ b: { a: 1 } }, look).join()).toMatch(/^b "7 characters: <secret sha256:/);
  });
});

it('JSON in quotes counts for nothing', () => {
  expect(jsonMapping(`{"a":"${'[,'.repeat(2_000_000)}\\"["}`)).toHaveProperty('a');
});
