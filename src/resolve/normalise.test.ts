import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { GivenSpec } from './full-spec.js';
import { normalise } from './normalise.js';

/** A node of the schema, read by itself: nothing here asks the tree that the build makes of it. */
interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly definitions?: Readonly<Record<string, Schema>>;
}
type Tree = Record<string, unknown>;
/** Steps down a spec: a key, the first item of a list, any key of a mapping. */
type Steps = readonly (string | 0)[];

const schema = JSON.parse(readFileSync('schemas/cluster.schema.json', 'utf8')) as Schema;

const followed = (node: Schema, root: Schema): Schema => {
  const definition = root.definitions?.[node.$ref?.split('/').at(-1) ?? ''];
  return definition ? { ...definition, ...node } : node;
};

/** All that a mapping must have, as the schema's examples have it. */
function least(given: Schema, root: Schema): unknown {
  const { properties, required = [], examples = [] } = followed(given, root);
  if (!properties) return examples[0];
  return Object.fromEntries(required.map((key) => [key, least(properties[key] as Schema, root)]));
}

/** Below which the spec in full has something only where another part of the spec asks for it. */
const askedFor: readonly (readonly [below: string, change: (spec: GivenSpec) => void])[] = [
  ['cni.flannel', ({ cni = {} }) => Object.assign(cni, { plugin: 'flannel' })],
  ['cni.flannel.etcd', ({ cni: { flannel } = {} }) => Object.assign(flannel ?? {}, { store: 'etcd' })],
];

/** A spec that has what lies above a place, and nothing that need not be there. */
function specAbove(steps: Steps, root: Schema): GivenSpec {
  const node = root.properties?.spec as Schema;
  const spec = least(node, root) as Tree;
  let [at, below]: [Tree, Schema] = [spec, node];
  for (const [index, step] of steps.slice(0, -1).entries()) {
    const under = followed((below.properties?.[step] ?? below.items ?? below.additionalProperties) as Schema, root);
    at[step] ??= steps[index + 1] === 0 ? [] : least(under, root);
    [at, below] = [at[step] as Tree, under];
  }
  const text = steps.join('.');
  for (const [place, change] of askedFor) if (text.startsWith(`${place}.`)) change(spec as unknown as GivenSpec);
  return spec as unknown as GivenSpec;
}

/** Every place of a spec that may be left out, with its default; undefined where the schema has none. */
function optional(given: Schema, root: Schema, steps: Steps = []): [steps: Steps, standard: unknown][] {
  const { properties = {}, additionalProperties, items, required = [] } = followed(given, root);
  return [
    ...Object.entries(properties).flatMap(([key, property]): [Steps, unknown][] => {
      const here: [Steps, unknown][] = required.includes(key)
        ? []
        : [[[...steps, key], followed(property, root).default]];
      return [...here, ...optional(property, root, [...steps, key])];
    }),
    ...(items ? optional(items, root, [...steps, 0]) : []),
    ...(typeof additionalProperties === 'object' ? optional(additionalProperties, root, [...steps, 'any']) : []),
  ];
}

const valueAt = (tree: unknown, steps: Steps): unknown =>
  steps.reduce((at: unknown, step) => (at as Tree | undefined)?.[step], tree);

/** What a spec in full says at a place of which nothing is given, in the form of a default: an empty one may be filled. */
function madeAt(steps: Steps, root: Schema, standard: unknown): unknown {
  const made = valueAt(normalise(specAbove(steps, root)).spec, steps);
  return JSON.stringify(standard) === '{}' && typeof made === 'object' && made !== null ? {} : made;
}

const places = optional(schema.properties?.spec as Schema, schema);
const wrong = (all: typeof places, root: Schema): string[] =>
  all
    .filter(([steps, standard]) => {
      const made = madeAt(steps, root, standard);
      return standard === undefined ? made === undefined : JSON.stringify(made) !== JSON.stringify(standard);
    })
    .map(([steps]) => steps.join('.'));

describe('a spec in full', () => {
  it('has every default of the schema, and null or a fact of the eras wherever it has none', () => {
    expect(places.filter(([, standard]) => standard !== undefined).length).toBeGreaterThan(80);
    expect(wrong(places, schema)).toEqual([]);
  });

  it('would be found without one', () =>
    expect(
      wrong(
        [
          [['runtime', 'snapshotter'], 'overlayfs'],
          [['host', 'nothing'], undefined],
          [['pools', 0, 'taints', 0, 'value'], 'x'],
          [['pools', 0, 'taints', 0, 'value'], ''],
        ],
        schema,
      ),
    ).toEqual(['runtime.snapshotter', 'host.nothing', 'pools.0.taints.0.value']));

  it('keeps what is given, the very value where nothing below it may be missing', () => {
    const given = { ...specAbove([], schema), units: { 'kubelet.service': { Service: { Nice: null } } } };
    const config = { maxPods: null };
    const { spec } = normalise({ ...given, kubelet: { config }, network: { ...given.network, nodeMask: 26 } });
    expect(spec.kubelet.config).toBe(config);
    expect(spec.network.nodeMask).toEqual({ IPv4: 26, IPv6: 64 });
    expect(spec.units).toEqual(given.units);
  });
});

const bare = specAbove([], schema);
const full = (rest: Partial<GivenSpec>) => normalise({ ...bare, ...rest }).spec;

it.each<[string, Partial<GivenSpec>, (spec: ReturnType<typeof full>) => unknown, unknown]>([
  ['no kube-proxy is null', { proxy: { mode: 'none', flags: { v: '2' } } }, ({ proxy }) => proxy, null],
  [
    'flannel is null beside another plugin',
    { cni: { flannel: { version: '0.28.4' } } },
    ({ cni }) => cni.flannel,
    null,
  ],
  [
    'a token leaves kube-proxy no certificate of its own',
    { credentials: { type: 'bootstrapToken' } },
    ({ proxy }) => proxy?.credentials,
    'kubelet',
  ],
  [
    'a release older than the tables has the oldest row',
    { kubernetes: { version: '1.2.0' } },
    ({ kubelet }) => kubelet.settings,
    'flags',
  ],
  [
    'a release newer than the tables has the newest row',
    { kubernetes: { version: '1.99.0' } },
    ({ proxy }) => proxy?.mode,
    'nftables',
  ],
  [
    'a range without a tenth address makes nothing throw',
    { network: { podCIDR: '10.0.0.0/8', serviceCIDR: '255.255.255.252/30' } },
    ({ network }) => network.dnsAddress.length,
    1,
  ],
  [
    'addresses and ranges are lists in canonical text, whatever spelling they have',
    {
      network: {
        podCIDR: 'FD00:200::/56,10.200.0.0/16',
        serviceCIDR: ['fd00:0032::/112', '10.32.0.0/24'],
        nodeMask: 72,
      },
      workers: [{ name: 'a', address: '2001:DB8:0::20', podCIDR: ['fd00:200:0:0::/64', '10.200.0.0/24'] }],
    },
    ({ network, workers }) => [network, workers.map(({ address, podCIDR }) => [address, podCIDR])],
    [
      {
        podCIDR: ['fd00:200::/56', '10.200.0.0/16'],
        serviceCIDR: ['fd00:32::/112', '10.32.0.0/24'],
        dnsAddress: ['fd00:32::a', '10.32.0.10'],
        nodeMask: { IPv4: 24, IPv6: 72 },
        nodeCIDRs: [],
        domain: 'cluster.local',
        name: 'default',
      },
      [[['2001:db8::20'], ['fd00:200::/64', '10.200.0.0/24']]],
    ],
  ],
])('%s', (_what, rest, ask, expected) => expect(ask(full(rest))).toEqual(expected));
