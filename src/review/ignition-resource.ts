import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { dataUrlBytes } from './data-url.js';
import type { Gathering } from './gathering.js';
import { part, textIn } from './json.js';
import { type Also, Unreadable } from './tree.js';
import { type Allowance, gunzip } from './unpack.js';

/** What a resource of Ignition's comes to: its bytes, or the words of one that the machine fetches from elsewhere. */
export interface Resource {
  readonly content: Uint8Array;
  /** The resource as it stands where it is elsewhere; else null. */
  readonly remote: Also | null;
}

/** Reads a resource, as far as it is in the document. Throws `Unreadable`. */
export function readResource(value: unknown, what: string, allowance: Allowance, gathering: Gathering): Resource {
  const given = part(value);
  const url = textIn(given.source) ?? '';
  const packed = url === '' ? new Uint8Array() : dataUrlBytes(url, what);
  if (packed === undefined) {
    gathering.remark(`${what}: its content comes from ${url} at boot`);
    return { content: new Uint8Array(), remote: given };
  }
  const content = given.compression === 'gzip' ? gunzip(packed, allowance, what) : packed;
  const hash = textIn(part(given.verification).hash) ?? '';
  const [, kind, digits] = /^(sha256|sha512)-([0-9a-f]+)$/i.exec(hash) ?? [];
  if (kind !== undefined && bytesToHex((kind === 'sha256' ? sha256 : sha512)(content)) !== digits?.toLowerCase())
    throw new Unreadable(`${what} is not what its ${kind} says, so Ignition would stop there`);
  return { content, remote: null };
}

/** How a resource has its content: `gz+b64` …; null where it is there as plain text. */
export function packingOf(value: unknown): string | null {
  const { compression, source } = part(value);
  const isBase64 = /^data:[^,]*;\s*base64\s*,/i.test((textIn(source) ?? '').slice(0, 256));
  const steps = [...(compression === 'gzip' ? ['gz'] : []), ...(isBase64 ? ['b64'] : [])];
  return steps.length > 0 ? steps.join('+') : null;
}

/** Adds a resource that can't be read as it stands, with the reason. */
export function addUnreadResource(value: unknown, name: string, type: string, reason: string, gathering: Gathering) {
  const content = utf8ToBytes(textIn(part(value).source) ?? '');
  gathering.part({ name, type, headers: {}, content, reason });
}
