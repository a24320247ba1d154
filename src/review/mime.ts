import { utf8ToBytes } from '@noble/hashes/utils.js';
import { Unreadable } from './tree.js';
import { base64Bytes } from './unpack.js';

/** One part that is no container, decoded. */
export interface MimePart {
  /** In small letters, without parameters. */
  readonly type: string;
  /** In small letters: name → value. */
  readonly headers: ReadonlyMap<string, string>;
  readonly payload: Uint8Array;
  /** Characters beyond ASCII without an encoding: the machine reads others in their place. */
  readonly garbled: boolean;
}

/** Where cloud-init looks for `MIME-Version:`. Source: canonical/cloud-init, cloudinit/user_data.py. */
export const isMime = (text: string): boolean => text.slice(0, 4096).toLowerCase().includes('mime-version:');

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
    const [, name, value = ''] = /^([!-9;-~]+):[ \t]*(.*)$/.exec(line) ?? [];
    if (name !== undefined) {
      last = name.toLowerCase();
      headers.set(last, value);
    } else if (/^[ \t]/.test(line) && last !== '') headers.set(last, `${headers.get(last)} ${line.trim()}`);
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

/** The texts between the lines of a boundary; the line break before each of these belongs to it. */
function pieces(body: string, boundary: string): string[] {
  const found: string[] = [];
  let start: number | undefined;
  for (let at = 0; at <= body.length; ) {
    const end = body.indexOf('\n', at);
    const line = body.slice(at, end < 0 ? body.length : end).trimEnd();
    if (line === `--${boundary}` || line === `--${boundary}--`) {
      if (start !== undefined) found.push(body.slice(start, at).replace(/\r?\n$/, ''));
      if (line !== `--${boundary}`) return found;
      start = end < 0 ? body.length : end + 1;
    }
    if (end < 0) break;
    at = end + 1;
  }
  // Its last line is lost: Python's parser takes what there is.
  return start === undefined ? found : [...found, body.slice(start)];
}

/** Whether the machine reads other characters where nothing says how these are encoded. */
export const isGarbled = (text: string): boolean => /\P{ASCII}/u.test(text);

/** Text as bytes the way Python's email package has them: Latin-1, and all beyond it as escapes of its own. */
export function garbledBytes(text: string): Uint8Array {
  const escaped = [...text].map((char) => {
    const code = char.codePointAt(0) ?? 0;
    if (code < 256) return char;
    return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
  return Uint8Array.from(escaped.join(''), (char) => char.charCodeAt(0));
}

function quotedPrintable(text: string): Uint8Array {
  const bytes = text
    .replace(/[ \t]+(?=\r?\n|$)/g, '')
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Uint8Array.from(bytes, (char) => char.charCodeAt(0));
}

const deepest = 16;

/** The parts of a MIME document that are no containers, in their order. */
export function mimeParts(text: string, depth = 0): MimePart[] {
  if (depth > deepest) throw new Unreadable(`its MIME parts hold one another ${deepest} deep`);
  const { headers, body } = split(text);
  const type = typeOf(headers);
  if (type.startsWith('multipart/')) {
    const boundary = boundaryOf(headers);
    if (boundary === undefined) throw new Unreadable('its MIME header names no boundary between the parts');
    return pieces(body, boundary).flatMap((piece) => mimeParts(piece, depth + 1));
  }
  if (type === 'message/rfc822') return mimeParts(body, depth + 1);
  const encoding = (headers.get('content-transfer-encoding') ?? '').trim().toLowerCase();
  if (encoding === 'base64') {
    return [{ type, headers, payload: base64Bytes(body, `the MIME part ${type}`), garbled: false }];
  }
  if (encoding === 'quoted-printable') return [{ type, headers, payload: quotedPrintable(body), garbled: false }];
  const garbled = isGarbled(body);
  return [{ type, headers, payload: garbled ? garbledBytes(body) : utf8ToBytes(body), garbled }];
}
