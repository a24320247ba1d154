import { childAt, childrenOf, encodeDer, readDer, tags } from './der.js';
import { decodePem, encodePem } from './pem.js';

const oneBlock = /^-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----\n*$/;

/**
 * An EC key in PKCS#8 without its public half, which RFC 5915 leaves to the writer and every reader can work out: the
 * certificate beside it says the same, and a document has few bytes. Any other text stays as it is.
 */
export function shortKey(pem: string): string {
  if (!oneBlock.test(pem)) return pem;
  try {
    return shortened(decodePem(pem)[0]?.bytes ?? new Uint8Array()) ?? pem;
  } catch {
    return pem;
  }
}

/** The same for one key after the other: what the last one was is not worked out again. */
export function keyShortener(): (pem: string) => string {
  let [last, short] = ['', ''];
  return (pem) => {
    if (pem !== last) [last, short] = [pem, shortKey(pem)];
    return short;
  };
}

function shortened(pkcs8: Uint8Array): string | undefined {
  const [version, algorithm, key, ...more] = childrenOf(readDer(pkcs8));
  if (version === undefined || algorithm === undefined || key?.tag !== tags.octetString || more.length > 0) return;
  const parts = childrenOf(readDer(key.content));
  // ECPrivateKey ::= SEQUENCE { version, privateKey, [0] parameters, [1] publicKey }
  const isEc = childAt(readDer(key.content), 1).tag === tags.octetString;
  const kept = parts.filter(({ tag }) => tag !== 0xa1);
  if (!isEc || kept.length === parts.length) return;
  const inner = encodeDer(tags.sequence, ...kept.map(({ whole }) => whole));
  const whole = [version.whole, algorithm.whole, encodeDer(tags.octetString, inner)];
  return encodePem('PRIVATE KEY', encodeDer(tags.sequence, ...whole));
}
