import { utf8ToBytes } from '@noble/hashes/utils.js';
import { gzip } from 'pako';
import { fullAllowance, gunzip, isGzip, textOf } from '../../review/unpack.js';
import { secretsIn } from '../../secrets/find.js';
import { LineIndex } from '../../spec/line-index.js';

const key = 'spec=';

/** A spec as the fragment of a link, which browsers never send; or the lines of the secrets that are in it. */
export function fragmentOf(text: string): { fragment: string } | { secretLines: readonly number[] } {
  const index = new LineIndex(text);
  const lines = new Set(secretsIn(text).map(({ start }) => index.lineOf(start)));
  if (lines.size > 0) return { secretLines: [...lines] };
  const packed = gzip(utf8ToBytes(text), { level: 9 });
  const base64 = btoa(Array.from(packed, (byte) => String.fromCharCode(byte)).join(''));
  return { fragment: key + base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '') };
}

/** The spec of a fragment; null where it holds none that can be read. */
export function specOf(fragment: string): string | null {
  if (!fragment.startsWith(key)) return null;
  try {
    const base64 = fragment.slice(key.length).replaceAll('-', '+').replaceAll('_', '/');
    const packed = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    return isGzip(packed) ? (textOf(gunzip(packed, fullAllowance(), 'the link')) ?? null) : null;
  } catch {
    return null;
  }
}
