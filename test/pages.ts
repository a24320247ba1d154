import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A page of the documentation, or README. */
export const pageText = (name: string): string =>
  readFileSync(name === 'README' ? 'README.md' : `docs/${name}.md`, 'utf8');

/** The code block after the comment `<!-- example: NAME -->` of a page. */
export function example(name: string, page: string): string {
  const block = new RegExp(`<!-- example: ${name} -->\n\`\`\`\\w+\n([^]*?)\`\`\``).exec(page)?.[1];
  if (block === undefined) throw new Error(`the page has no example ${name}`);
  return block;
}

/** An empty folder, such as a reader of a page begins with. */
export const emptyFolder = (): string => mkdtempSync(join(tmpdir(), 'bootwright-page-'));

/** Runs commands in a folder as a reader's shell does, up to the first that fails, which is an error here; what they say. */
export function follow(folder: string, commands: string): string {
  const bootwright = `bootwright() { '${process.execPath}' '${resolve('dist/cli.js')}' "$@"; }`;
  const env = { PATH: process.env.PATH ?? '', HOME: folder, DIGITALOCEAN_TOKEN: 'of-a-test' };
  const script = `set -euo pipefail\n${bootwright}\n${commands}`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], { cwd: folder, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`exit status ${status} of:\n${commands}\n${stdout}${stderr}`);
  return stdout + stderr;
}
