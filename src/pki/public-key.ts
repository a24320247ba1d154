import { childAt, type DerNode, readDer, readOid, readUnsigned } from './der.js';

/** What a certificate or private key says of its public half. */
export interface PublicKeyReading {
  readonly kind: PublicKeyKind;
  /** EC: the point; RSA: the modulus without leading zeroes. Two keys belong together if both are the same bytes. */
  readonly material: Uint8Array;
}

export type PublicKeyKind = 'ecdsa-p256' | 'ecdsa-p384' | 'ecdsa-p521' | `rsa-${number}` | 'unknown';

const oids = { ec: '1.2.840.10045.2.1', rsa: '1.2.840.113549.1.1.1' } as const;

const curves: Readonly<Record<string, PublicKeyKind>> = {
  '1.2.840.10045.3.1.7': 'ecdsa-p256',
  '1.3.132.0.34': 'ecdsa-p384',
  '1.3.132.0.35': 'ecdsa-p521',
};

/** The kind that an AlgorithmIdentifier names; RSA's size is known only from the modulus. */
export function readKeyFamily(algorithm: DerNode): { family: 'ec' | 'rsa' | 'unknown'; curve: PublicKeyKind } {
  const oid = readOid(childAt(algorithm, 0));
  if (oid === oids.ec) return { family: 'ec', curve: readCurve(childAt(algorithm, 1)) };
  return { family: oid === oids.rsa ? 'rsa' : 'unknown', curve: 'unknown' };
}

function readCurve(node: DerNode): PublicKeyKind {
  return curves[readOid(node)] ?? 'unknown';
}

/** The public key of an RSAPublicKey or RSAPrivateKey, given its modulus. */
export function describeModulus(node: DerNode): PublicKeyReading {
  const material = readUnsigned(node);
  const bits = material.length * 8 - Math.max(0, Math.clz32(material[0] ?? 0) - 24);
  return { kind: `rsa-${bits}`, material };
}

/** Reads a SubjectPublicKeyInfo. Throws RangeError where it is not one. */
export function readPublicKey(spki: DerNode): PublicKeyReading {
  const { family, curve } = readKeyFamily(childAt(spki, 0));
  const bits = childAt(spki, 1).content.subarray(1);
  if (family === 'rsa') return describeModulus(childAt(readDer(bits), 0));
  return { kind: curve, material: bits };
}
