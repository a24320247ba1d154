import { utf8ToBytes } from '@noble/hashes/utils.js';
import { addCloudConfig, type CloudConfig } from './cloud-config.js';
import { garbledBytes, isGarbled, type MimePart } from './mime.js';
import { guessedTypes, packedTypes, scriptTypes, templatedTypes, typeByBeginning } from './part-types.js';
import type { Part, Reading } from './reading.js';
import { gatherScript, isOwnScript } from './script.js';
import { Unreadable } from './tree.js';
import { gunzip, roughTextOf, textOf } from './unpack.js';
import { isMapping, readYaml } from './yaml-1.1.js';

/** Adds a part as it stands, with the reason why it can't be read; null where only its type is not known. */
function addAsItStands({ gathering }: Reading, part: Part, reason: string | null): void {
  const { what, type, headers, text } = part;
  gathering.part({ name: what, type, headers, content: utf8ToBytes(text), reason });
}

/** Reads one part; what can't be read of it hides no other. */
export function addPartOrReason(reading: Reading, part: Part): void {
  try {
    addPart(reading, part);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    addAsItStands(reading, part, error.message);
  }
}

/** Reads one part. Throws `Unreadable`. */
export function addPart(reading: Reading, part: Part): void {
  const { gathering, allowance } = reading;
  const { type, text, merge, what } = part;
  if (type === 'text/cloud-config') reading.config = addCloudConfig(reading.config ?? {}, text, merge, what, allowance);
  else if (type === 'text/x-shellscript' && isOwnScript(text)) gatherScript(text, gathering);
  else if (Object.hasOwn(scriptTypes, type)) gathering.command({ when: scriptTypes[type] ?? type, command: text });
  else if (type === 'text/cloud-config-archive') addArchive(reading, part);
  else if (type === 'text/jinja2') addTemplate(reading, part);
  else if (/^text\/x-include/.test(type)) {
    const value = text.split('\n').map((line) => line.replace(/^#include(-once)?/i, '').trim());
    gathering.setting({ key: 'include', value: value.filter((line) => line !== '' && !line.startsWith('#')) });
    gathering.remark(`${what} names other documents, which the machine fetches at boot`);
  } else if (type === 'text/part-handler' || type === 'text/cloud-config-jsonp') {
    gathering.setting({ key: type.slice('text/'.length), value: text });
    gathering.remark(`${what} (${type}) changes the other parts in a way that is not followed here`);
  } else {
    gathering.remark(`${what} is of type ${type}, which cloud-init does not know and skips`);
    addAsItStands(reading, part, null);
  }
}

/** A Jinja template is read as it stands before the machine fills it in, where it can be. */
function addTemplate(reading: Reading, part: Part): void {
  const { text, what } = part;
  reading.gathering.remark(`${what} is a Jinja template: the machine fills in what stands in {{ }} and {% %}`);
  const start = text.search(/\S/);
  const end = text.indexOf('\n', start);
  const inner = end < 0 ? '' : text.slice(end + 1);
  const type = typeByBeginning(inner);
  if (type === undefined || !templatedTypes.has(type))
    addAsItStands(reading, part, 'a template that makes neither a cloud-config nor a script can not be followed here');
  else
    try {
      addPart(reading, { ...part, type, text: inner });
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      addAsItStands(
        reading,
        part,
        `a Jinja template, which can't be read before the machine fills it in: ${error.message}`,
      );
    }
}

/** A list of parts in YAML. */
function addArchive(reading: Reading, { text, what }: Part): void {
  const entries = readYaml(text, what, reading.allowance);
  if (!Array.isArray(entries)) throw new Unreadable(`${what} is a cloud-config-archive, but not a list of parts`);
  reading.gathering.layer('archive');
  for (const [index, entry] of entries.entries()) {
    const given: CloudConfig = isMapping(entry) ? entry : { content: entry };
    const { content } = given;
    const inner = content instanceof Uint8Array ? roughTextOf(content) : String(content ?? '');
    const stated = typeof given.type === 'string' ? given.type : (typeByBeginning(inner) ?? 'text/cloud-config');
    // cloud-init does not look into an archive within another.
    const type = stated === 'text/cloud-config-archive' ? 'text/cloud-config-archive within another' : stated;
    const merge = String(given['Merge-Type'] ?? given['X-Merge-Type'] ?? '');
    addPartOrReason(reading, { type, text: inner, merge, what: `entry ${index + 1} of ${what}`, headers: {} });
  }
}

/** The text of a part that says that it is compressed. */
function unpackedPart(payload: Uint8Array, reading: Reading, what: string): Pick<MimePart, 'payload' | 'garbled'> {
  reading.gathering.layer('gzip');
  const text = textOf(gunzip(payload, reading.allowance, what));
  if (text === undefined) throw new Unreadable(`${what} is compressed, but not text`);
  const garbled = isGarbled(text);
  return { garbled, payload: garbled ? garbledBytes(text) : utf8ToBytes(text) };
}

/** Reads one part of a MIME document; what can't be read of it hides no other. */
export function addMimePart(reading: Reading, part: MimePart, what: string): void {
  const headers = Object.fromEntries(part.headers);
  try {
    addDecoded(reading, part, headers, what);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const { type, payload: content } = part;
    reading.gathering.part({ name: what, type, headers, content, reason: error.message });
  }
}

function addDecoded(reading: Reading, part: MimePart, headers: Part['headers'], what: string): void {
  const { gathering } = reading;
  const isPacked = packedTypes.test(part.type);
  if (part.flaw !== null) throw new Unreadable(`${what}: ${part.flaw}`);
  const { payload, garbled } = isPacked ? unpackedPart(part.payload, reading, what) : part;
  const text = roughTextOf(payload);
  if (text === '') return;
  if (garbled)
    gathering.remark(
      `${what} has characters beyond ASCII and neither base64 nor another encoding around them, so the machine reads others`,
    );
  const stated = isPacked ? 'text/plain' : part.type;
  const type = guessedTypes.has(stated) ? (typeByBeginning(text) ?? stated) : stated;
  if (type === 'text/cloud-config') {
    gathering.layer('cloud-config');
    // PyYAML takes no byte that is not UTF-8.
    if (textOf(payload) === undefined) throw new Unreadable(`${what} is not UTF-8, so cloud-init leaves all of it out`);
  }
  // Of a part that it has unpacked, cloud-init forgets how it wants to be merged.
  const merge = isPacked ? '' : part.headers.get('merge-type') || part.headers.get('x-merge-type') || '';
  addPartOrReason(reading, { type, text, merge, what, headers });
}
