import { utf8ToBytes } from '@noble/hashes/utils.js';
import { Unreadable } from './tree.js';
import { base64Bytes, hexValue } from './unpack.js';

/** The bytes of a `data:` address (RFC 2397); undefined for every other address. */
export function dataUrlBytes(url: string, what: string): Uint8Array | undefined {
  const [, head, data = ''] = /^data:([^,]*),([\s\S]*)$/i.exec(url) ?? [];
  if (head === undefined) {
    if (/^data:/i.test(url)) throw new Unreadable(`${what} has a data: address without a comma`);
    return undefined;
  }
  const raw = percentBytes(data, what);
  return /;\s*base64\s*$/i.test(head) ? base64Bytes(new TextDecoder().decode(raw), what) : raw;
}

function percentBytes(text: string, what: string): Uint8Array {
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) throw new Unreadable(`${what} has a data: address with a damaged escape`);
  const plain = utf8ToBytes(text);
  const bytes = new Uint8Array(plain.length);
  let end = 0;
  for (let at = 0; at < plain.length; at += 1) {
    const isEscape = plain[at] === 0x25;
    bytes[end] = isEscape ? hexValue(plain[at + 1]) * 16 + hexValue(plain[at + 2]) : (plain[at] ?? 0);
    if (isEscape) at += 2;
    end += 1;
  }
  return bytes.subarray(0, end);
}
