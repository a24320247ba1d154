import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { chooseArguments } from '../src/cluster/terraform-argument.js';
import type { ModuleSource } from '../src/cluster/terraform-freshness.js';
import { terraformModule } from '../src/cluster/terraform-module.js';
import { clusterFiles, readCluster } from '../src/index.js';
import { clusterOf, documentsOf, specText, testToken } from './fixture-input.js';
import { fixtures } from './goldens.js';

/** The same value with the keys of every mapping in another order. */
function shuffled(value: unknown, order: () => number): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, order));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, shuffled(item, order)] as const);
  return Object.fromEntries(
    entries
      .map((entry) => ({ entry, at: order() }))
      .sort((a, b) => a.at - b.at)
      .map(({ entry }) => entry),
  );
}

/** A file that the fixture's documents are made from, as a module in `out/FIXTURE/terraform` sees it. */
function sourceOf(fixture: string, file: string): ModuleSource {
  const sha256 = createHash('sha256')
    .update(readFileSync(join('fixtures', fixture, file)))
    .digest('hex');
  const isSpec = file === 'cluster.yaml';
  return { path: `../../../fixtures/${fixture}/${file}`, name: file, sha256, isSpec };
}

it('makes the module of the fixture that has one', () => {
  const fixture = 'seed-001-flannel-docker';
  const cluster = clusterOf(fixture);
  const chosen = chooseArguments(cluster);
  if (!chosen) throw new Error('Terraform has no resource for it');
  const documents = documentsOf(specText(fixture), fixture).map(({ node, fileName, form }) => ({
    node,
    file: fileName,
    isText: form !== 'gzip',
  }));
  const keys = ['ca.pem', 'nodes/k8s-worker-0.example.com.pem', 'etcd-ca.pem', 'etcd-client.pem', 'digitalocean-token'];
  const sources = ['cluster.yaml', ...keys.map((file) => `pki/${file}`)].map((file) => sourceOf(fixture, file));
  const { path, content } = terraformModule(cluster, chosen, documents, sources);
  expect(content).toBe(readFileSync(join('out', fixture, path), 'utf8'));
});

describe.each(fixtures)('%s', (fixture) => {
  const { documents } = JSON.parse(readFileSync(join('out', fixture, 'manifest.json'), 'utf8'));
  const golden = documents
    .map(({ file }: { file: string }) => file)
    .sort()
    .map((file: string) => readFileSync(join('out', fixture, file), 'utf8'));

  /** In the order of their files. */
  const contentsOf = (spec: string): (string | Uint8Array)[] =>
    documentsOf(spec, fixture)
      .sort((a, b) => (a.fileName < b.fileName ? -1 : 1))
      .map(({ content }) => content);

  it('renders to its golden files, twice', () => {
    for (const _ of ['once', 'again']) expect(contentsOf(specText(fixture))).toEqual(golden);
  });

  it("renders the cluster's side to its golden files, and no other lies there", () => {
    const made = new Map(
      [...clusterFiles(clusterOf(fixture), testToken(fixture))].map(({ path, content }) => [path, content]),
    );
    const lying = readdirSync(join('out', fixture, 'cluster')).filter((file) => file !== 'admin.kubeconfig');
    expect(lying.map((file) => `cluster/${file}`).sort()).toEqual([...made.keys()].sort());
    for (const [path, content] of made) expect(content, path).toBe(readFileSync(join('out', fixture, path), 'utf8'));
  });

  it('renders to the same bytes whatever the order of keys in the spec', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (numbers) => {
        const text = stringify(shuffled(parse(specText(fixture)), () => numbers.next().value as number));
        expect(contentsOf(text)).toEqual(golden);
        const { cluster } = readCluster(text);
        expect(cluster && [...clusterFiles(cluster)]).toEqual([...clusterFiles(clusterOf(fixture))]);
      }),
      { numRuns: 20 },
    );
  });

  it('says of no file twice where it comes from, and of each that it comes from the spec', () => {
    for (const { plan } of documentsOf(specText(fixture), fixture)) {
      const paths = plan.files.map(({ path }) => path);
      expect(new Set(paths).size).toBe(paths.length);
      for (const { origin } of plan.files) expect(origin[0]).toBe('spec');
    }
  });

  it('closes every key file, and marks it as a secret', () => {
    for (const { plan } of documentsOf(specText(fixture), fixture)) {
      const keys = plan.files.filter(({ content }) => content.includes('PRIVATE KEY'));
      // The kubelet's, unless it asks for one; kube-proxy's, unless it uses that; flannel's, where there is one.
      const { identities, runtime, kubeconfig } = clusterOf(fixture);
      // Embedded, it is no file; the kubelet's still is one, for its own server.
      const { kubelets, proxy, flannelClient } = identities;
      // And that which a registry asks for.
      const shown = runtime.registries.flatMap(({ mirrors, itself }) => [...mirrors, itself]);
      const forRegistries = shown.filter((each) => each?.client).length;
      expect(keys.length).toBe(
        [kubelets, ...(kubeconfig.embedded ? [] : [proxy, flannelClient])].filter(Boolean).length + forRegistries,
      );
      for (const { mode, secret } of keys) expect({ mode, secret }).toEqual({ mode: 0o600, secret: true });
    }
  });
});
