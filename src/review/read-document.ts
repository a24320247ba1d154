import { utf8ToBytes } from '@noble/hashes/utils.js';
import { gatherCloudConfig } from './cloud-config.js';
import { type Gathering, gather } from './gathering.js';
import { gatherIgnition, isIgnition } from './ignition.js';
import { configOfCopy, isIgnitionCopy } from './ignition-copy.js';
import { jsonMapping } from './json.js';
import { isMime, mimeParts } from './mime.js';
import { nearMiss, typeByBeginning } from './part-types.js';
import { addMimePart, addPart } from './parts.js';
import type { Reading } from './reading.js';
import { type MachineTree, Unreadable } from './tree.js';
import { base64Bytes, fullAllowance, gunzip, isGzip, looksLikeBase64, mostBytes, textOf } from './unpack.js';
import { type Wrapped, wrappedIn } from './wrapped.js';

/** A document's tree, or why there is none. */
export type Review = { readonly tree: MachineTree } | { readonly mistake: string };

const deepest = 4;

/** Reads a document's bytes, out of whatever they are packed and wrapped in. */
function addBytes(reading: Reading, bytes: Uint8Array, depth = 0): void {
  const { gathering, allowance } = reading;
  if (depth > deepest) throw new Unreadable(`it is packed more than ${deepest} times over`);
  const text = isGzip(bytes) ? undefined : textOf(bytes);
  if (isGzip(bytes)) {
    gathering.layer('gzip');
    addBytes(reading, gunzip(bytes, allowance, 'the document'), depth + 1);
  } else if (text === undefined) throw new Unreadable('it is neither text nor gzip');
  else if (looksLikeBase64(text)) {
    gathering.layer('base64');
    addBytes(reading, base64Bytes(text, 'the document'), depth + 1);
  } else addText(reading, text, depth);
}

function addText(reading: Reading, text: string, depth: number): void {
  const { gathering, allowance } = reading;
  const json = jsonMapping(text);
  const isOwn = json !== undefined && isIgnition(json);
  const wrapped = isOwn ? undefined : wrappedIn(text, json, allowance);
  if (isOwn) gatherIgnition(json, gathering, allowance);
  else if (isIgnitionCopy(text)) gatherIgnition(configOfCopy(text, allowance), gathering, allowance);
  else if (wrapped) addWrapped(reading, wrapped, depth);
  else if (isMime(text)) addMime(reading, text);
  else addWhole(reading, text);
}

/** A document of one part, whose type is what it begins with. */
function addWhole(reading: Reading, text: string): void {
  const type = typeByBeginning(text);
  if (type === undefined || text.startsWith('\ufeff')) throw new Unreadable(nearMiss(text));
  const own = type === 'text/x-shellscript' ? 'script' : type.replace(/^text\/(x-)?/, '');
  reading.gathering.layer(own);
  addPart(reading, { type, text, merge: '', what: `the ${own}`, headers: {} });
}

function addMime(reading: Reading, text: string): void {
  reading.gathering.layer('mime');
  for (const [index, part] of mimeParts(text).entries()) addMimePart(reading, part, `part ${index + 1}`);
}

function addWrapped(reading: Reading, { layer, content, isBase64, rest }: Wrapped, depth: number): void {
  const { gathering } = reading;
  gathering.layer(layer);
  if (Object.keys(rest).length > 0) gathering.setting({ key: layer, value: rest });
  addBytes(reading, isBase64 ? base64Bytes(content, `the document in the ${layer}`) : utf8ToBytes(content), depth + 1);
}

/** Reads what a document holds into a tree. Throws `Unreadable`. */
function gathered(bytes: Uint8Array): Gathering {
  if (bytes.length > mostBytes)
    throw new Unreadable(`it has more than ${mostBytes / 2 ** 20} MiB, which no machine's document has`);
  const reading: Reading = { gathering: gather(), allowance: fullAllowance(), config: undefined };
  addBytes(reading, bytes);
  if (reading.config) gatherCloudConfig(reading.config, reading.gathering, reading.allowance);
  return reading.gathering;
}

/**
 * Reads any user-data as the machine would: cloud-config, MIME, scripts, Ignition, packed or not, also within a Secret
 * or the data of a launch template. Nothing is fetched, and what has or unpacks to more than 16 MiB is refused. What
 * can't be read of several parts is in the tree as it is, with the reason.
 */
export function readDocument(document: Uint8Array | string): Review {
  try {
    return { tree: gathered(typeof document === 'string' ? utf8ToBytes(document) : document).tree() };
  } catch (error) {
    if (error instanceof Unreadable) return { mistake: error.message };
    throw error;
  }
}
