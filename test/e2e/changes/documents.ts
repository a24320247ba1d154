import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stringify } from 'yaml';
import type { Spec } from '../document/document.js';
import { repository } from '../harness/places.js';

// The library as it is published, in this process: a command of its own for each of hundreds of documents takes minutes.

type Pair = readonly [file: string, text: string];

/** What of the library is used here. */
interface Library {
  readCluster(text: string): { readonly cluster: { readonly nodes: readonly { readonly name: string }[] } | null };
  issueKeys(
    cluster: unknown,
    lookup: (file: string) => string | undefined,
    now: Date,
  ): Promise<{ files: Iterable<Pair> }>;
  openKeys(
    cluster: unknown,
    lookup: (file: string) => string | undefined,
    now: Date,
  ): Promise<{ of(node: unknown): { credentials: unknown } }>;
  renderDocuments(
    cluster: unknown,
    nodes: readonly unknown[],
    credentialsOf: (node: unknown) => unknown,
    format: 'script',
  ): Iterable<{ text: string; diagnostics: readonly { severity?: string }[] }>;
  diff(
    old: string,
    now: string,
  ): { readonly changes: readonly { what: string; name: string; change: string }[]; readonly told: Told };
}

interface Told {
  readonly impact: string;
  readonly restarts: readonly string[];
  readonly changes: readonly { readonly impact: string }[];
}

const library = (await import(pathToFileURL(join(repository, 'dist', 'index.js')).href)) as Library;

/** Impacts from the least to the most, and how NODE.sh's last line says them. */
export const impactWords: Readonly<Record<string, RegExp>> = {
  nothing: /^nothing on the machine$/,
  written: /^nothing restarts$/,
  restart: /^restarts [^:]* \(pods keep running\)$/,
  runtime: /^restarts the runtime: .* \(pods keep running\)$/,
  drain: /^needs a drain/,
  reboot: /^needs a reboot/,
  machine: /^needs a new machine$/,
};

/** What `bootwright diff` says of a machine. */
export interface Said {
  /** Files that are written, and those that stay. */
  readonly files: readonly string[];
  readonly removed: readonly string[];
  readonly impact: string;
  readonly impacts: readonly string[];
  readonly restarts: readonly string[];
}

/** A cluster's keys, made once. */
export type Keys = Map<string, string>;

const lookupIn =
  (keys: Keys) =>
  (file: string): string | undefined =>
    keys.get(file);

export async function makeKeys(spec: Spec): Promise<Keys> {
  const keys: Keys = new Map();
  const { cluster } = library.readCluster(stringify(spec));
  if (cluster === null) throw new Error('the first spec is refused');
  for (const [file, pem] of (await library.issueKeys(cluster, lookupIn(keys), new Date())).files) keys.set(file, pem);
  return keys;
}

/** A spec as the script of its first node; nothing where it is refused. */
export async function renderNode(spec: Spec, keys: Keys): Promise<string | undefined> {
  const { cluster } = library.readCluster(stringify(spec));
  if (cluster === null) return undefined;
  const store = await library.openKeys(cluster, lookupIn(keys), new Date());
  const nodes = cluster.nodes.slice(0, 1);
  for (const { text } of library.renderDocuments(cluster, nodes, (node) => store.of(node).credentials, 'script'))
    return text;
  return undefined;
}

/** What changes between two scripts, in the product's words. */
export function diffNodes(old: string, now: string): Said {
  const { changes, told } = library.diff(old, now);
  const files = changes.filter(({ what }) => what === 'file');
  const named = (removed: boolean): string[] =>
    files.filter(({ change }) => (change === 'removed') === removed).map(({ name }) => name);
  return {
    files: named(false).sort(),
    removed: named(true),
    impact: told.impact,
    impacts: told.changes.map(({ impact }) => impact),
    restarts: told.restarts,
  };
}
