import { childAt, childrenOf, type DerNode, encodeDer, equalBytes, readDer, tags } from './der.js';
import { decodePem } from './pem.js';
import { describeModulus, type PublicKeyKind, type PublicKeyReading, readKeyFamily } from './public-key.js';
import { sealOf } from './sealed.js';

/** A private key, read: PKCS#8 whatever it was stored as, and its public half where the file holds it. */
export interface PrivateKeyReading {
  readonly pkcs8: Uint8Array<ArrayBuffer>;
  readonly kind: PublicKeyKind;
  /** Undefined for the rare EC key stored without its point. */
  readonly publicKey: PublicKeyReading | undefined;
}

export type KeyProblem = 'unreadable' | 'encrypted' | 'unsupported';

const ecAlgorithm = Uint8Array.of(0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01);
const rsaAlgorithm = Uint8Array.of(0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00);
const version0 = Uint8Array.of(tags.integer, 1, 0);

/** Reads the private key of a PEM text: PKCS#8 (`PRIVATE KEY`), SEC 1 (`EC PRIVATE KEY`) or PKCS#1 (`RSA PRIVATE KEY`). */
export function readPrivateKey(pem: string): PrivateKeyReading | KeyProblem {
  // `openssl ecparam -genkey` puts an EC PARAMETERS block first.
  const block = decodePem(pem).find(({ label }) => label.endsWith('PRIVATE KEY'));
  if (block === undefined) return sealOf(pem) === null ? 'unreadable' : 'encrypted';
  if (block.encrypted || block.label === 'ENCRYPTED PRIVATE KEY') return 'encrypted';
  try {
    return readKeyInfo(toPkcs8(block.label, block.bytes));
  } catch {
    return 'unreadable';
  }
}

// WebCrypto takes PKCS#8 only; the older forms are its inner part, and say their algorithm by the block's label.
function toPkcs8(label: string, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  if (label === 'RSA PRIVATE KEY') return wrap(rsaAlgorithm, bytes);
  if (label !== 'EC PRIVATE KEY') return new Uint8Array(bytes);
  const curve = childrenOf(readDer(bytes)).find(({ tag }) => tag === 0xa0);
  if (curve === undefined) throw new RangeError('an EC key that does not name its curve');
  return wrap(concatenate(ecAlgorithm, curve.content), bytes);
}

function wrap(algorithm: Uint8Array, inner: Uint8Array): Uint8Array<ArrayBuffer> {
  return encodeDer(tags.sequence, version0, encodeDer(tags.sequence, algorithm), encodeDer(tags.octetString, inner));
}

function concatenate(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

function readKeyInfo(pkcs8: Uint8Array<ArrayBuffer>): PrivateKeyReading | KeyProblem {
  const info = readDer(pkcs8);
  const { family, curve } = readKeyFamily(childAt(info, 1));
  const inner = childAt(info, 2).content;
  if (family === 'rsa') {
    const publicKey = describeModulus(childAt(readDer(inner), 1));
    return { pkcs8, kind: publicKey.kind, publicKey };
  }
  if (family === 'unknown' || curve === 'unknown') return 'unsupported';
  return { pkcs8, kind: curve, publicKey: readPoint(readDer(inner), curve) };
}

function readPoint(key: DerNode, kind: PublicKeyKind): PublicKeyReading | undefined {
  const point = childrenOf(key).find(({ tag }) => tag === 0xa1);
  return point && { kind, material: childAt(point, 0).content.subarray(1) };
}

/**
 * Whether the key is the certificate's, by the public half stored in the key: no arithmetic, so it is quick, and
 * undefined for a key stored without it (`derivePublicKey` finds it then).
 */
export function belongsTo(key: PrivateKeyReading, certified: PublicKeyReading): boolean | undefined {
  if (key.kind !== certified.kind) return false;
  return key.publicKey && equalBytes(key.publicKey.material, certified.material);
}
