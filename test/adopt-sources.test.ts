import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readSource } from '../src/adopt/read-source.js';
import { settle } from '../src/adopt/settle.js';
import { adoptedSpec } from '../src/adopt/spec-text.js';
import { tokenSecret } from './adopted.js';

describe('what adopt reads and writes', () => {
  it('writes one YAML document whatever the files say', () => {
    const machines = { provider: 'generic', os: 'debian-13', schema: './s.json' };
    fc.assert(
      fc.property(
        fc.record({
          name: fc.string(),
          domain: fc.string({ unit: 'binary' }),
          podCIDR: fc.string(),
          proxy: fc.string(),
        }),
        fc.string(),
        (facts, by) => {
          const base = { version: '1.36.4', endpoint: 'https://a:1', serviceCIDR: '10.0.0.0/24' };
          const cluster = settle([{ name: by, facts: { ...base, ...facts } }]);
          if (Array.isArray(cluster)) throw new Error('not settled');
          const { spec } = parse(adoptedSpec(cluster, machines));
          expect(spec.network.podCIDR).toBe(facts.podCIDR);
          expect(spec.proxy).toEqual({ mode: 'none' });
        },
      ),
    );
  });

  it('reads any object that names one of its kinds', () => {
    const kinds = ['ConfigMap', 'Secret', 'Pod', 'Config', 'List', 'ClusterConfiguration', 'KubeletConfiguration'];
    const keys = ['data', 'spec', 'items', 'containers', 'command', 'clusters', 'contexts', 'clusterDNS', 'extraArgs'];
    const parts = [...keys, 'ClusterConfiguration', 'kubelet', 'networking', 'apiServer', 'expiration', 'token-id'];
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(null, 7, true, '', 'e', '&a [*a]', 'kube-apiserver', 'MjAyNg=='),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...parts), tie('tree'), { maxKeys: 4 }),
      ),
    }));
    const object = fc.dictionary(fc.constantFrom(...parts), tree, { maxKeys: 5 });
    fc.assert(
      fc.property(fc.constantFrom(...kinds), object, (kind, rest) => {
        const text = JSON.stringify({ type: 'bootstrap.kubernetes.io/token', ...rest, kind });
        expect(Array.isArray(readSource('x', text))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it.each(['soon', '2026-13-01T00:00:00Z'])('takes no token whose Secret ends %s', (end) =>
    expect(readSource('x', tokenSecret(end)).flatMap(({ facts }) => Object.keys(facts))).toEqual([]),
  );

  it.each([
    '',
    '[',
    '{"kind": "List"}',
    'kubeadm join',
    '-----BEGIN CERTIFICATE-----\n!',
    'kind: ConfigMap\ndata: 5',
    '&a [*a]',
  ])('takes %j for nothing', (text) =>
    expect(readSource('x', text).every(({ facts }) => Object.keys(facts).length === 0)).toBe(true),
  );
});
