import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stageExtract } from './extract-staging.js';

const here = (): string => mkdtempSync(join(tmpdir(), 'bootwright-staging-'));

describe('an extraction', () => {
  it('appears as a whole where there is no such folder', () => {
    const parent = here();
    const staging = stageExtract(join(parent, 'a/b'));
    writeFileSync(join(staging.folder, 'x'), 'new');
    expect(readdirSync(join(parent, 'a'))).not.toContain('b');
    staging.commit(['/x'], []);
    staging.discard();
    expect(readFileSync(join(parent, 'a/b/x'), 'utf8')).toBe('new');
    expect(readdirSync(join(parent, 'a'))).toEqual(['b']);
  });

  it('leaves nothing behind where it is given up, not even the folders above', () => {
    const parent = here();
    stageExtract(join(parent, 'a/b/c')).discard();
    expect(readdirSync(parent)).toEqual([]);
  });

  it('leaves a folder as it was where the last entry can not be put in its place', () => {
    const folder = here();
    writeFileSync(join(folder, 'x'), 'mine');
    const staging = stageExtract(folder);
    for (const name of ['x', 'y', 'z']) writeFileSync(join(staging.folder, name), 'new');
    mkdirSync(join(staging.folder, 'deep/er'), { recursive: true });
    writeFileSync(join(staging.folder, 'deep/er/w'), 'new');
    rmSync(join(staging.folder, 'z'));
    expect(() => staging.commit(['/x', '/deep/er/w', '/y', '/z'], ['/empty'])).toThrow('ENOENT');
    staging.discard();
    expect(readdirSync(folder)).toEqual(['x']);
    expect(readFileSync(join(folder, 'x'), 'utf8')).toBe('mine');
  });
});
