import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { readCluster } from '../src/index.js';

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

describe('docs/kubelet.md', () => {
  const blocks = [...readFileSync('docs/kubelet.md', 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g)].map(
    ([, text]) => text,
  );
  const base = {
    kubernetes: { version: '1.36.4' },
    controlPlane: { endpoint: 'https://10.240.0.10:6443' },
    network: { podCIDR: '10.200.0.0/16', serviceCIDR: '10.32.0.0/24' },
    target: { os: 'debian-13' },
    workers: [{ name: 'worker-0', podCIDR: '10.200.0.0/24' }],
  };

  it.each(blocks)('has parts of a spec that is valid: %s', (text) => {
    const spec = { ...base, ...parse(text as string) };
    const { diagnostics } = readCluster(
      stringify({ apiVersion: 'bootwright/v1alpha1', kind: 'Cluster', metadata: { name: 'demo' }, spec }),
    );
    const warned = String(text).includes('credentials: kubelet') ? ['proxy-without-rights'] : [];
    expect(diagnostics.map(({ code }) => code)).toEqual(warned);
  });

  it('has five of them', () => expect(blocks).toHaveLength(5));
});

it("docs/using-documents.md has the providers' limits as they are", async () => {
  const { providers } = await import('../src/eras/providers.js');
  const page = readFileSync('docs/using-documents.md', 'utf8');
  for (const [name, { limit }] of Object.entries(providers)) {
    if (limit === null) continue;
    expect(page).toMatch(new RegExp(`\\| ${name} \\| .* \\| ${limit.toLocaleString('en')} \\|`));
  }
});
