import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const readme = readFileSync('README.md', 'utf8');

/** The code block after the comment `<!-- example: NAME -->`. */
function example(name: string): string {
  const block = new RegExp(`<!-- example: ${name} -->\n\`\`\`\\w+\n([^]*?)\`\`\``).exec(readme)?.[1];
  if (block === undefined) throw new Error(`README.md has no example ${name}`);
  return block;
}

const cli = resolve('dist/cli.js');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bootwright-readme-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]): string =>
  execFileSync(process.execPath, [cli, ...args], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

it("README's ten lines are ten, and its commands work with them", () => {
  const spec = example('cluster.yaml');
  expect(spec.trim().split('\n')).toHaveLength(10);
  const commands = example('commands')
    .trim()
    .split('\n')
    .map((line) =>
      line
        .replace(/\s*#.*/, '')
        .split(' ')
        .slice(1),
    );
  expect(commands.map(([name]) => name)).toEqual([
    'init',
    'validate',
    'pki',
    'render',
    'render',
    'artifacts',
    'explain',
    'schema',
    'completion',
  ]);
  for (const command of commands) {
    run(...command);
    // The reader's own spec takes the place of the starter.
    if (command[0] === 'init') writeFileSync(join(folder, 'cluster.yaml'), spec);
  }
  expect(readdirSync(join(folder, 'out', 'first')).sort()).toEqual([
    'cluster',
    'manifest.json',
    'worker-0.cloud-config.yaml',
  ]);
});

it('every file that a page links to is there', () => {
  for (const page of ['README.md', ...readdirSync('docs').map((name) => join('docs', name))]) {
    const base = page === 'README.md' ? '.' : 'docs';
    for (const [, link] of readFileSync(page, 'utf8').matchAll(/\]\((?!https?:)([^)#]+)/g)) {
      expect(() => readFileSync(join(base, link as string)), `${page} links to ${link}`).not.toThrow();
    }
  }
});

it("docs/using-documents.md has the providers' limits as they are", async () => {
  const { providers } = await import('../src/eras/providers.js');
  const page = readFileSync('docs/using-documents.md', 'utf8');
  for (const [name, { limit }] of Object.entries(providers)) {
    if (limit === null) continue;
    expect(page).toMatch(new RegExp(`\\| ${name} \\| .* \\| ${limit.toLocaleString('en')} \\|`));
  }
});

it('docs/cluster-side.md names every check of verify.sh, and every provider', async () => {
  const { providers } = await import('../src/eras/providers.js');
  const page = readFileSync('docs/cluster-side.md', 'utf8');
  const script = readFileSync('out/current-containerd/cluster/verify.sh', 'utf8');
  const checks = [...script.matchAll(/^check (\S+)/gm)].map(([, name]) => name ?? '');
  expect(checks).toContain('nodes');
  for (const name of [...checks, ...Object.keys(providers)]) {
    expect(page, name).toMatch(new RegExp(`^\\| ([^|]*, )?${name}(, [^|]*)? \\|`, 'm'));
  }
});
