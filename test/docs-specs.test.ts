import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { readCluster } from '../src/index.js';
import { clusterWith, documentsOf } from './fixture-input.js';
import { example, pageText } from './pages.js';

const readme = pageText('README');

describe('docs/kubelet.md', () => {
  const blocks = [...readFileSync('docs/kubelet.md', 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g)].map(
    ([, text]) => text,
  );
  const base = {
    kubernetes: { version: '1.36.4' },
    controlPlane: { endpoint: 'https://10.240.0.10:6443' },
    network: { podCIDR: '10.200.0.0/16', serviceCIDR: '10.32.0.0/24' },
    target: { os: 'debian-13' },
    workers: [{ name: 'worker-0', address: '10.240.0.20', podCIDR: '10.200.0.0/24' }],
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

const runtimes = readFileSync('docs/runtimes.md', 'utf8');
const fragments = [...runtimes.matchAll(/<!-- spec: (\w+) -->\n```yaml\n([\s\S]*?)```/g)].map(([, name, text]) => ({
  name,
  text,
}));

it.each(fragments)('docs/runtimes.md: the example $name is a good spec', ({ text }) => {
  const { kubernetes, ...more } = parse(text ?? '');
  expect(clusterWith(kubernetes.version, more).runtime.config).toEqual(
    Object.fromEntries(Object.entries(more.runtime.config ?? {}).filter(([key]) => key !== 'version')),
  );
});

it("docs/runtimes.md's table of handlers has every type, and since when Docker and CRI-O take it", async () => {
  const { handlers } = await import('../src/eras/handlers.js');
  for (const [type, { onDocker, onCrio }] of Object.entries(handlers)) {
    const row = new RegExp(`^\\| (?:[^|]*, )?${type}(?:, [^|]*)? \\|(.*)\\|$`, 'm').exec(runtimes)?.[1];
    expect(row, `give ${type} a row in the table below "Handlers" in docs/runtimes.md`).toBeDefined();
    const [, docker = '', crio = ''] = row?.split('|') ?? [];
    for (const [cell, eras] of [
      [docker, onDocker],
      [crio, onCrio],
    ] as const) {
      const first = eras?.find(({ value }) => value)?.since.replace(/\.0$/, '');
      expect(/from (\S+)/.exec(cell)?.[1], `${type}: ${cell}`).toBe(first);
    }
  }
});

it('docs/runtimes.md has an example of each runtime', () => {
  expect(fragments.map(({ name }) => name)).toEqual(['containerd', 'docker', 'crio', 'handlers']);
});

const parts = ['operating', 'recipes'].flatMap((page) =>
  [...pageText(page).matchAll(/<!-- (?:spec|recipe): (\w+) -->\n```yaml\n([\s\S]*?)```/g)].map(([, name, text]) => ({
    page,
    name,
    text,
  })),
);

it('each recipe is found', () => expect(parts.length).toBeGreaterThan(13));

it.each(parts)('$name of $page is a good part of a spec, and its nodes are rendered', ({ text }) => {
  const spec = parse(example('cluster.yaml', readme));
  const { diagnostics } = readCluster(stringify({ ...spec, spec: { ...spec.spec, ...parse(text ?? '') } }));
  expect(diagnostics).toEqual([]);
  const whole = { ...spec, spec: { ...spec.spec, ...parse(text ?? '') } };
  expect(documentsOf(stringify(whole), 'current-containerd').length).toBeGreaterThan(0);
});
