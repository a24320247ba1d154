import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { digestLine } from './file-digest.js';
import { plainFile } from './node-plan.js';

const folder = mkdtempSync(join(tmpdir(), 'file-digest-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the line of a file in the digest of its document', () => {
  it.each([
    ['a usual name', '/etc/x', 'x\n'],
    ['a name with a blank', '/etc/x y', ''],
    ['a name with backslashes', '/etc/sys\\x2dfs\\a', 'x'],
    ['content beyond ASCII', '/etc/ä', 'größer\n'],
  ])('is as sha256sum prints it: %s', (_, path, content) => {
    const file = plainFile(join(folder, path), content, []);
    mkdirSync(dirname(file.path), { recursive: true });
    writeFileSync(file.path, content);
    expect(digestLine(file)).toBe(execFileSync('sha256sum', [file.path], { encoding: 'utf8' }));
  });
});
