import { utf8ToBytes } from '@noble/hashes/utils.js';
import { base64Text } from './base64.js';

/** What stands for itself in a data URL: RFC 3986's characters of a query, without those that programs read differently. */
const plain = /[\w!$&'()*+,./:;=@~-]/;

const escapes = Array.from({ length: 256 }, (_, byte) => {
  const char = String.fromCharCode(byte);
  return byte < 128 && plain.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
});

/** A text as a data URL: with escapes, so that it can be read; in base64 where most of it would be escapes. */
export function textURL(text: string): string {
  const bytes = utf8ToBytes(text);
  let escaped = 'data:,';
  for (const byte of bytes) escaped += escapes[byte];
  return escaped.length > 2 * bytes.length + 16 ? bytesURL(bytes) : escaped;
}

/** Bytes as a data URL. */
export function bytesURL(bytes: Uint8Array): string {
  return `data:;base64,${base64Text(bytes)}`;
}
