import { containerdSections, movedTables } from '../../src/eras/containerd-keys.js';
import { crioKeys } from '../../src/eras/crio-keys.js';
import { daemonKeyOf, dockerSettings } from '../../src/eras/docker-settings.js';
import type { KeyEras } from '../../src/eras/key-eras.js';
import type { Span } from '../../src/eras/lookup.js';
import { description, type EditorNode } from './node.js';
import { containerdMeanings, containerdPlugins } from './runtime-meanings.js';

interface Program {
  readonly name: string;
  readonly meanings: Readonly<Record<string, string>>;
}

interface GrowingNode {
  description?: string;
  deprecationMessage?: string;
  doNotSuggest?: true;
  type?: string;
  properties?: Record<string, GrowingNode>;
  additionalProperties?: GrowingNode;
}

function step(above: GrowingNode, name: string): GrowingNode {
  above.type = 'object';
  if (name === '*') {
    above.additionalProperties ??= {};
    return above.additionalProperties;
  }
  above.properties ??= {};
  above.properties[name] ??= {};
  return above.properties[name];
}

function describe(node: GrowingNode, key: string, { since, until }: Span, { name, meanings }: Program): void {
  const meaning = meanings[key];
  const facts = [since && `since: ${name} ${since}`, until && `until: ${name} ${until}, which no longer has it`];
  // Of a key in several formats the older table speaks: since when it is there at all.
  node.description ??= description(
    meaning,
    facts.map((fact) => fact || undefined),
  );
  if (until === undefined) return;
  node.deprecationMessage = `${name} ${until} and newer have no such key.`;
  node.doNotSuggest = true;
}

function addKeys(top: GrowingNode, keys: KeyEras, program: Program): void {
  for (const [path, era] of Object.entries(keys)) {
    const steps = path.split('.');
    const node = steps.reduce(step, top);
    describe(node, steps.at(-1) ?? '', era, program);
  }
}

/** containerd's config.toml: keys of all versions of its format, each with the releases that have it. */
export function containerdNode(): EditorNode {
  const program = { name: 'containerd', meanings: containerdMeanings };
  const top: GrowingNode = {};
  const version = { type: 'integer', enum: [1, 2, 3, 4] };
  const plugins = step(top, 'plugins');
  plugins.description = description(containerdMeanings.plugins, []);
  for (const section of Object.values(containerdSections()).flat()) {
    const name = section.at[1];
    const node = name === undefined ? top : step(plugins, name);
    if (name !== undefined) node.description = description(containerdPlugins[name], []);
    addKeys(node, section.keys, program);
  }
  for (const [table, plugin] of Object.entries(movedTables)) {
    const node = step(top, table);
    node.description = `${node.description ?? ''}\n  format 4: plugins."${plugin}"`;
  }
  const { properties = {}, ...rest } = top as EditorNode;
  return { ...rest, properties: { version: { description: "The file's format.", ...version }, ...properties } };
}

/** CRI-O's keys, which stand below `crio`. */
export function crioNode(): EditorNode {
  const top: GrowingNode = {};
  const crio = step(top, 'crio');
  crio.description = "CRI-O's settings.";
  addKeys(crio, crioKeys(), { name: 'CRI-O', meanings: {} });
  return top;
}

/** Docker's daemon.json. */
export function dockerNode(): EditorNode {
  const keys = Object.entries(dockerSettings).flatMap(([flag, { since = '17.03', until }]): [string, Span][] => {
    const key = daemonKeyOf(flag);
    return key === undefined ? [] : [[key, { since, until }]];
  });
  const top: GrowingNode = {};
  addKeys(top, Object.fromEntries(keys.sort(([a], [b]) => (a < b ? -1 : 1))), { name: 'Docker', meanings: {} });
  return top;
}
