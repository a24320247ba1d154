import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { normalPath } from './cloud-config.js';
import { dataUrlBytes } from './data-url.js';
import type { Gathering } from './gathering.js';
import { Unreadable } from './tree.js';
import { type Allowance, gunzip, textOf } from './unpack.js';
import { isMapping } from './yaml-1.1.js';

type Json = Record<string, unknown>;

/** An Ignition config, if a text is one: JSON with `ignition.version`. */
export function ignitionConfig(text: string): Json | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isMapping(value) && isMapping(value.ignition) && typeof value.ignition.version === 'string'
      ? value
      : undefined;
  } catch {
    return undefined;
  }
}

const part = (value: unknown): Json => (isMapping(value) ? value : {});
const list = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isMapping) : []);
const textIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** A resource's bytes; undefined where the machine fetches them from elsewhere. */
function resource(value: unknown, what: string, allowance: Allowance, gathering: Gathering): Uint8Array | undefined {
  const { source, compression, verification } = part(value);
  const url = textIn(source);
  if (url === undefined) return new Uint8Array();
  const packed = url === '' ? new Uint8Array() : dataUrlBytes(url, what);
  if (packed === undefined) {
    gathering.remark(`${what}: its content comes from ${url} at boot`);
    return undefined;
  }
  const bytes = compression === 'gzip' ? gunzip(packed, allowance, what) : packed;
  const [, kind, digits] = /^(sha256|sha512)-([0-9a-f]+)$/i.exec(textIn(part(verification).hash) ?? '') ?? [];
  if (kind !== undefined && bytesToHex((kind === 'sha256' ? sha256 : sha512)(bytes)) !== digits?.toLowerCase())
    throw new Unreadable(`${what} is not what its ${kind} says, so Ignition would stop there`);
  return bytes;
}

const packing = (value: unknown): string | null => {
  const { compression, source } = part(value);
  const isBase64 = /^data:[^,]*;\s*base64\s*,/i.test(textIn(source) ?? '');
  const steps = [...(compression === 'gzip' ? ['gz'] : []), ...(isBase64 ? ['b64'] : [])];
  return steps.length > 0 ? steps.join('+') : null;
};

function ownerOf(entry: Json): string {
  const known = (value: unknown): string => String(part(value).name ?? part(value).id ?? 'root').replace(/^0$/, 'root');
  return `${known(entry.user)}:${known(entry.group)}`;
}

const pathOf = (entry: Json): string => normalPath(textIn(entry.path) ?? '');
const modeOf = (entry: Json, usual: number): number => (typeof entry.mode === 'number' ? entry.mode & 0o7777 : usual);

function gatherStorage(storage: Json, gathering: Gathering, allowance: Allowance): void {
  const { files, directories, links, ...others } = storage;
  for (const entry of list(directories))
    gathering.directory({ path: pathOf(entry), mode: modeOf(entry, 0o755), owner: ownerOf(entry) });
  for (const entry of list(files)) {
    const path = pathOf(entry);
    const shared = { path, mode: modeOf(entry, 0o644), owner: ownerOf(entry) };
    const added = list(entry.append);
    // Without contents a file that is there stays, and what is appended comes behind it.
    if (entry.contents !== undefined || added.length === 0) {
      const content = resource(entry.contents, path, allowance, gathering) ?? new Uint8Array();
      gathering.file({ ...shared, content, packed: packing(entry.contents), appended: false });
    }
    for (const each of added) {
      const content = resource(each, path, allowance, gathering) ?? new Uint8Array();
      gathering.file({ ...shared, content, packed: packing(each), appended: true });
    }
  }
  for (const entry of list(links))
    gathering.link({ path: pathOf(entry), target: String(entry.target ?? ''), hard: entry.hard === true });
  for (const [key, value] of Object.entries(others)) gathering.setting({ key: `storage.${key}`, value });
}

const unitFolder = '/etc/systemd/system';

function gatherUnit(entry: Json, gathering: Gathering): void {
  const name = String(entry.name ?? '');
  const write = (path: string, contents: unknown): void => {
    if (typeof contents !== 'string') return;
    const content = utf8ToBytes(contents);
    gathering.file({ path, content, mode: 0o644, owner: 'root:root', packed: null, appended: false });
  };
  // Ignition writes nothing for a unit without a text.
  if (entry.contents !== '') write(`${unitFolder}/${name}`, entry.contents);
  for (const dropin of list(entry.dropins)) write(`${unitFolder}/${name}.d/${String(dropin.name)}`, dropin.contents);
  gathering.unit({
    name,
    masked: entry.mask === true,
    ...(typeof entry.enabled === 'boolean' ? { enabled: entry.enabled } : {}),
  });
}

const readVersions = /^3\.[0-9]+\.[0-9]+(-experimental)?$/;

/** What an entry of a list is known by, where several configs are merged. Source: coreos/ignition, config/v3_*. */
const keyOf = (entry: unknown): unknown =>
  isMapping(entry) ? (entry.path ?? entry.name ?? entry.device ?? entry.source) : entry;

/** A config with another one over it: lists are merged by their entries' keys, and what the other says wins. */
function merged(parent: unknown, child: unknown): unknown {
  if (Array.isArray(parent) && Array.isArray(child)) {
    const result = [...parent];
    for (const entry of child) {
      const at = result.findIndex((old) => keyOf(old) !== undefined && keyOf(old) === keyOf(entry));
      if (at < 0) result.push(entry);
      else result[at] = merged(result[at], entry);
    }
    return result;
  }
  if (!isMapping(parent) || !isMapping(child)) return child ?? parent;
  const result = { ...parent };
  for (const [key, value] of Object.entries(child)) {
    // A content is one thing: half of another's would be none.
    result[key] = key === 'contents' || key === 'append' ? value : merged(result[key], value);
  }
  return result;
}

const deepest = 8;

/** A config with those that it names put in its place (`replace`) or over it (`merge`), as far as they are in it. */
function wholeConfig(config: Json, gathering: Gathering, allowance: Allowance, depth = 0): Json {
  const { version, config: others, ...settings } = part(config.ignition);
  if (!readVersions.test(String(version)))
    throw new Unreadable(`it is an Ignition config of specification ${version}, and 3.0.0 to 3.6.0 can be read`);
  if (depth === 0) gathering.layer(`ignition ${version}`);
  if (depth > deepest) throw new Unreadable(`its Ignition configs hold one another ${deepest} deep`);
  const read = (value: unknown, key: string): Json | undefined => {
    const what = `the config in ignition.config.${key}`;
    const bytes = resource(value, what, allowance, gathering);
    if (bytes === undefined) return undefined;
    const inner = ignitionConfig(textOf(bytes) ?? '');
    if (inner === undefined) throw new Unreadable(`${what} is no Ignition config`);
    return wholeConfig(inner, gathering, allowance, depth + 1);
  };
  const { replace, merge } = part(others);
  if (textIn(part(replace).source)) {
    gathering.layer(`config.replace${part(replace).compression === 'gzip' ? ', gzip' : ''}`);
    return read(replace, 'replace') ?? {};
  }
  let whole: Json = { ...config, ignition: settings };
  for (const each of list(merge)) whole = merged(whole, read(each, 'merge') ?? {}) as Json;
  return whole;
}

/** Reads an Ignition config: what its files stage writes, its units, and all the rest as it is. */
export function gatherIgnition(config: Json, gathering: Gathering, allowance: Allowance): void {
  const { ignition, storage, systemd, ...others } = wholeConfig(config, gathering, allowance);
  gatherStorage(part(storage), gathering, allowance);
  for (const entry of list(part(systemd).units)) gatherUnit(entry, gathering);
  for (const [key, value] of Object.entries(part(ignition))) gathering.setting({ key: `ignition.${key}`, value });
  for (const [key, value] of Object.entries(others)) gathering.setting({ key, value });
}
