import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Gathering } from './gathering.js';
import { mergeConfigs } from './ignition-merge.js';
import { addUnreadResource, packingOf, readResource } from './ignition-resource.js';
import { type Json, jsonMapping, listOf, part, textIn } from './json.js';
import { normalPath } from './normal-path.js';
import { type Also, Unreadable } from './tree.js';
import { type Allowance, textOf } from './unpack.js';

/** Whether a mapping is an Ignition config. */
export const isIgnition = (value: Json): boolean => typeof part(value.ignition).version === 'string';

function ownerOf(entry: Json): string {
  const known = (value: unknown): string => String(part(value).name ?? part(value).id ?? 'root').replace(/^0$/, 'root');
  return `${known(entry.user)}:${known(entry.group)}`;
}

const pathOf = (entry: Json): string => normalPath(textIn(entry.path) ?? '');
const modeOf = (entry: Json, usual: number): number => (typeof entry.mode === 'number' ? entry.mode & 0o7777 : usual);

/** Whether a directory or a link takes the place of something else. */
const overwriteOf = ({ overwrite }: Json): Also => (overwrite === true ? { overwrite } : {});

function gatherFile(entry: Json, gathering: Gathering, allowance: Allowance): void {
  const path = pathOf(entry);
  const shared = { path, mode: modeOf(entry, 0o644), owner: ownerOf(entry) };
  const add = (value: unknown, appended: boolean, also: Also): void => {
    try {
      const { content, remote } = readResource(value, path, allowance, gathering);
      const source = remote === null ? {} : { source: remote };
      gathering.file({ ...shared, content, packed: packingOf(value), appended, also: { ...source, ...also } });
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      addUnreadResource(value, path, 'storage.files', error.message, gathering);
    }
  };
  const added = listOf(entry.append);
  // Without contents a file that is there stays, and what is appended comes behind it; with them, what is there already
  // ends the boot unless it may be overwritten.
  if (entry.contents !== undefined) add(entry.contents, false, entry.overwrite === true ? {} : { overwrite: false });
  else if (added.length === 0) add(undefined, false, {});
  for (const each of added) add(each, true, {});
}

function gatherStorage(storage: Json, gathering: Gathering, allowance: Allowance): void {
  const { files, directories, links, ...others } = storage;
  for (const entry of listOf(directories)) {
    const [path, mode, owner] = [pathOf(entry), modeOf(entry, 0o755), ownerOf(entry)];
    gathering.directory({ path, mode, owner, also: overwriteOf(entry) });
  }
  for (const entry of listOf(files)) gatherFile(entry, gathering, allowance);
  for (const entry of listOf(links)) {
    const [path, target, hard] = [pathOf(entry), String(entry.target ?? ''), entry.hard === true];
    gathering.link({ path, target, hard, also: overwriteOf(entry) });
  }
  for (const [key, value] of Object.entries(others)) gathering.setting({ key: `storage.${key}`, value });
}

const unitFolder = '/etc/systemd/system';

function gatherUnit(entry: Json, gathering: Gathering): void {
  const name = String(entry.name ?? '');
  const write = (place: string, contents: unknown): void => {
    if (typeof contents !== 'string') return;
    const path = normalPath(`${unitFolder}/${place}`);
    const content = utf8ToBytes(contents);
    gathering.file({ path, content, mode: 0o644, owner: 'root:root', packed: null, appended: false, also: {} });
  };
  // Ignition writes nothing for a unit without a text.
  if (entry.contents !== '') write(name, entry.contents);
  for (const dropin of listOf(entry.dropins)) write(`${name}.d/${String(dropin.name)}`, dropin.contents);
  gathering.unit({
    name,
    masked: entry.mask === true,
    ...(typeof entry.enabled === 'boolean' ? { enabled: entry.enabled } : {}),
  });
}

const readVersions = /^3\.[0-9]+\.[0-9]+(-experimental)?$/;

const deepest = 8;

/** A config with those that it names put in its place (`replace`) or over it (`merge`), as far as they are in it. */
function wholeConfig(config: Json, gathering: Gathering, allowance: Allowance, depth = 0): Json {
  const { version, config: others, ...settings } = part(config.ignition);
  if (!readVersions.test(String(version)))
    throw new Unreadable(`it is an Ignition config of specification ${version}, and 3.0.0 to 3.6.0 can be read`);
  if (depth === 0) gathering.layer(`ignition ${version}`);
  if (depth > deepest) throw new Unreadable(`its Ignition configs hold one another ${deepest} deep`);
  /** Another config; what of it is elsewhere, or can't be read, stands in the tree as it is. */
  const read = (value: Json, key: string): Json => {
    const what = `the config in ignition.config.${key}`;
    try {
      const { content, remote } = readResource(value, what, allowance, gathering);
      if (remote !== null) {
        gathering.setting({ key: `ignition.config.${key}`, value: remote });
        return {};
      }
      const inner = jsonMapping(textOf(content) ?? '');
      if (inner === undefined || !isIgnition(inner)) throw new Unreadable(`${what} is no Ignition config`);
      return wholeConfig(inner, gathering, allowance, depth + 1);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      addUnreadResource(value, `ignition.config.${key}`, 'ignition.config', error.message, gathering);
      return {};
    }
  };
  const { replace, merge } = part(others);
  if (textIn(part(replace).source)) {
    gathering.layer(`config.replace${part(replace).compression === 'gzip' ? ', gzip' : ''}`);
    return read(part(replace), 'replace');
  }
  return mergeConfigs(
    { ...config, ignition: settings },
    listOf(merge).map((each) => read(each, 'merge')),
  );
}

/** Reads an Ignition config: what its files stage writes, its units, and all the rest as it is. */
export function gatherIgnition(config: Json, gathering: Gathering, allowance: Allowance): void {
  const { ignition, storage, systemd, ...others } = wholeConfig(config, gathering, allowance);
  gatherStorage(part(storage), gathering, allowance);
  for (const entry of listOf(part(systemd).units)) gatherUnit(entry, gathering);
  for (const [key, value] of Object.entries(part(ignition))) gathering.setting({ key: `ignition.${key}`, value });
  for (const [key, value] of Object.entries(others)) gathering.setting({ key, value });
}
