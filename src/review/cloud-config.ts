import { utf8ToBytes } from '@noble/hashes/utils.js';
import { addCommands } from './cloud-config-commands.js';
import type { Gathering } from './gathering.js';
import { mergePart, mergersOf } from './merging.js';
import { normalPath } from './normal-path.js';
import { type Also, Unreadable } from './tree.js';
import { type Allowance, base64Bytes, gunzip } from './unpack.js';
import { isMapping, readYaml } from './yaml-1.1.js';

/** The cloud-config of all parts of a document until now. */
export type CloudConfig = Record<string, unknown>;

/** Reads one part and merges it into those before it. */
export function addCloudConfig(
  before: CloudConfig,
  text: string,
  header: string,
  what: string,
  allowance: Allowance,
): CloudConfig {
  const value = readYaml(text, what, allowance);
  if (value === null) throw new Unreadable(`${what} holds nothing below its first line`);
  if (!isMapping(value)) throw new Unreadable(`${what} is no mapping of keys, so cloud-init ignores it`);
  const [part, mergers] = mergersOf(value, header);
  return mergePart(before, part, mergers);
}

/** What cloud-init takes the encodings for, and in which order they are undone. Source: cc_write_files.py. */
const encodings: Readonly<Record<string, readonly ('base64' | 'gzip')[]>> = {
  gz: ['gzip'],
  gzip: ['gzip'],
  'gz+base64': ['base64', 'gzip'],
  'gzip+base64': ['base64', 'gzip'],
  'gz+b64': ['base64', 'gzip'],
  'gzip+b64': ['base64', 'gzip'],
  b64: ['base64'],
  base64: ['base64'],
  'text/plain': [],
  '': [],
};

/** A content as it stands; of what is neither text nor bytes, the way JSON has it. */
function writtenContent({ content }: CloudConfig): Uint8Array {
  if (content instanceof Uint8Array) return content;
  if (content === undefined || content === null) return new Uint8Array();
  return utf8ToBytes(typeof content === 'string' ? content : JSON.stringify(content));
}

function contentOf(entry: CloudConfig, path: string, allowance: Allowance, gathering: Gathering): Uint8Array {
  const said = String(entry.encoding ?? '')
    .toLowerCase()
    .trim();
  if (!Object.hasOwn(encodings, said))
    gathering.remark(`${path}: cloud-init knows no encoding "${said}" and writes the content as it stands`);
  const { content = '' } = entry;
  if (typeof content !== 'string' && !(content instanceof Uint8Array) && content !== null)
    gathering.remark(`${path}: its content is no text, so cloud-init fails there and writes no later file: quote it`);
  let bytes = writtenContent(entry);
  for (const step of encodings[said] ?? []) {
    if (step === 'gzip') bytes = gunzip(bytes, allowance, path);
    else bytes = base64Bytes(new TextDecoder().decode(bytes), path);
  }
  return bytes;
}

const usualMode = 0o644;

/** Permission bits as cloud-init reads them: a number is taken as it is, all else as octal digits. */
function modeOf(value: unknown, path: string, gathering: Gathering): number {
  if (value === undefined || value === null) return usualMode;
  const mode = typeof value === 'number' ? Math.trunc(value) : octal(String(value));
  if (mode === undefined) {
    gathering.remark(`${path}: cloud-init can't read the permissions ${JSON.stringify(value)} and takes 0644`);
    return usualMode;
  }
  return mode & 0o7777;
}

const octal = (text: string): number | undefined =>
  /^\s*(0o)?[0-7]+\s*$/i.test(text) ? Number.parseInt(text.trim().replace(/^0o/i, ''), 8) : undefined;

/** `USER:GROUP`; what is left out is root, who writes the file. */
function ownerOf(value: unknown): string {
  const [user = '', ...group] = String(value ?? 'root:root').split(':');
  const known = (name: string): string => (/^(|-1|none)$/i.test(name.trim()) ? 'root' : name.trim());
  return `${known(user)}:${known(group.join(':'))}`;
}

const isTrue = (value: unknown): boolean => value === true || /^(true|1|on|yes)$/i.test(String(value));

/** What is not decoded here: an address that the machine asks at boot, and a file that waits for users and packages. */
function alsoOf({ source, defer }: CloudConfig): Also {
  const isRemote = isMapping(source) && source.uri;
  return { ...(isRemote ? { source } : {}), ...(isTrue(defer) ? { defer: true } : {}) };
}

function writeFile(entry: CloudConfig, gathering: Gathering, allowance: Allowance): void {
  const given = entry.path;
  if (typeof given !== 'string' || given === '') {
    gathering.remark('an entry of write_files has no path: cloud-init leaves it out');
    gathering.setting({ key: 'write_files', value: entry });
    return;
  }
  const path = normalPath(given);
  const also = alsoOf(entry);
  if (isMapping(also.source))
    gathering.remark(`${path}: its content comes from ${also.source.uri} at boot, where that can be had`);
  try {
    gathering.file({
      path,
      mode: modeOf(entry.permissions, path, gathering),
      owner: ownerOf(entry.owner),
      content: contentOf(entry, path, allowance, gathering),
      packed: [undefined, null, '', 'text/plain'].includes(entry.encoding as string) ? null : String(entry.encoding),
      appended: isTrue(entry.append),
      also,
    });
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const reason = `${error.message}, so cloud-init fails there and writes no later file`;
    gathering.part({ name: path, type: 'write_files', headers: {}, content: writtenContent(entry), reason });
  }
}

function writeFiles(value: unknown, gathering: Gathering, allowance: Allowance): void {
  const entries = Array.isArray(value) ? value : [];
  if (!Array.isArray(value) && value !== null) {
    gathering.remark('write_files is no list, so cloud-init writes none of its files');
    gathering.setting({ key: 'write_files', value });
  }
  // cloud-init writes those that wait for users and packages at the end.
  const late = (entry: unknown): number => Number(isMapping(entry) && isTrue(entry.defer));
  for (const entry of [...entries].sort((a, b) => late(a) - late(b))) {
    if (isMapping(entry)) writeFile(entry, gathering, allowance);
    else {
      gathering.remark('an entry of write_files is no mapping: cloud-init fails there and writes no later file');
      gathering.setting({ key: 'write_files', value: entry });
    }
  }
}

/** What a merged cloud-config does: files, commands, and all the rest as it is. */
export function gatherCloudConfig(config: CloudConfig, gathering: Gathering, allowance: Allowance): void {
  for (const [key, value] of Object.entries(config)) {
    if (key === 'write_files') writeFiles(value, gathering, allowance);
    else if (key === 'bootcmd' || key === 'runcmd') addCommands(key, value, gathering);
    else gathering.setting({ key, value });
  }
}
