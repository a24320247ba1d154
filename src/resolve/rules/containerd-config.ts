import { type ContainerdPlaces, containerdFormats, containerdPlaces, type TomlPath } from '../../eras/containerd.js';
import {
  type ContainerdKeys,
  type ContainerdSection,
  containerdSections,
  renamedKeys,
} from '../../eras/containerd-keys.js';
import { eraAt } from '../../eras/lookup.js';
import { compareReleases } from '../../eras/release-order.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../spec/diagnostic.js';
import { pathText } from '../../spec/path-text.js';
import { suggestionFor } from '../../spec/suggestion.js';
import { containerdFormat } from '../containerd.js';
import { resolveReleases } from '../releases.js';
import type { Spec } from './rule.js';

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A containerd with the tables that its configuration has. */
interface Known {
  readonly version: string;
  readonly sections: readonly ContainerdSection[];
}

const origin: SpecPath = ['spec', 'runtime', 'config'];

/** Plugins whose keys are known in one format or another. */
function isKnownPlugin(name: string): boolean {
  return Object.values(containerdSections).some((sections) => sections.some(({ at }) => at[1] === name));
}

/** The key of the table that a step leads to; `*` where any name may stand, undefined where nothing is known. */
function stepInto(keys: ContainerdKeys, above: string, step: string): string | undefined {
  const [named, any] = above === '' ? [step, '*'] : [`${above}.${step}`, `${above}.*`];
  if (Object.hasOwn(keys, named)) return named;
  return hasBelow(keys, any) ? any : undefined;
}

function hasBelow(keys: ContainerdKeys, path: string): boolean {
  return Object.keys(keys).some((key) => key.startsWith(`${path}.`));
}

/** Where a key of this name stands in this containerd, if anywhere. */
function elsewhere({ sections }: Known, key: string): string | undefined {
  const name = Object.hasOwn(renamedKeys, key) ? (renamedKeys[key] as string) : key;
  // Of what is free below a key, only the key itself is in the table.
  const listed = name === key ? name : name.replace(/\.\w+$/, '');
  const section = sections.find(({ keys }) => Object.hasOwn(keys, listed));
  return section && [pathText(section.at), name].filter((part) => part !== '').join('.');
}

function unknownKey(known: Known, { keys }: ContainerdSection, above: string, path: SpecPath): Diagnostic {
  const name = String(path.at(-1));
  const dotted = above === '' ? name : `${above}.${name}`;
  const siblings = Object.keys(keys)
    .filter((key) => key.startsWith(above === '' ? '' : `${above}.`))
    .map((key) => key.slice(above === '' ? 0 : above.length + 1))
    .filter((key) => !key.includes('.'));
  const moved = elsewhere(known, dotted);
  const suggestion = moved === undefined ? suggestionFor(name, siblings) : undefined;
  const args = { program: 'containerd', version: known.version, setting: settingText(path), suggestion };
  return diagnose('runtime-setting-unknown', [...origin, ...path], { ...args, elsewhere: moved }, 'key');
}

const settingText = (path: SpecPath): string => `key ${pathText(path)}`;

/** Whether this containerd has the key, by the release that brought or dropped it. */
function eraProblem({ version }: Known, era: ContainerdKeys[string] | undefined, path: SpecPath): Diagnostic[] {
  if (era === undefined) return [];
  const [since, until] = typeof era === 'string' ? [era, undefined] : era;
  const args = { program: 'containerd', version, setting: settingText(path) };
  const place = [...origin, ...path];
  if (compareReleases(version, since) < 0)
    return [diagnose('runtime-setting-too-new', place, { ...args, since }, 'key')];
  if (until === undefined || compareReleases(version, until) < 0) return [];
  return [diagnose('runtime-setting-removed', place, { ...args, until }, 'key')];
}

/** The keys of one table, and of those below it: nothing is said of what lies below a mistake. */
function tableProblems(
  known: Known,
  section: ContainerdSection,
  tree: Tree,
  above: string,
  at: SpecPath,
): Diagnostic[] {
  return Object.entries(tree).flatMap(([step, value]): Diagnostic[] => {
    const path = [...at, step];
    if (at.length === 0 && (step === 'version' || step === 'plugins')) return [];
    const key = stepInto(section.keys, above, step);
    if (key === undefined) return [unknownKey(known, section, above, path)];
    const ofEra = eraProblem(known, section.keys[key], path);
    if (ofEra.length > 0 || !isTree(value) || !hasBelow(section.keys, key)) return ofEra;
    return tableProblems(known, section, value, key, path);
  });
}

function pluginProblems(known: Known, plugins: unknown): Diagnostic[] {
  if (!isTree(plugins)) return [];
  return Object.entries(plugins).flatMap(([name, table]): Diagnostic[] => {
    const path = ['plugins', name];
    const section = known.sections.find(({ at }) => at[1] === name);
    if (section) return isTree(table) ? tableProblems(known, section, table, '', path) : [];
    // Of other plugins nothing is known, and nothing is said.
    if (!isKnownPlugin(name)) return [];
    return [unknownPlugin(known, table, path)];
  });
}

/** A plugin of another format: its name there, and where its first key stands here. */
function unknownPlugin(known: Known, table: unknown, path: SpecPath): Diagnostic {
  const [key] = isTree(table) ? Object.keys(table) : [];
  const args = { program: 'containerd', version: known.version, setting: `table ${pathText(path)}` };
  const where = key === undefined ? undefined : elsewhere(known, key);
  return diagnose('runtime-setting-unknown', [...origin, ...path], { ...args, elsewhere: where }, 'key');
}

function formatProblems(given: unknown, version: string): Diagnostic[] {
  const formats = eraAt(containerdFormats, version);
  if (given === undefined || formats.some((format) => format === given)) return [];
  const args = { format: String(given), version, formats: [...formats].sort().join(', ') };
  return [diagnose('containerd-format-unread', [...origin, 'version'], args)];
}

/** The value that lies at a place of a tree; undefined where none does. */
function valueAt(tree: unknown, path: TomlPath): unknown {
  return path.reduce<unknown>(
    (value, step) => (isTree(value) && Object.hasOwn(value, step) ? value[step] : undefined),
    tree,
  );
}

/** Values that another part of the spec decides, and that other files of the node repeat. */
function ownedSettings(config: Tree, places: ContainerdPlaces): Diagnostic[] {
  const owners: [TomlPath, string][] = [
    [places.pauseImage, 'spec.runtime.pauseImage'],
    [places.systemdCgroup, 'spec.runtime.cgroupDriver'],
    [places.snapshotter, 'spec.runtime.snapshotter'],
    [places.cniBinary, 'spec.paths.cniBinaries'],
    [places.cniConfig, 'spec.paths.cniConfig'],
  ];
  return owners.flatMap(([path, source]) => {
    const value = valueAt(config, path);
    if (value === undefined || value === null) return [];
    const args = { field: pathText(path), kind: "containerd's config.toml", source };
    return [diagnose('config-field-owned', [...origin, ...path], args, 'key')];
  });
}

/** What the spec lays over config.toml: keys that this containerd has, in the format that is written. */
export function containerdConfigRules(spec: Spec): Diagnostic[] {
  const { config } = spec.runtime ?? {};
  const { runtime, version } = resolveReleases(spec);
  if (config === undefined || runtime !== 'containerd') return [];
  const ofFormat = formatProblems(config.version, version);
  if (ofFormat.length > 0) return ofFormat;
  const format = containerdFormat({ config }, version);
  const sections = containerdSections[format];
  const known = { version, sections };
  return [
    ...tableProblems(known, sections[0] as ContainerdSection, config, '', []),
    ...pluginProblems(known, config.plugins),
    ...ownedSettings(config, eraAt(containerdPlaces[format], version)),
  ];
}
