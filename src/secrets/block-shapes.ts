/** A secret of several lines that begins and ends with words of its own. */
export interface BlockShape {
  readonly id: string;
  readonly what: string;
  readonly source: string;
  /** What each begins with, to be looked for. */
  readonly start: string;
  /** What the rest of the first line says; its first 80 characters are asked. */
  readonly says: RegExp;
  /** What its last line holds. */
  readonly end: string;
}

export const blockShapes: readonly BlockShape[] = [
  {
    id: 'pem',
    what: 'a private key: PKCS#1, PKCS#8, SEC1, OpenSSH, PGP, encrypted ones too',
    source: 'RFC 7468; gitleaks private-key; openssh PROTOCOL.key',
    start: '-----BEGIN',
    says: /^(?:(?:%20|\+| )[A-Z0-9]{1,12}){0,4}(?:%20|\+| )PRIVATE(?:%20|\+| )KEY/,
    end: '-----END',
  },
  {
    id: 'openvpn',
    what: 'a static key of OpenVPN',
    source: 'openvpn(8) --genkey',
    start: '-----BEGIN',
    says: /^ OpenVPN (?:tls-crypt-v2 (?:client|server)|Static) key/,
    end: '-----END',
  },
  {
    id: 'ssh2',
    what: 'a private key of SSH2',
    source: 'detect-secrets plugins/private_key.py',
    start: '---- BEGIN',
    says: /^ SSH2 ENCRYPTED PRIVATE KEY/,
    end: '---- END',
  },
  {
    id: 'putty',
    what: 'the private half of a PuTTY key',
    source: 'PuTTY manual, appendix C "PPK file format"',
    start: 'Private-Lines:',
    says: /^ ?\d/,
    end: 'Private-MAC:',
  },
  {
    id: 'minisign',
    what: 'a secret key of minisign or signify',
    source: 'minisign(1) "secret key format"; signify(1)',
    start: 'untrusted comment:',
    says: /^ (?:minisign encrypted |minisign |rsign encrypted )?(?:signify )?secret key/,
    end: '',
  },
];
