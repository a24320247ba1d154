import { characters, type Scan } from './scan.js';

const base64 = characters('A-Za-z0-9+/_-');
const blanks = characters(' \t\r');
const pad = characters('=');
/** A shorter run holds no secret with its name. */
const least = 24;
/** What is unpacked is looked into so many times. */
export const deepest = 4;

const decoder = new TextDecoder('utf-8', { fatal: true });

type Unwrapped = { readonly text: string } | 'key' | 'packed' | undefined;

/** The six bits of each digit; 255 for what is none. */
const bits = new Uint8Array(128).fill(255);
for (const [value, digit] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries())
  bits[digit.charCodeAt(0)] = value;
bits['-'.charCodeAt(0)] = 62;
bits['_'.charCodeAt(0)] = 63;

/** Bytes that no text has: controls, and what UTF-8 never has. */
const inNoText = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number((byte < 32 && ![9, 10, 12, 13].includes(byte)) || byte === 127 || byte === 192 || byte === 193 || byte > 244),
);

/** Whether the first digits say already that they are neither a text, a key nor packed: most words are that. */
function isBinary(digits: string): boolean {
  let [held, count, at] = [0, 0, 0];
  for (; count < 24 && at < digits.length; at += 1) {
    const value = bits[digits.charCodeAt(at)] ?? 255;
    if (value === 255) return false;
    held = ((held << 6) | value) & 0xfffff;
    if (at % 4 === 0) continue;
    const byte = (held >> (6 - 2 * (at % 4))) & 255;
    if (count === 0 && (byte === 0x1f || byte === 0x30)) return false;
    if (count === 0 && byte >= 0x80 && byte < 0xc0) return true;
    if (inNoText[byte] === 1) return true;
    count += 1;
  }
  return false;
}

/** A text, or what its bytes tell by themselves; undefined for what is neither. */
function unwrapped(digits: string): Unwrapped {
  if (isBinary(digits)) return undefined;
  const plain = digits
    .replace(/[^A-Za-z0-9+/_-]/g, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/');
  let binary: string;
  try {
    binary = atob(plain.length % 4 === 1 ? plain.slice(0, -1) : plain);
  } catch {
    return undefined;
  }
  if (binary.startsWith('\x1f\x8b\x08')) return 'packed';
  if (isPrivateDer(binary)) return 'key';
  try {
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = binary.charCodeAt(at);
    const text = decoder.decode(bytes);
    return /(?![\t\n\f\r])\p{Cc}/u.test(text.slice(0, 4096)) ? undefined : { text };
  } catch {
    return undefined;
  }
}

/** A sequence that begins with version 0, 1 or 3: PKCS#1, PKCS#8, SEC1, PKCS#12. Others of X.509 begin otherwise. */
function isPrivateDer(binary: string): boolean {
  if (binary.charCodeAt(0) !== 0x30) return false;
  const length = binary.charCodeAt(1);
  const at = length < 0x80 ? 2 : 2 + (length & 0x7f);
  if (at > 6) return false;
  const digits = Array.from(binary.slice(2, at), (each) => each.charCodeAt(0));
  const size = length < 0x80 ? length : digits.reduce((sum, each) => sum * 256 + each, 0);
  const version = binary.charCodeAt(at + 2);
  return size + at === binary.length && size > 30 && binary.startsWith('\x02\x01', at) && [0, 1, 3].includes(version);
}

/** The end of a text in base64 that goes on over whole lines. */
function wrappedEnd(scan: Scan, from: number): number {
  let end = scan.run(scan.run(from, base64), pad);
  for (;;) {
    const line = scan.run(end, blanks);
    if (scan.text[line] !== '\n' || scan.text[end - 1] === '=') return end;
    const next = scan.run(line + 1, blanks);
    const stop = scan.run(scan.run(next, base64), pad);
    const tail = scan.run(stop, blanks);
    const isWhole = stop - next >= 4 && (scan.text[tail] === '\n' || scan.text[tail] === undefined);
    if (!isWhole) return end;
    end = stop;
  }
}

/** Finds texts in base64 that hold secrets, and hides them as a whole. */
export function findBase64(scan: Scan, holdsSecrets: (text: string) => boolean): void {
  const { text } = scan;
  for (let at = scan.until(0, base64); at < text.length; ) {
    const end = scan.run(at, base64);
    if (end - at < least) {
      at = scan.until(end, base64);
      continue;
    }
    const stop = wrappedEnd(scan, at);
    const inner = unwrapped(text.slice(at, stop));
    scan.steps += stop - at;
    if (typeof inner === 'string') scan.add(`base64-${inner}`, at, stop);
    else if (inner !== undefined && holdsSecrets(inner.text)) scan.add('base64-text', at, stop);
    at = scan.until(stop, base64);
  }
}

const dataEnd = characters(' \t\r\n"`<>{}');

/** The end of a data address: the quote that it stands in, or a sign that it can't hold. */
function dataAddressEnd(scan: Scan, at: number): number {
  const { text } = scan;
  const isQuoted = text[at - 1] === "'";
  let end = at;
  while (end < text.length && dataEnd[text.charCodeAt(end)] !== 1 && !(isQuoted && text[end] === "'")) end += 1;
  scan.steps += end - at;
  return end;
}

/** Finds data addresses whose text holds secrets. Source: RFC 2397. */
export function findDataAddresses(scan: Scan, holdsSecrets: (text: string) => boolean): void {
  for (let at = scan.find('data:', 0); at >= 0; ) {
    const end = dataAddressEnd(scan, at);
    const address = scan.text.slice(at, end);
    scan.steps += end - at;
    const comma = address.indexOf(',');
    const inner = comma < 0 || !address.includes('%') ? undefined : decoded(address.slice(comma + 1));
    if (inner !== undefined && holdsSecrets(inner)) scan.add('data-address', at + comma + 1, end);
    at = scan.find('data:', end);
  }
}

/** A text without its escapes; what stands behind a damaged one is left as it is. */
const decoded = (text: string): string =>
  text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
