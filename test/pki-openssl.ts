import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';

const present = spawnSync('openssl', ['version']).status === 0;

/** A `describe` for tests whose judge is OpenSSL: skipped by name where it is missing, except in CI, where they fail. */
export const describeWithOpenssl = present || process.env.CI ? describe : describe.skip;

/** A folder of PEM files to run OpenSSL in; gone when disposed of. */
export interface OpensslFolder {
  write(file: string, text: string): void;
  read(file: string): string;
  /** Runs `openssl ARGS` there and returns what it prints. Throws, with what it says, if it fails. */
  run(...args: string[]): string;
  remove(): void;
}

export function openFolder(): OpensslFolder {
  const folder = mkdtempSync(join(tmpdir(), 'bootwright-pki-'));
  return {
    write: (file, text) => writeFileSync(join(folder, file), text),
    read: (file) => readFileSync(join(folder, file), 'utf8'),
    run: (...args) => execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] }),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
