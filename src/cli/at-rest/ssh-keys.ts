import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { type Identity, type Recipient, Stanza } from 'age-encryption';
import { WireReader, writeWire } from './ssh-wire.js';

/** SSH keys as age takes them: filippo.io/age/agessh has the two kinds of stanza, and is the reference of their bytes. */

const labels = { 'ssh-ed25519': 'age-encryption.org/v1/ssh-ed25519', 'ssh-rsa': 'age-encryption.org/v1/ssh-rsa' };

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '');
const fromBase64 = (text: string): Buffer => Buffer.from(text, 'base64');

/** Which key a stanza is for: the first bytes of the digest of its public half. */
const tagOf = (wire: Uint8Array): string => base64(createHash('sha256').update(wire).digest().subarray(0, 4));

function derive(secret: Uint8Array, salt: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, salt, labels['ssh-ed25519'], 32));
}

/** A file's key is new each time, so that its nonce may be the same. */
const cipherOf = (key: Uint8Array) => chacha20poly1305(key, new Uint8Array(12));

function ed25519Recipient(wire: Uint8Array, publicKey: Uint8Array): Recipient {
  const theirs = ed25519.utils.toMontgomery(publicKey);
  return {
    wrapFileKey: (fileKey) => {
      const ephemeral = randomBytes(32);
      const share = x25519.getPublicKey(ephemeral);
      const secret = x25519.getSharedSecret(derive(new Uint8Array(), wire), x25519.getSharedSecret(ephemeral, theirs));
      const key = derive(secret, Buffer.concat([share, theirs]));
      return [new Stanza(['ssh-ed25519', tagOf(wire), base64(share)], cipherOf(key).encrypt(fileKey))];
    },
  };
}

function ed25519Identity(wire: Uint8Array, seed: Uint8Array): Identity {
  const own = ed25519.utils.toMontgomerySecret(seed);
  const ours = x25519.getPublicKey(own);
  return {
    unwrapFileKey: (stanzas) => {
      for (const { args, body } of stanzas.filter(
        ({ args: [kind, tag] }) => kind === 'ssh-ed25519' && tag === tagOf(wire),
      )) {
        const share = fromBase64(args[2] ?? '');
        const secret = x25519.getSharedSecret(derive(new Uint8Array(), wire), x25519.getSharedSecret(own, share));
        return cipherOf(derive(secret, Buffer.concat([share, ours]))).decrypt(body);
      }
      return null;
    },
  };
}

const oaep = {
  padding: constants.RSA_PKCS1_OAEP_PADDING,
  oaepHash: 'sha256',
  oaepLabel: Buffer.from(labels['ssh-rsa']),
} as const;

function rsaRecipient(wire: Uint8Array, key: KeyObject): Recipient {
  return {
    wrapFileKey: (fileKey) => [new Stanza(['ssh-rsa', tagOf(wire)], publicEncrypt({ key, ...oaep }, fileKey))],
  };
}

function rsaIdentity(wire: Uint8Array, key: KeyObject): Identity {
  return {
    unwrapFileKey: (stanzas) => {
      const own = stanzas.find(({ args: [kind, tag] }) => kind === 'ssh-rsa' && tag === tagOf(wire));
      return own ? privateDecrypt({ key, ...oaep }, own.body) : null;
    },
  };
}

const urlText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

/** The recipient that a line of `ssh-keygen`'s public file stands for, as `ssh-ed25519 AAAA… comment`; undefined: it is none. */
export function sshRecipient(line: string): Recipient | undefined {
  const [kind = '', encoded = ''] = line.split(/\s+/);
  try {
    const wire = fromBase64(encoded);
    const reader = new WireReader(wire);
    if (reader.string().toString() !== kind) return undefined;
    if (kind === 'ssh-ed25519') return ed25519Recipient(wire, reader.string());
    if (kind !== 'ssh-rsa') return undefined;
    const [e, n] = [reader.string(), reader.string()];
    const key = createPublicKey({ key: { kty: 'RSA', e: urlText(e), n: urlText(n) }, format: 'jwk' });
    return rsaRecipient(wire, key);
  } catch {
    return undefined;
  }
}

const magic = 'openssh-key-v1\0';

/** The identity in an SSH private key's file; a text: why there is none. */
export function sshIdentity(pem: string): Identity | string {
  try {
    return pem.includes('OPENSSH PRIVATE KEY') ? readOpenSsh(pem) : readPem(pem);
  } catch {
    return 'is no private key that can be read';
  }
}

/** OpenSSH's own form: PROTOCOL.key of its sources. */
function readOpenSsh(pem: string): Identity | string {
  const bytes = fromBase64(pem.replace(/-----[^-]+-----/g, ''));
  if (bytes.subarray(0, magic.length).toString('latin1') !== magic) return 'is no private key that can be read';
  const outer = new WireReader(bytes.subarray(magic.length));
  const cipher = outer.string().toString();
  if (cipher !== 'none') return 'is an ssh key under a passphrase, which is not asked for';
  // The name of what makes a key of a passphrase, its options, and how many keys there are.
  outer.string();
  outer.string();
  outer.number();
  const wire = outer.string();
  const inner = new WireReader(outer.string());
  // Twice a number that tells whether a passphrase was right.
  inner.skip(8);
  const kind = inner.string().toString();
  if (kind === 'ssh-ed25519') {
    inner.string();
    return ed25519Identity(wire, inner.string().subarray(0, 32));
  }
  if (kind !== 'ssh-rsa') return `is an ssh key of the kind ${kind}, and age takes ssh-ed25519 and ssh-rsa`;
  const [n, e, d] = [inner.string(), inner.string(), inner.string()];
  const [qi, p, q] = [inner.string(), inner.string(), inner.string()];
  const parts = { n, e, d, p, q, qi, dp: remainder(d, p), dq: remainder(d, q) };
  const jwk = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, urlText(part)]));
  return rsaIdentity(wire, createPrivateKey({ key: { kty: 'RSA', ...jwk }, format: 'jwk' }));
}

/** One of the two exponents that a JWK names besides: d modulo one less than a prime. */
function remainder(d: Buffer, prime: Buffer): Buffer {
  const numberOf = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString('hex')}`);
  const text = (numberOf(d) % (numberOf(prime) - 1n)).toString(16);
  return Buffer.from(text.padStart(text.length + (text.length % 2), '0'), 'hex');
}

/** PEM as OpenSSL writes it, which ssh takes for RSA. */
function readPem(pem: string): Identity | string {
  if (/ENCRYPTED/.test(pem)) return 'is a key under a passphrase, which is not asked for';
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== 'rsa') return 'is a key of a kind that age does not take';
  const { e = '', n = '' } = createPublicKey(key).export({ format: 'jwk' });
  const number = (text: string): Buffer => {
    const bytes = Buffer.from(text, 'base64url');
    // A positive number does not begin with a one bit.
    return (bytes[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
  };
  return rsaIdentity(writeWire(Buffer.from('ssh-rsa'), number(e), number(n)), key);
}
