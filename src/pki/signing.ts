import type { PrivateKeyReading } from './private-key.js';
import type { PublicKeyKind } from './public-key.js';

/** The kinds of key that Bootwright makes; a CA of the user's own may also be P-384, P-521 or RSA of another size. */
export type KeyKind = 'ecdsa-p256' | 'rsa-2048' | 'rsa-3072' | 'rsa-4096';

export type WebKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

export type Hash = 'SHA-256' | 'SHA-384' | 'SHA-512';

const namedCurves: Readonly<Record<string, string>> = {
  'ecdsa-p256': 'P-256',
  'ecdsa-p384': 'P-384',
  'ecdsa-p521': 'P-521',
};

/** WebCrypto's name for signing with a key of this kind; undefined for kinds that can't sign here (Ed25519, DSA). */
export function signingAlgorithm(kind: PublicKeyKind, hash: Hash): SigningAlgorithm | undefined {
  const namedCurve = namedCurves[kind];
  if (namedCurve !== undefined) return { name: 'ECDSA', namedCurve, hash };
  return kind.startsWith('rsa-') ? { name: 'RSASSA-PKCS1-v1_5', hash } : undefined;
}

export type SigningAlgorithm =
  | { readonly name: 'ECDSA'; readonly namedCurve: string; readonly hash: Hash }
  | { readonly name: 'RSASSA-PKCS1-v1_5'; readonly hash: Hash };

/** The hash that suits a key: as strong as its curve, SHA-256 for RSA, as `openssl` and kubeadm choose. */
export function hashFor(kind: PublicKeyKind): Hash {
  if (kind === 'ecdsa-p521') return 'SHA-512';
  return kind === 'ecdsa-p384' ? 'SHA-384' : 'SHA-256';
}

/** Imports a key to sign with. Rejects if WebCrypto finds the key damaged or can't sign with its kind. */
export async function importSigningKey(key: PrivateKeyReading): Promise<WebKey> {
  const algorithm = signingAlgorithm(key.kind, hashFor(key.kind));
  if (algorithm === undefined) throw new TypeError(`no signing with a key of kind ${key.kind}`);
  return crypto.subtle.importKey('pkcs8', key.pkcs8, algorithm, false, ['sign']);
}

/** A new key: the handle to sign with, and both halves in DER (SubjectPublicKeyInfo, PKCS#8). */
export interface NewKey {
  readonly privateKey: WebKey;
  readonly spki: Uint8Array<ArrayBuffer>;
  readonly pkcs8: Uint8Array<ArrayBuffer>;
}

export async function generateKey(kind: KeyKind): Promise<NewKey> {
  const pair = await crypto.subtle.generateKey(generationParameters(kind), true, ['sign', 'verify']);
  const [spki, pkcs8] = await Promise.all([
    crypto.subtle.exportKey('spki', pair.publicKey),
    crypto.subtle.exportKey('pkcs8', pair.privateKey),
  ]);
  return { privateKey: pair.privateKey, spki: new Uint8Array(spki), pkcs8: new Uint8Array(pkcs8) };
}

function generationParameters(kind: KeyKind) {
  if (kind === 'ecdsa-p256') return { name: 'ECDSA', namedCurve: 'P-256' };
  const modulusLength = Number(kind.slice('rsa-'.length));
  return { name: 'RSASSA-PKCS1-v1_5', modulusLength, publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-256' };
}

/**
 * Whether the key made this public key, by signing and checking: for the keys that don't hold their public half.
 * False too where WebCrypto refuses the key.
 */
export async function provesKey(key: PrivateKeyReading, spki: Uint8Array): Promise<boolean> {
  const algorithm = signingAlgorithm(key.kind, 'SHA-256');
  if (algorithm === undefined) return false;
  try {
    const message = Uint8Array.of(1);
    const [own, certified] = await Promise.all([
      crypto.subtle.importKey('pkcs8', key.pkcs8, algorithm, false, ['sign']),
      crypto.subtle.importKey('spki', new Uint8Array(spki), algorithm, false, ['verify']),
    ]);
    return await crypto.subtle.verify(algorithm, certified, await crypto.subtle.sign(algorithm, own, message), message);
  } catch {
    return false;
  }
}
