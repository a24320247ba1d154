import { equalBytes } from './der.js';

/** Why a text is no request for a serving certificate as Go's crypto/x509 writes one for a kubelet. */
export type RequestFlaw =
  | { readonly reason: 'not-a-request' | 'not-der' | 'version' | 'no-names' | 'critical-names' | 'signature' }
  | { readonly reason: 'subject'; readonly subject: string }
  | { readonly reason: 'attribute' | 'extension'; readonly oid: string }
  | { readonly reason: 'attribute-twice' | 'extension-twice' }
  | { readonly reason: 'string-kind'; readonly what: string }
  | { readonly reason: 'name-kind'; readonly kind: string; readonly value: string }
  | { readonly reason: 'name-twice'; readonly value: string }
  | { readonly reason: 'key'; readonly kind: string }
  | { readonly reason: 'signature-kind'; readonly algorithm: string };

/** Ends the reading of a request, within this folder. */
export class Flawed extends Error {
  constructor(readonly flaw: RequestFlaw) {
    super(flaw.reason);
  }
}

export function refuse(flaw: RequestFlaw): never {
  throw new Flawed(flaw);
}

/** Refuses what the library writes in another way than it stands in the request. */
export function sameBytes(written: ArrayBuffer, found: ArrayBuffer | Uint8Array): void {
  if (!equalBytes(new Uint8Array(written), new Uint8Array(found))) refuse({ reason: 'not-der' });
}
