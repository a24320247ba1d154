import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import {
  dns,
  extensionRequest,
  ip,
  names,
  oids,
  pem,
  type RequestParts,
  relative,
  requestOf,
  sequence,
  text,
} from './request-der.js';

/** What an object of the API server says besides the request: the kubelet's own where nothing else is said. */
export interface Submission {
  readonly name?: string;
  readonly signerName?: string;
  readonly usages?: readonly string[];
  readonly expirationSeconds?: number;
  readonly username?: string;
  readonly groups?: readonly string[];
}

/** A request that must not be approved. */
export interface Forgery extends Submission {
  readonly what: string;
  /** The reason for which it is refused, as `approve --format json` names it. */
  readonly reason: string;
  /** A PEM text, or whatever stands in its place. */
  readonly request: string;
}

export const servingUsages = ['digital signature', 'server auth'];
export const nodeGroups = ['system:nodes', 'system:authenticated'];

/** A node of the spec, and the addresses of the cluster that forgeries ask for. */
export interface Victim {
  readonly node: string;
  readonly address: readonly number[];
  readonly other: string;
  readonly otherAddress: readonly number[];
}

export const p256 = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

/** Writes a node's requests, and those that differ in one thing. */
export interface Forger {
  readonly key: KeyObject;
  /** What a kubelet of the node sends, with other parts. */
  readonly der: (parts?: Partial<RequestParts>) => Buffer;
  readonly pem: (parts?: Partial<RequestParts>) => string;
  /** The same with other names, or with other extensions. */
  readonly named: (...all: readonly Buffer[]) => string;
  readonly extended: (...all: readonly Buffer[]) => string;
  readonly own: readonly Buffer[];
  readonly subject: (node: string) => Buffer;
}

export function forger({ node, address }: Victim): Forger {
  const key = p256();
  const own = [dns(node), ip(...address)];
  const subject = (name: string) =>
    sequence(relative(oids.O, text('system:nodes')), relative(oids.CN, text(`system:node:${name}`)));
  const usual = { key, subject: subject(node), attributes: [extensionRequest(names(...own))] };
  const bytes: Forger['der'] = (parts = {}) => requestOf({ ...usual, ...parts });
  return {
    key,
    own,
    subject,
    der: bytes,
    pem: (parts) => pem(bytes(parts)),
    named: (...all) => pem(bytes({ attributes: [extensionRequest(names(...all))] })),
    extended: (...all) => pem(bytes({ attributes: [extensionRequest(...all)] })),
  };
}
