import { describe, expect, it } from 'vitest';
import { newestKubernetes } from '../src/eras/kubernetes.js';
import { lineOf } from '../src/eras/release-order.js';
import { readCluster, renderDocuments } from '../src/index.js';
import { boundaries, sweep } from './era-cases.js';
import { specText, testKeys } from './fixture-input.js';
import { fixtures } from './goldens.js';
import { matrix } from './matrix.js';
import { type Known, kinds, known, strangeSettings } from './written-settings.js';

/** Every machine that this repository renders, by its spec: the goldens', and those of each release of the sweep. */
const specs: readonly (readonly [text: string, keys: string])[] = [
  ...fixtures.map((name) => [specText(name), name] as const),
  ...matrix.flatMap(({ rows }) => rows.map(({ text }) => [text, 'flannel-kubernetes'] as const)),
  ...boundaries.flatMap(({ sides }) => sides.map(({ text }) => [text, 'flannel-kubernetes'] as const)),
  ...sweep.map(({ text }) => [text, 'flannel-kubernetes'] as const),
];

const machines = specs.flatMap(([text, keys]) => {
  const { cluster } = readCluster(text);
  if (cluster === null) return [];
  return [...renderDocuments(cluster, cluster.nodes, testKeys(keys))].map(({ plan }) => ({ cluster, plan }));
});

const found = (tables?: Known) => machines.flatMap(({ cluster, plan }) => strangeSettings(cluster, plan, tables));
const strange = (tables?: Known): string[] => [...new Set(found(tables).flatMap((each) => each.strange))];
const strangeNow = new Set(strange());

describe('every flag, field and key that is written', () => {
  it('is one that the program of its release has', () => expect([...strangeNow]).toEqual([]));

  it('is looked for in the newest release', () => {
    const lines = machines.map(({ cluster }) => lineOf(cluster.kubernetesVersion));
    expect(lines, 'a release of that minor in the sweeps of fixtures/eras/cases.yaml').toContain(newestKubernetes);
  });

  it('is looked for in every kind of file', () => {
    const met = new Set(found().map(({ kind }) => kind));
    expect(kinds.filter((kind) => !met.has(kind))).toEqual([]);
    expect(machines.length).toBeGreaterThan(300);
  });

  const gone = { until: '0' };
  const without = (fields: Known['kubeletFields'], name: string) =>
    new Map([...fields].map(([key, field]) => [key, key === name ? { ...field, eras: [] } : field]));
  const withoutPinned = known.containerdSections[4].map(({ at, keys }) => ({
    at,
    keys: Object.hasOwn(keys, 'pinned_images') ? { ...keys, pinned_images: gone } : keys,
  }));

  it.each<[setting: string, tables: Partial<Known>]>([
    ['--hostname-override', { kubeletFlags: { ...known.kubeletFlags, 'hostname-override': { until: '1.36' } } }],
    ['--config', { kubeProxyFlags: { ...known.kubeProxyFlags, config: { until: '1.36' } } }],
    ['clusterDNS', { kubeletFields: without(known.kubeletFields, 'clusterDNS') }],
    ['clusterCIDR', { kubeProxyFields: without(known.kubeProxyFields, 'clusterCIDR') }],
    [
      'io.containerd.cri.v1.images pinned_images',
      { containerdSections: { ...known.containerdSections, 4: withoutPinned } },
    ],
    ['runtime.conmon', { crioKeys: { ...known.crioKeys, 'runtime.conmon': gone } }],
    ['log-opts', { dockerSettings: { ...known.dockerSettings, 'log-opt': { key: 'log-opts', ...gone } } }],
    [
      'bridge isGateway',
      { cniPluginKeys: { ...known.cniPluginKeys, bridge: { ...known.cniPluginKeys.bridge, isGateway: gone } } },
    ],
  ])('is told where a table drops %s', (setting, tables) => {
    // What is strange without that is told above, once.
    const told = strange({ ...known, ...tables }).filter((each) => !strangeNow.has(each));
    expect(told.length).toBeGreaterThan(0);
    for (const each of told) expect(each.endsWith(`: ${setting}`), each).toBe(true);
  });
});
