import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wholeSchemaText } from '../src/cli/spec/whole-schema.js';
import { askEditor } from './editor.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'editor-'));
  writeFileSync(join(folder, 'cluster.schema.json'), wholeSchemaText());
});
afterAll(() => rmSync(folder, { recursive: true }));

const spec = (schema: string, tail: string): string => `# yaml-language-server: $schema=${schema}
apiVersion: bootwright/v1alpha1
kind: Cluster
metadata: {name: demo}
spec:
  kubernetes: {version: "1.36.4"}
  controlPlane: {endpoint: "https://10.240.0.10:6443"}
  network: {podCIDR: 10.200.0.0/16, serviceCIDR: 10.32.0.0/24}
  target: {os: debian-12}
  workers: [{name: worker-0, address: 10.240.0.20, podCIDR: 10.200.0.0/24}]
${tail}`;

/** Where a spec finds the schema: in the package, which has its parts in two files, or a copy beside the spec. */
const places = [
  ['the package', () => resolve('fixtures/example.yaml'), '../schemas/cluster.schema.json'],
  ['a copy', () => join(folder, 'example.yaml'), './cluster.schema.json'],
] as const;

describe.each(places)('with the schema in %s, the engine of editors', (_, file, schema) => {
  const ask = (tail: string) => askEditor(file(), spec(schema, tail));

  it('lists fields of the kubelet, and none that are gone', async () => {
    const { completions } = await ask('  kubelet:\n    config:\n      |\n');
    expect(completions).toEqual(expect.arrayContaining(['maxPods', 'memorySwap', 'evictionHard']));
    expect(completions).not.toContain('dynamicKubeletConfigDir');
  });

  it('lists no field that the newest release has not', async () => {
    const { completions } = await ask('  proxy:\n    config:\n      |\n');
    expect(completions).toContain('nftables');
    expect(completions).not.toContain('udpIdleTimeout');
  });

  it('says what a field is for, its type, its default and since when', async () => {
    const { hover } = await ask('  kubelet:\n    config:\n      max|Pods: 60\n');
    expect(hover).toContain('How many pods may run on the node.');
    for (const fact of ['type: a whole number', 'default: 110', 'since: Kubernetes 1.10'])
      expect(hover).toContain(fact);
  });

  it('lists words, gates and signals', async () => {
    const words = await ask('  kubelet:\n    config:\n      topologyManagerPolicy: |\n');
    expect(words.completions).toContain('single-numa-node');
    const gates = await ask('  kubelet:\n    config:\n      featureGates:\n        |\n');
    expect(gates.completions).toContain('UserNamespacesSupport');
    expect(gates.completions).not.toContain('CSIMigration');
    const signals = await ask('  kubelet:\n    config:\n      evictionHard:\n        |\n');
    expect(signals.completions).toContain('memory.available');
  });

  it('marks wrong types, words, forms and names, on machines too', async () => {
    const { marked } = await ask(`  kubelet:
    config:
      maxPods: "60"
      runtimeRequestTimeout: 15
      syncFrequency: 1 minute
      topologyManagerPolicy: besteffort
      maxpods: 60
      evictionHard: {memory.availabel: 5%}
  pools:
    - {name: batch, count: 1, podCIDR: 10.200.1.0/24, kubelet: {config: {podsPerCore: many}}}
`);
    expect(marked.map((each) => each.split(' ')[0]).sort()).toEqual(
      ['13:16', '14:30', '15:22', '16:30', '17:7', '18:22', '20:87'].sort(),
    );
  });

  it('says that a field is gone, and takes null and an older word', async () => {
    const { marked } = await ask(`  proxy:
    config: {udpIdleTimeout: 250ms, mode: null}
  kubelet:
    config: {memorySwap: {swapBehavior: UnlimitedSwap}, maxPods: null}
`);
    expect(marked).toEqual(['12:14 KubeProxyConfiguration has had no udpIdleTimeout since Kubernetes 1.26.']);
  });

  it('lists flags, and says what each takes and which field says the same', async () => {
    const { completions, hover } = await ask('  kubelet:\n    flags:\n      max-|pods: "60"\n');
    expect(completions).toEqual(expect.arrayContaining(['max-pods', 'runtime-cgroups']));
    expect(completions).not.toContain('chaos-chance');
    expect(hover).toContain('field: maxPods');
    const { marked } = await ask('  pools:\n    - {name: a, count: 1, kubelet: {flags: {max-pods: 60}}}\n');
    expect(marked.map((each) => each.split(' ')[0])).toEqual(['12:55']);
  });

  it.each([
    ['containerd', '', ['oom_score', 'plugins', 'version']],
    ['docker', '    name: docker\n', ['storage-driver', 'log-opts']],
    ['crio', '    name: crio\n', ['crio']],
  ])('lists keys of the runtime %s', async (_name, runtime, keys) => {
    const { completions } = await ask(`  runtime:\n${runtime}    config:\n      |k: 1\n`);
    expect(completions).toEqual(expect.arrayContaining(keys));
  });

  it("lists keys of containerd's plugins", async () => {
    const { completions } = await ask(
      '  runtime:\n    config:\n      plugins:\n        io.containerd.cri.v1.images:\n          |snapshotter: overlayfs\n',
    );
    expect(completions).toEqual(expect.arrayContaining(['pinned_images', 'registry']));
  });
});
