import { utf8ToBytes } from '@noble/hashes/utils.js';
import { addCloudConfig, type CloudConfig, gatherCloudConfig } from './cloud-config.js';
import { type Gathering, gather } from './gathering.js';
import { gatherIgnition, ignitionConfig } from './ignition.js';
import { garbledBytes, isGarbled, isMime, type MimePart, mimeParts } from './mime.js';
import { gatherScript, isOwnScript } from './script.js';
import { type MachineTree, Unreadable } from './tree.js';
import {
  type Allowance,
  base64Bytes,
  gunzip,
  isGzip,
  looksLikeBase64,
  mostBytes,
  roughTextOf,
  textOf,
} from './unpack.js';
import { isMapping, readYaml } from './yaml-1.1.js';

/** A document's tree, or why there is none. */
export type Review = { readonly tree: MachineTree } | { readonly mistake: string };

/** How cloud-init tells parts by their beginnings, the longer ones first. Source: cloudinit/handlers/__init__.py. */
const beginnings: readonly (readonly [string, string])[] = [
  ['## template: jinja', 'text/jinja2'],
  ['#cloud-config-archive', 'text/cloud-config-archive'],
  ['#cloud-config-jsonp', 'text/cloud-config-jsonp'],
  ['#cloud-boothook', 'text/cloud-boothook'],
  ['#include-once', 'text/x-include-once-url'],
  ['#part-handler', 'text/part-handler'],
  ['#cloud-config', 'text/cloud-config'],
  ['#include', 'text/x-include-url'],
  ['#!', 'text/x-shellscript'],
];

function typeByBeginning(text: string): string | undefined {
  const start = text.trimStart().toLowerCase();
  return beginnings.find(([beginning]) => start.startsWith(beginning))?.[1];
}

const packedTypes =
  /^application\/(gzip|gzip-compressed|gzipped|x-compress|x-compressed|x-gunzip|x-gzip|x-gzip-compressed)$/;
/** The parts whose stated type is only a guess. */
const guessed = new Set(['text/plain', 'text/x-not-multipart', 'text/x-shellscript']);

/** A document under way: what its parts have added until now. */
interface Reading {
  readonly gathering: Gathering;
  readonly allowance: Allowance;
  config: CloudConfig | undefined;
}

const scripts: Readonly<Record<string, string>> = {
  'text/x-shellscript': 'script',
  'text/x-shellscript-per-boot': 'script at every boot',
  'text/x-shellscript-per-instance': 'script',
  'text/x-shellscript-per-once': 'script, once',
  'text/cloud-boothook': 'boothook',
};

function addPart(reading: Reading, type: string, text: string, header: string, what: string): void {
  const { gathering } = reading;
  if (type === 'text/cloud-config') reading.config = addCloudConfig(reading.config ?? {}, text, header, what);
  else if (type === 'text/x-shellscript' && isOwnScript(text)) gatherScript(text, gathering);
  else if (Object.hasOwn(scripts, type)) gathering.command({ when: scripts[type] ?? type, command: text });
  else if (type === 'text/cloud-config-archive') addArchive(reading, text, what);
  else if (type === 'text/jinja2') {
    gathering.remark(`${what} is a Jinja template: the machine fills in what stands in {{ }} and {% %}`);
    const inner = text.trimStart().replace(/^.*\n?/, '');
    addPart(reading, typeByBeginning(inner) ?? 'text/plain', inner, header, what);
  } else if (/^text\/x-include/.test(type)) {
    const value = text.split('\n').map((line) => line.replace(/^#include(-once)?/i, '').trim());
    gathering.setting({ key: 'include', value: value.filter((line) => line !== '' && !line.startsWith('#')) });
    gathering.remark(`${what} names other documents, which the machine fetches at boot`);
  } else if (type === 'text/part-handler' || type === 'text/cloud-config-jsonp') {
    gathering.setting({ key: type.slice('text/'.length), value: text });
    gathering.remark(`${what} (${type}) changes the other parts in a way that is not followed here`);
  } else gathering.remark(`${what} is of type ${type}, which cloud-init does not know and leaves out`);
}

/** A list of parts in YAML. */
function addArchive(reading: Reading, text: string, what: string): void {
  const entries = readYaml(text, what);
  if (!Array.isArray(entries)) throw new Unreadable(`${what} is a cloud-config-archive, but no list of parts`);
  reading.gathering.layer('archive');
  for (const [index, entry] of entries.entries()) {
    const part: CloudConfig = isMapping(entry) ? entry : { content: entry };
    const content = part.content instanceof Uint8Array ? roughTextOf(part.content) : String(part.content ?? '');
    const type = typeof part.type === 'string' ? part.type : (typeByBeginning(content) ?? 'text/cloud-config');
    const header = String(part['Merge-Type'] ?? part['X-Merge-Type'] ?? '');
    addPart(reading, type, content, header, `entry ${index + 1} of ${what}`);
  }
}

function addMimePart(reading: Reading, part: MimePart, what: string): void {
  const { gathering, allowance } = reading;
  let { payload, type, garbled } = part;
  if (packedTypes.test(type)) {
    gathering.layer('gzip');
    const text = textOf(gunzip(payload, allowance, what));
    if (text === undefined) throw new Unreadable(`${what} is compressed, but no text`);
    garbled = isGarbled(text);
    payload = garbled ? garbledBytes(text) : utf8ToBytes(text);
    type = 'text/plain';
  }
  const text = roughTextOf(payload);
  if (text === '') return;
  if (guessed.has(type)) type = typeByBeginning(text) ?? type;
  if (garbled)
    gathering.remark(
      `${what} has characters beyond ASCII and neither base64 nor another encoding around them, so the machine reads others`,
    );
  // Of a part that it has unpacked, cloud-init forgets how it wants to be merged.
  const kept = packedTypes.test(part.type) ? undefined : part.headers;
  const header = kept?.get('merge-type') || kept?.get('x-merge-type') || '';
  if (type === 'text/cloud-config') {
    gathering.layer('cloud-config');
    // PyYAML takes no byte that is not UTF-8.
    if (textOf(payload) === undefined) {
      gathering.remark(`${what} is not UTF-8, so cloud-init leaves all of it out`);
      return;
    }
  }
  addPart(reading, type, text, header, what);
}

/** What is nearly user-data, and why cloud-init would pass it over. */
function nearMiss(text: string): string {
  if (text.trim() === '') return 'it is empty';
  if (text.startsWith('\ufeff')) return 'it begins with a byte order mark, so cloud-init ignores it: save it without';
  if (/^\s*#\s+cloud-config/i.test(text))
    return 'its first line has a space too many: cloud-init wants "#cloud-config"';
  if (/^#cloud-config\s*$/m.test(text))
    return 'the line "#cloud-config" is not its first, so cloud-init ignores it: nothing may stand before it';
  if (/^\s*(#.*\n|---)*\s*(write_files|runcmd|bootcmd|packages|users)\s*:/m.test(text))
    return 'it looks like a cloud-config without the first line "#cloud-config", without which cloud-init ignores it';
  return 'it is none of: cloud-config, MIME, script, Ignition, gzip or base64 of one of these';
}

function addText(reading: Reading, text: string): void {
  const { gathering } = reading;
  const ignition = ignitionConfig(text);
  if (ignition !== undefined) gatherIgnition(ignition, gathering, reading.allowance);
  else if (isMime(text)) {
    gathering.layer('mime');
    for (const [index, part] of mimeParts(text).entries()) addMimePart(reading, part, `part ${index + 1}`);
  } else {
    const type = typeByBeginning(text);
    if (type === undefined || text.startsWith('\ufeff')) throw new Unreadable(nearMiss(text));
    const own = type === 'text/x-shellscript' ? 'script' : type.replace(/^text\/(x-)?/, '');
    gathering.layer(own);
    addPart(reading, type, text, '', `the ${own}`);
  }
}

const deepest = 4;

/** A document's text, out of whatever it is packed in. */
function unpackedText(
  { gathering, allowance }: Pick<Reading, 'gathering' | 'allowance'>,
  bytes: Uint8Array,
  depth = 0,
): string {
  if (depth > deepest) throw new Unreadable(`it is packed more than ${deepest} times over`);
  if (isGzip(bytes)) {
    gathering.layer('gzip');
    return unpackedText({ gathering, allowance }, gunzip(bytes, allowance, 'the document'), depth + 1);
  }
  const text = textOf(bytes);
  if (text === undefined) throw new Unreadable('it is neither text nor gzip');
  if (!looksLikeBase64(text)) return text;
  gathering.layer('base64');
  return unpackedText({ gathering, allowance }, base64Bytes(text, 'the document'), depth + 1);
}

/**
 * Reads any user-data as the machine would: cloud-config, MIME, scripts, Ignition, packed or not. Nothing is fetched,
 * and what unpacks to more than 16 MiB is refused.
 */
export function readDocument(document: Uint8Array | string): Review {
  const bytes = typeof document === 'string' ? utf8ToBytes(document) : document;
  const reading: Reading = { gathering: gather(), allowance: { left: mostBytes }, config: undefined };
  try {
    addText(reading, unpackedText(reading, bytes));
    if (reading.config) gatherCloudConfig(reading.config, reading.gathering, reading.allowance);
    return { tree: reading.gathering.tree() };
  } catch (error) {
    if (error instanceof Unreadable) return { mistake: error.message };
    throw error;
  }
}
