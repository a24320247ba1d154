import toml from '@iarna/toml';
import { parse } from 'yaml';
import { cniNetworkKeys, cniPluginKeys } from '../src/eras/cni-keys.js';
import { type Fields, kubeletFields, kubeProxyFields } from '../src/eras/config-fields.js';
import { containerdSections } from '../src/eras/containerd-keys.js';
import { crioKeys } from '../src/eras/crio-keys.js';
import { daemonKeyOf, dockerSettings } from '../src/eras/docker-settings.js';
import { kubeletFlags, kubeProxyFlags } from '../src/eras/flags.js';
import type { KeyEras, KeySection } from '../src/eras/key-eras.js';
import { holdsIn, type Span, spanAt } from '../src/eras/lookup.js';
import type { NodePlan, ResolvedCluster } from '../src/index.js';
import { readUnit } from './seeds/unit-file.js';

type Tree = Readonly<Record<string, unknown>>;

/** What each program knows at its releases. */
export const known = {
  kubeletFlags: kubeletFlags(),
  kubeProxyFlags: kubeProxyFlags(),
  kubeletFields: kubeletFields(),
  kubeProxyFields: kubeProxyFields(),
  containerdSections: containerdSections(),
  crioKeys: crioKeys(),
  dockerSettings,
  cniPluginKeys: cniPluginKeys as Readonly<Record<string, KeyEras>>,
  cniNetworkKeys,
} as const;

export type Known = typeof known;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a release has what a table of names says, each name by itself. */
const has = (table: Readonly<Record<string, Span>>, name: string, release: string): boolean =>
  Object.hasOwn(table, name) && holdsIn(table[name] as Span, release);

/** Fields that a release does not have, by their dotted paths. */
function strangeFields(tree: Tree, fields: Fields, release: string, above = ''): string[] {
  return Object.entries(tree).flatMap(([name, value]) => {
    const field = fields.get(name);
    if (field === undefined || spanAt(field.eras, release) === undefined) return [above + name];
    // What lies below a map is its user's.
    if (field.fields.size === 0) return [];
    const entries = Array.isArray(value) ? value : [value];
    return entries.flatMap((entry) =>
      isTree(entry) ? strangeFields(entry, field.fields, release, `${above}${name}.`) : [],
    );
  });
}

/** Keys that a release does not have; below a key of which the table lists nothing, all are free. */
function strangeKeys(tree: Tree, keys: KeyEras, release: string, above = ''): string[] {
  return Object.entries(tree).flatMap(([name, value]) => {
    const path = [`${above}${name}`, `${above}*`].find((each) =>
      Object.keys(keys).some((key) => key === each || key.startsWith(`${each}.`)),
    );
    if (path === undefined || (Object.hasOwn(keys, path) && !has(keys, path, release))) return [above + name];
    const hasBelow = Object.keys(keys).some((key) => key.startsWith(`${path}.`));
    return hasBelow && isTree(value) ? strangeKeys(value, keys, release, `${path}.`) : [];
  });
}

/** containerd's file: its own keys, and those of each plugin of ours. */
function strangeInContainerd(text: string, release: string, { containerdSections }: Known): string[] {
  const { version = 1, plugins = {}, ...daemon } = toml.parse(text) as { version?: 1; plugins?: Tree } & Tree;
  const sections: readonly KeySection[] = containerdSections[version];
  const [own, ...ofPlugins] = sections as [KeySection, ...KeySection[]];
  return [
    ...strangeKeys(daemon, own.keys, release),
    ...Object.entries(plugins).flatMap(([name, table]) => {
      const section = ofPlugins.find(({ at }) => at[1] === name);
      return section ? strangeKeys(table as Tree, section.keys, release).map((key) => `${name} ${key}`) : [name];
    }),
  ];
}

/** A network's file: its own keys, and those of each plugin in it. */
function strangeInNetwork(text: string, release: string, { cniPluginKeys, cniNetworkKeys }: Known): string[] {
  const network = JSON.parse(text) as { cniVersion: string; plugins?: Tree[] } & Tree;
  const { cniVersion, plugins } = network;
  const ofNetwork = (key: string): boolean => has(cniNetworkKeys, key, cniVersion);
  const inPlugin = ({ type, ...settings }: Tree, without: (key: string) => boolean = () => false): string[] =>
    Object.entries(settings).flatMap(([key, value]) => {
      if (without(key)) return [];
      if (!has(cniPluginKeys[String(type)] ?? {}, key, release)) return [`${type} ${key}`];
      if (key === 'ipam') return inPlugin(value as Tree);
      return key === 'delegate' ? inPlugin({ type: 'bridge', ...(value as Tree) }) : [];
    });
  if (plugins === undefined) return inPlugin(network, ofNetwork);
  return [...Object.keys(network).filter((key) => !ofNetwork(key)), ...plugins.flatMap((each) => inPlugin(each))];
}

const strangeFlags = (unit: string, flags: Readonly<Record<string, Span>>, release: string): string[] =>
  [...readUnit(unit).flags.keys()].filter((flag) => !has(flags, flag, release)).map((flag) => `--${flag}`);

const header = ({ apiVersion: _, kind: __, ...fields }: Tree): Tree => fields;
const yaml = (text: string): Tree => header(parse(text, { version: '1.1' }) as Tree);

/** dockerd's settings by the names of daemon.json. */
const daemonKeys = (settings: Known['dockerSettings']): Readonly<Record<string, Span>> =>
  Object.fromEntries(Object.entries(settings).flatMap(([flag, span]) => [[daemonKeyOf(flag) ?? '', span] as const]));
const daemonFlags = (settings: Known['dockerSettings']): Readonly<Record<string, Span>> =>
  Object.fromEntries(Object.entries(settings).filter(([, { flag }]) => flag !== false));

interface Releases {
  readonly kubernetes: string;
  readonly runtime: string;
  readonly cni: string;
}

/** What a file is read by, by the end of its path. */
const readers: readonly [RegExp, (text: string, of: Releases, tables: Known) => string[]][] = [
  [/\/kubelet\.service$/, (text, { kubernetes }, { kubeletFlags }) => strangeFlags(text, kubeletFlags, kubernetes)],
  [
    /\/kube-proxy\.service$/,
    (text, { kubernetes }, { kubeProxyFlags }) => strangeFlags(text, kubeProxyFlags, kubernetes),
  ],
  [
    /\/kubelet-config\.yaml$/,
    (text, { kubernetes }, { kubeletFields }) => strangeFields(yaml(text), kubeletFields, kubernetes),
  ],
  [
    /\/kube-proxy-config\.yaml$/,
    (text, { kubernetes }, { kubeProxyFields }) => strangeFields(yaml(text), kubeProxyFields, kubernetes),
  ],
  [/\/containerd\/config\.toml$/, (text, { runtime }, tables) => strangeInContainerd(text, runtime, tables)],
  [
    /\/crio\.conf\.d\/10-bootwright\.conf$/,
    (text, { runtime }, { crioKeys }) => strangeKeys((toml.parse(text) as { crio: Tree }).crio, crioKeys, runtime),
  ],
  [
    /\/docker\/daemon\.json$/,
    (text, { runtime }, { dockerSettings }) =>
      Object.keys(JSON.parse(text)).filter((key) => !has(daemonKeys(dockerSettings), key, runtime)),
  ],
  [
    /\/docker\.service$/,
    (text, { runtime }, { dockerSettings }) => strangeFlags(text, daemonFlags(dockerSettings), runtime),
  ],
  [
    /\/(10-bridge\.conf(list)?|10-flannel\.conflist|99-loopback\.conf)$/,
    (text, { cni }, tables) => strangeInNetwork(text, cni, tables),
  ],
];

/** The kinds of files that are read here, by which a test sees that it met all of them. */
export const kinds: readonly RegExp[] = readers.map(([path]) => path);

/** A machine's files of those kinds, each with what its reader's release does not have. */
export function strangeSettings(
  { runtime, artifacts }: ResolvedCluster,
  { files, filesAtBoot, release }: NodePlan,
  tables: Known = known,
): { readonly kind: RegExp; readonly strange: readonly string[] }[] {
  const cni = artifacts.find(({ name }) => name === 'cni-plugins')?.version ?? '0.6.0';
  const of = { kubernetes: release.version, runtime: runtime.version, cni };
  return [...files, ...filesAtBoot].flatMap(({ path, content }) =>
    readers
      .filter(([kind]) => kind.test(path))
      .map(([kind, read]) => ({
        kind,
        strange: read(content, of, tables).map((setting) => `${JSON.stringify(of)} ${path}: ${setting}`),
      })),
  );
}
