import { readdirSync, readFileSync } from 'node:fs';
import { Ajv, type AnySchemaObject } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { componentSchemaText } from '../scripts/component-schema/component-schema.js';
import { fieldPaths } from '../scripts/component-schema/fields.js';
import { kubeProxyMeanings } from '../scripts/component-schema/kube-proxy-meanings.js';
import { kubeletMeanings } from '../scripts/component-schema/kubelet-meanings.js';
import { wholeSchema } from '../src/cli/spec/whole-schema.js';
import { kubeletFields, kubeProxyFields } from '../src/eras/config-fields.js';
import { explain } from '../src/spec/explain.js';
import { formats } from '../src/spec/formats.js';

it('schemas/component-config.schema.json is what the tables say (npm run schemas)', () => {
  expect(readFileSync('schemas/component-config.schema.json', 'utf8')).toBe(componentSchemaText());
});

describe.each([
  ['spec.kubelet.config', fieldPaths(kubeletFields()), kubeletMeanings],
  ['spec.proxy.config', fieldPaths(kubeProxyFields()), kubeProxyMeanings],
])('%s', (place, fields, meanings) => {
  it('has a meaning for every field, and for no other', () => {
    expect(Object.keys(meanings).sort()).toEqual([...fields].sort());
  });

  it('explains every field: its form and since when', () => {
    const whole = wholeSchema();
    for (const field of fields) {
      const { found, text } = explain(`${place}.${field}`, whole);
      expect(found, field).toBe(true);
      expect(text, field).toMatch(/^ {2}(type|one of): /m);
      expect(text, field).toMatch(/^ {2}since: Kubernetes 1\.\d+$/m);
    }
  });
});

describe('explain, with the settings of other programs', () => {
  const text = (name: string) => explain(name, wholeSchema()).text;

  it('says type, range, default and releases of a field', () => {
    expect(text('spec.kubelet.config.imageGCHighThresholdPercent')).toBe(
      [
        'spec.kubelet.config.imageGCHighThresholdPercent',
        '',
        'Disk usage at which image garbage collection starts.',
        '',
        '  type: a whole number',
        '  range: 0 to 100',
        '  default: 85',
        '  since: Kubernetes 1.10',
      ].join('\n'),
    );
  });

  it('says what docs/kubelet.md shows', () => {
    expect(readFileSync('docs/kubelet.md', 'utf8')).toContain(text('spec.kubelet.config.eventRecordQPS'));
  });

  it('says until when, and what changed', () => {
    expect(text('spec.proxy.config.udpIdleTimeout')).toContain('until: Kubernetes 1.25');
    expect(text('spec.pools.kubelet.config.eventBurst')).toContain('default: 100\n  default (1.10 to 1.26): 10');
    expect(text('spec.kubelet.config.memorySwap.swapBehavior')).toContain(
      'one of (to 1.29): LimitedSwap, UnlimitedSwap',
    );
  });

  it('says what a flag takes, and which field says the same', () => {
    expect(text('spec.pools.kubelet.flags.image-gc-high-threshold')).toContain('field: imageGCHighThresholdPercent');
    expect(text('spec.proxy.flags.udp-timeout')).toContain('until: Kubernetes 1.25');
  });

  it('says what a feature gate was and is', () => {
    expect(text('spec.kubelet.config.featureGates.NodeSwap')).toContain('stable since Kubernetes 1.34: on by default');
    expect(text('spec.proxy.config.featureGates.CSIMigration')).toContain('until: Kubernetes 1.26');
  });

  it.each([
    ['spec.runtime.config.plugins["io.containerd.cri.v1.runtime"].cni.bin_dirs', 'since: containerd 2.1.0'],
    ['spec.runtime.config.plugins.io.containerd.cri.v1.runtime.cni.bin_dirs', 'since: containerd 2.1.0'],
    ['spec.runtime.config.plugins."io.containerd.grpc.v1.cri".containerd.runtimes.kata.runtime_type', 'shim'],
    ['spec.runtime.config.grpc', 'plugins."io.containerd.server.v1.grpc"'],
    ['spec.runtime.config.live-restore', 'since: Docker'],
    ['spec.runtime.config.crio.runtime.log_level', 'since: CRI-O 1.20.0'],
  ])('knows %s', (name, fact) => expect(text(name)).toContain(fact));

  it.each([
    ['spec.kubelet.config.maxpods', 'spec.kubelet.config.maxPods'],
    ['maxPods', 'spec.kubelet.config.maxPods'],
    ['spec.proxy.config.nftables.masqueradeAl', 'spec.proxy.config.nftables.masqueradeAll'],
    ['spec.kubelet.config.featureGates.NodeSwop', 'spec.kubelet.config.featureGates.NodeSwap'],
  ])('%s: did you mean %s', (name, meant) => {
    const { found, text: said } = explain(name, wholeSchema());
    expect(found).toBe(false);
    expect(said).toContain(`Did you mean ${meant}?`);
  });
});

describe('the schema of editors', () => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  for (const [name, validate] of Object.entries(formats)) ajv.addFormat(name, validate);
  const isGood = ajv.compile(wholeSchema() as AnySchemaObject);

  const specs = readdirSync('fixtures', { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !['invalid', 'eras', 'matrix'].includes(entry.name))
    .map(({ name }) => name);

  it.each(specs)('has nothing against fixtures/%s', (name) => {
    isGood(parse(readFileSync(`fixtures/${name}/cluster.yaml`, 'utf8'), { merge: true }));
    expect(isGood.errors ?? []).toEqual([]);
  });
});
