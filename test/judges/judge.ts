import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'vitest';

/** Where programs that are built or fetched for the tests are kept, outside the clone. */
const cache = process.env.BOOTWRIGHT_CACHE ?? join(homedir(), '.cache', 'bootwright');

/** A program found in the cache: the newest folder of that name which holds it. */
export function cached(folder: RegExp, program: string): string | undefined {
  if (!existsSync(cache)) return undefined;
  const found = readdirSync(cache).filter((name) => folder.test(name) && existsSync(join(cache, name, program)));
  const newest = found.sort().at(-1);
  return newest && join(cache, newest, program);
}

/** A program on the machine, if asking it for its version works. */
export function installed(program: string, ...args: string[]): string | undefined {
  return spawnSync(program, args).status === 0 ? program : undefined;
}

/**
 * Tests that a real program decides. Where it is missing they are skipped, by its name; in CI that is a failure:
 * `.ci/run` installs every judge.
 */
export function judged(name: string, program: string | undefined, tests: (program: string) => void): void {
  if (program !== undefined) describe(`judged by ${name}`, () => tests(program));
  else if (process.env.CI) it(`is judged by ${name}`, () => Promise.reject(new Error(`${name} is missing`)));
  else describe.skip(`judged by ${name} (missing here)`, () => it('is skipped', () => undefined));
}

/** What a program prints, both streams in one; fails where it exits with another status than 0. */
export function outputOf(program: string, args: readonly string[], input?: string): string {
  return execFileSync(program, args, { encoding: 'utf8', input, stdio: ['pipe', 'pipe', 'pipe'], maxBuffer: 2 ** 28 });
}
