import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anchorOf } from '../scripts/site/site-page.js';
import { commandTable } from '../src/cli/command-table.js';
import { example, pageText } from './pages.js';

const readme = pageText('README');

const repository = resolve('.');
const cli = resolve('dist/cli.js');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bootwright-readme-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]): string =>
  execFileSync(process.execPath, [cli, ...args], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

it("README's ten lines are ten, and its commands work with them", () => {
  const spec = example('cluster.yaml', readme);
  expect(spec.trim().split('\n')).toHaveLength(10);
  const commands = example('commands', readme)
    .trim()
    .split('\n')
    .map((line) =>
      line
        .replace(/\s*#.*/, '')
        .split(' ')
        .slice(1),
    );
  expect(commands.length).toBeGreaterThan(10);
  for (const command of commands) {
    run(...command);
    // The reader's own spec takes the place of the starter.
    if (command[0] === 'init') writeFileSync(join(folder, 'cluster.yaml'), spec);
  }
  expect(readdirSync(join(folder, 'out', 'first')).sort()).toEqual([
    'cluster',
    'manifest.json',
    'review',
    'terraform',
    'worker-0.cloud-config.yaml',
  ]);
}, 180_000);

it('every command is on a page', () => {
  const inDocs = readdirSync('docs').filter((file) => file.endsWith('.md'));
  const pages = [readme, ...inDocs.map((file) => readFileSync(join('docs', file), 'utf8'))];
  // In Terraform's language the words of a command stand in quotes.
  const isOn = (page: string, name: string): boolean => new RegExp(`bootwright[ ",]+${name}\\b`).test(page);
  const unnamed = commandTable.filter(({ name }) => !pages.some((page) => isOn(page, name)));
  expect(
    unnamed.map(({ name }) => name),
    'README.md, or a page of docs, names "bootwright COMMAND"',
  ).toEqual([]);
});

/** The anchors of a page's headings, as GitHub makes them. */
const anchorsOf = (page: string): string[] =>
  [...readFileSync(page, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, text]) =>
    anchorOf(String(text).replace(/\]\([^)]*\)/g, '')),
  );

it('every file and heading that a page links to is there', () => {
  const inDocs = readdirSync('docs', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
  for (const page of ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...inDocs.map((name) => join('docs', name))]) {
    for (const [, link] of readFileSync(page, 'utf8').matchAll(/\]\((?!https?:)([^)]+)/g)) {
      const [file = '', anchor] = String(link).split('#');
      const target = file === '' ? page : join(dirname(page), file);
      expect(existsSync(target), `${page} links to ${link}`).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(target), `${page} links to ${link}`).toContain(anchor);
    }
  }
});

it("docs/reviewing.md's commands work with the documents of README's spec", () => {
  const page = readFileSync(resolve(repository, 'docs/reviewing.md'), 'utf8');
  const lines = ['inspect', 'diff', 'review copies'].flatMap((name) => example(name, page).trim().split('\n'));
  expect(lines).toHaveLength(8);
  for (const line of lines) {
    const command = line.replace(/^bootwright/, `"${process.execPath}" "${cli}"`);
    execFileSync('bash', ['-c', command], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  }
  expect(readdirSync(join(folder, 'tree')).sort()).toEqual(['etc', 'opt', 'usr', 'var']);
});
