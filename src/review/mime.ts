import { utf8ToBytes } from '@noble/hashes/utils.js';
import { Unreadable } from './tree.js';
import { base64Bytes, hexValue, isHex, latin1Bytes } from './unpack.js';

/** One part that is no container, decoded. */
export interface MimePart {
  /** In small letters, without parameters. */
  readonly type: string;
  /** In small letters: name → value. */
  readonly headers: ReadonlyMap<string, string>;
  readonly payload: Uint8Array;
  /** Why it can't be decoded; the payload is then as it stands. */
  readonly flaw: string | null;
  /** Characters beyond ASCII without an encoding: the machine reads others in their place. */
  readonly garbled: boolean;
}

/** Where cloud-init looks for `MIME-Version:`. Source: canonical/cloud-init, cloudinit/user_data.py. */
export const isMime = (text: string): boolean => text.slice(0, 4096).toLowerCase().includes('mime-version:');

const mostHeader = 64 * 1024;

/** Headers and the body behind the first empty line. */
function split(text: string): { headers: Map<string, string>; body: string } {
  const headers = new Map<string, string>();
  let at = 0;
  let last = '';
  while (at < text.length) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? text.length : end).replace(/\r$/, '');
    const next = end < 0 ? text.length : end + 1;
    if (line === '') return { headers, body: text.slice(next) };
    const [, name, value = ''] = /^([!-9;-~]+):[ \t]*(.*)$/.exec(line.slice(0, mostHeader)) ?? [];
    if (name !== undefined) {
      last = name.toLowerCase();
      headers.set(last, value);
    } else if (/^[ \t]/.test(line) && last !== '') {
      // Far longer than any header that says something.
      const before = headers.get(last) ?? '';
      if (before.length < mostHeader) headers.set(last, `${before} ${line.trim()}`);
    }
    // Python's parser takes the first line that is no header for the body.
    else return { headers, body: text.slice(at) };
    at = next;
  }
  return { headers, body: '' };
}

const typeOf = (headers: ReadonlyMap<string, string>): string => {
  const type = (headers.get('content-type') ?? 'text/plain').split(';')[0]?.trim().toLowerCase() ?? '';
  return /^[^/\s]+\/[^/\s]+$/.test(type) ? type : 'text/plain';
};

function boundaryOf(headers: ReadonlyMap<string, string>): string | undefined {
  const [, quoted, bare] =
    /;\s*boundary\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]+))/i.exec(headers.get('content-type') ?? '') ?? [];
  return quoted?.replace(/\\(.)/g, '$1') ?? bare;
}

/** Whether a line is a boundary, and which: between parts, or behind the last one. */
function boundaryAt(body: string, at: number, end: number, opening: string): 'next' | 'last' | undefined {
  if (!body.startsWith(opening, at)) return undefined;
  const rest = body.slice(at + opening.length, end).trimEnd();
  return rest === '' ? 'next' : rest === '--' ? 'last' : undefined;
}

/** The texts between the lines of a boundary; the line break before each of these belongs to it. */
function pieces(body: string, boundary: string): string[] {
  const found: string[] = [];
  let start: number | undefined;
  for (let at = 0; at <= body.length; ) {
    const line = body.indexOf('\n', at);
    const end = line < 0 ? body.length : line;
    const kind = boundaryAt(body, at, end, `--${boundary}`);
    if (kind !== undefined && start !== undefined) found.push(body.slice(start, at).replace(/\r?\n$/, ''));
    if (kind === 'last') return found;
    if (kind === 'next') start = Math.min(end + 1, body.length);
    if (line < 0) break;
    at = end + 1;
  }
  // Its last line is lost: Python's parser takes what there is.
  return start === undefined ? found : [...found, body.slice(start)];
}

/** Whether the machine reads other characters where nothing says how these are encoded. */
export const isGarbled = (text: string): boolean => /\P{ASCII}/u.test(text);

/** Text as bytes the way Python's email package has them: Latin-1, and all beyond it as escapes of its own. */
export function garbledBytes(text: string): Uint8Array {
  const escaped = text.replace(/[^\0-\u00ff]/gu, (char) => {
    const code = char.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
  return latin1Bytes(escaped);
}

/** Source: CPython, Modules/binascii.c, a2b_qp, which keeps the blanks at a line's end. */
function quotedPrintable(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  let end = 0;
  for (let at = 0; at < text.length; at += 1) {
    const next = text[at + 1];
    let byte: number | undefined = text.charCodeAt(at);
    if (byte === 0x3d && isHex(text.charCodeAt(at + 1)) && isHex(text.charCodeAt(at + 2))) {
      byte = hexValue(text.charCodeAt(at + 1)) * 16 + hexValue(text.charCodeAt(at + 2));
      at += 2;
    } else if (byte === 0x3d && next === '=') at += 1;
    else if (byte === 0x3d && (next === '\n' || next === '\r')) {
      const stop = text.indexOf('\n', at);
      at = stop < 0 ? text.length : stop;
      byte = undefined;
    }
    if (byte !== undefined) bytes[end++] = byte;
  }
  return bytes.subarray(0, end);
}

const deepest = 16;
/** More parts than any machine's document has: each of them is merged into all those before it. */
const mostParts = 1000;

type Headers = ReadonlyMap<string, string>;

function decodedPart(type: string, headers: Headers, body: string): MimePart {
  const part = { type, headers, garbled: false, flaw: null };
  const encoding = (headers.get('content-transfer-encoding') ?? '').trim().toLowerCase();
  if (encoding === 'quoted-printable') return { ...part, payload: quotedPrintable(body) };
  if (encoding !== 'base64') {
    const garbled = isGarbled(body);
    return { ...part, garbled, payload: garbled ? garbledBytes(body) : utf8ToBytes(body) };
  }
  try {
    return { ...part, payload: base64Bytes(body, 'it') };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { ...part, payload: utf8ToBytes(body), flaw: error.message };
  }
}

/** The parts of a MIME document that are no containers, in their order. */
export function mimeParts(text: string): MimePart[] {
  const found: MimePart[] = [];
  const add = (part: MimePart): void => {
    if (found.length === mostParts) throw new Unreadable(`it has more than ${mostParts} MIME parts`);
    found.push(part);
  };
  const walk = (piece: string, depth: number): void => {
    const { headers, body } = split(piece);
    const type = typeOf(headers);
    const unread = (flaw: string): void => add({ type, headers, payload: utf8ToBytes(body), garbled: false, flaw });
    const isContainer = type.startsWith('multipart/');
    if (!isContainer && type !== 'message/rfc822') add(decodedPart(type, headers, body));
    else if (depth === deepest) unread(`MIME parts hold one another more than ${deepest} deep`);
    else if (!isContainer) walk(body, depth + 1);
    else {
      const boundary = boundaryOf(headers);
      if (boundary === undefined) unread('its MIME header names no boundary between the parts');
      else for (const inner of pieces(body, boundary)) walk(inner, depth + 1);
    }
  };
  walk(text, 0);
  return found;
}
