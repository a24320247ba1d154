import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { proxyReloadsCertificate, tlsBootstrap } from '../src/eras/kubernetes.js';
import { readCluster } from '../src/index.js';
import { bootwright, ensureBuilt } from './cli-process.js';

const pages = Object.fromEntries(
  ['credentials', 'cluster-api'].map((name) => [name, readFileSync(join('docs', `${name}.md`), 'utf8')]),
);

function example(page: string, name: string): string {
  const block = new RegExp(`<!-- example: ${name} -->\n\`\`\`\\w+\n([\\s\\S]*?)\`\`\``).exec(pages[page] ?? '')?.[1];
  if (block === undefined) throw new Error(`docs/${page}.md has no example ${name}`);
  return block;
}

const base = {
  kubernetes: { version: '1.36.4' },
  controlPlane: { endpoint: 'https://10.240.0.10:6443' },
  network: { podCIDR: '10.200.0.0/16', serviceCIDR: '10.32.0.0/24' },
};
const specOf = (spec: object): string =>
  stringify({ apiVersion: 'bootwright/v1alpha1', kind: 'Cluster', metadata: { name: 'demo' }, spec });

let folder: string;
beforeAll(() => {
  ensureBuilt();
  folder = mkdtempSync(join(tmpdir(), 'bootwright-docs-'));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the commands of an example, and gives the status of each. */
function follow(commands: string): (number | null)[] {
  return commands
    .trim()
    .split('\n')
    .map(
      (line) =>
        bootwright(
          folder,
          line
            .replace(/\s*#.*/, '')
            .split(' ')
            .slice(1),
        ).status,
    );
}

it("docs/cluster-api.md's pool is one that renders, and so do its commands", () => {
  writeFileSync(join(folder, 'cluster.yaml'), specOf({ ...base, ...parse(example('cluster-api', 'shared')).spec }));
  expect(follow(example('credentials', 'token commands'))).toEqual([0, 0, 0]);
  expect(readFileSync(join(folder, 'out/demo/burst.cloud-config.yaml'), 'utf8')).toMatch(/^#cloud-config\n/);
  for (const [name, file] of [
    ['launch-template', 'burst.launch-template.json'],
    ['cluster-api', 'burst.bootstrap-secret.yaml'],
  ] as const) {
    expect(follow(example('cluster-api', name))).toEqual([0]);
    expect(pages['cluster-api']).toContain(`out/NAME/${file}`);
    expect(readFileSync(join(folder, 'out/demo', file), 'utf8')).not.toBe('');
  }
}, 60_000);

it("docs/credentials.md's parts are valid, and the kubelet is told what they say", () => {
  const target = { os: 'debian-13' };
  const workers = [{ name: 'worker-0', podCIDR: '10.200.0.0/24' }];
  const token = parse(example('credentials', 'token')).spec;
  const { kubelet } = parse(example('credentials', 'self-signed')).spec;
  const { cluster, diagnostics } = readCluster(specOf({ ...base, target, workers, ...token, kubelet }));
  expect(diagnostics).toEqual([]);
  expect(cluster).toMatchObject({ bootstrap: { hours: 24 }, proxy: { credentials: 'kubelet' } });
  expect(cluster?.nodes[0]?.kubelet.config).toEqual({ serverTLSBootstrap: null });
});

it('docs/credentials.md has the releases of the tables', () => {
  const since = [proxyReloadsCertificate, tlsBootstrap].map((eras) => eras.find(({ value }) => value)?.since ?? '');
  const [proxy, kubelet] = since.map((version) => version.replace(/\.0$/, ''));
  expect(pages.credentials).toContain(`${proxy} and newer; ${kubelet} with \`proxy.mode: none\``);
});
