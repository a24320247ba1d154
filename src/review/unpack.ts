import { Gunzip } from 'fflate';
import { mostCharacters, mostWords, type WordAllowance } from '../pyyaml/load.js';
import { Unreadable } from './tree.js';

/** No provider takes a tenth of this, packed or not: what unpacks to more is a mistake or an attack. */
export const mostBytes = 16 * 1024 * 1024;

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

const crcTable = Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** Source: RFC 1952, section 8. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (crcTable[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

/** What may still be read of one document, all its layers, parts and files together. */
export interface Allowance extends WordAllowance {
  /** Bytes that come out of what is packed. */
  left: number;
}

/** Starts with all that is allowed. */
export const fullAllowance = (): Allowance => ({ left: mostBytes, words: mostWords, characters: mostCharacters });

/** How many packed bytes are looked at in one go: at most a thousand times as many come out of it. */
const stride = 4096;

/** Unpacks gzip, as far as the allowance goes: a bomb is found out before it fills the memory. */
export function gunzip(packed: Uint8Array, allowance: Allowance, what: string): Uint8Array {
  // A header and a trailer are eighteen bytes.
  if (!isGzip(packed) || packed.length < 18) throw new Unreadable(`${what} is damaged gzip: it has no header`);
  const parts: Uint8Array[] = [];
  let [size, members] = [0, 1];
  const stream = new Gunzip((part) => {
    size += part.length;
    allowance.left -= part.length;
    if (allowance.left < 0)
      throw new Unreadable(`${what} unpacks to more than ${mostBytes / 2 ** 20} MiB, which no machine's document does`);
    parts.push(part);
  });
  stream.onmember = () => {
    members += 1;
  };
  try {
    for (let at = 0; at < packed.length; at += stride)
      stream.push(packed.subarray(at, at + stride), at + stride >= packed.length);
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable(`${what} is damaged gzip: ${(error as Error).message}`);
  }
  const whole = new Uint8Array(size);
  let end = 0;
  for (const part of parts) {
    whole.set(part, end);
    end += part.length;
  }
  // The library does not look at the trailer; Python's does.
  const trailer = new DataView(packed.buffer, packed.byteOffset + packed.length - 8, 8);
  const sound = trailer.getUint32(0, true) === crc32(whole) && trailer.getUint32(4, true) === size >>> 0;
  if (members === 1 && !sound) throw new Unreadable(`${what} is damaged gzip: its checksum is that of another content`);
  return whole;
}

/** Base64 as Python reads it: other characters are skipped, and the end must be padded. */
export function base64Bytes(text: string, what: string): Uint8Array {
  const digits = text.replace(/[^A-Za-z0-9+/=]/g, '');
  if (digits.length % 4 > 0 || /=[^=]|===/.test(digits)) throw new Unreadable(`${what} is damaged base64`);
  return latin1Bytes(atob(digits));
}

/** Characters as bytes of the same numbers. */
export function latin1Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** Whether a byte is a hexadecimal digit, and what it is worth. */
export const isHex = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
export const hexValue = (byte = 0): number => (byte <= 0x39 ? byte - 0x30 : (byte & 0xdf) - 0x37);

/** Whether a text is base64 and nothing else. */
export function looksLikeBase64(text: string): boolean {
  return text.length > 20 && /^[A-Za-z0-9+/]+={0,2}$/.test(text.replace(/\s+/g, ''));
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** Bytes as text; undefined where they are none. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Bytes as text, with a sign in place of what is none. */
export const roughTextOf = (bytes: Uint8Array): string => lenient.decode(bytes);
