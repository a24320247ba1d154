/**
 * How a secret is encrypted where it lies: `age` to recipients, as an armored age file; `binary-age` the same as bytes,
 * which a text file can't hold; `passphrase` a key by PKCS#8, or in OpenSSL's older form.
 */
export type Seal = 'age' | 'binary-age' | 'passphrase';

const signs: readonly (readonly [Seal, RegExp])[] = [
  ['age', /^\s*-----BEGIN AGE ENCRYPTED FILE-----/],
  ['binary-age', /^age-encryption\.org\/v1\n/],
  ['passphrase', /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type:.*ENCRYPTED/m],
];

/** How a file's text is encrypted; null: it is not. */
export function sealOf(text: string): Seal | null {
  return signs.find(([, sign]) => sign.test(text))?.[0] ?? null;
}
