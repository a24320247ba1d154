import type { FindingReason, FindingSeverity, PkiFinding } from './finding.js';
import { copyCommand } from './foreign-names.js';

type Explanation<R extends FindingReason> = {
  readonly severity: FindingSeverity;
  /** What is so, without the file's name. */
  readonly text: (finding: PkiFinding & { reason: R }) => string;
  /** What to do about it; `path` makes a file's name one for the shell that the user is in. */
  readonly wayOut: (finding: PkiFinding & { reason: R }, path: (file: string) => string) => string;
};

const issue = 'run "bootwright pki issue"';
const replace = () => `move the pair out of the folder and ${issue}`;
const isAuthority = (file: string): boolean => /^(etcd-)?ca\.pem$/.test(file);
const renew = ({ file }: { readonly file: string }): string =>
  isAuthority(file) ? 'see "Changing the CA" in docs/credentials.md' : 'run "bootwright pki renew"';
const restore = 'put the right file back';
const date = (value: Date) => value.toISOString().slice(0, 10);

const explanations: { readonly [R in FindingReason]: Explanation<R> } = {
  missing: { severity: 'error', text: () => 'does not exist yet', wayOut: () => issue },
  'half-pair': {
    severity: 'error',
    text: ({ absent }) => `exists, but its other half ${absent} does not`,
    wayOut: ({ absent }) => `put ${absent} back, or move this file out of the folder and ${issue}`,
  },
  'unreadable-certificate': {
    severity: 'error',
    text: () => 'is not a PEM certificate that can be read',
    wayOut: () => `${restore}, or ${replace()}`,
  },
  'unreadable-key': {
    severity: 'error',
    text: () => 'is not a PEM private key that can be read',
    wayOut: () => `${restore}, or ${replace()}`,
  },
  'encrypted-key': {
    severity: 'error',
    text: () => 'is encrypted, and nothing was given that opens it',
    wayOut: () => 'see "Keys at rest" in docs/credentials.md',
  },
  'sealed-key': {
    severity: 'warning',
    text: () => 'is encrypted, so that it was not compared with its certificate',
    wayOut: () => 'name what opens it with --identity FILE, or see "Keys at rest" in docs/credentials.md',
  },
  'unsupported-key': {
    severity: 'error',
    text: () => 'is neither an RSA key nor an EC key on P-256, P-384 or P-521',
    wayOut: () => 'use a key of one of these types',
  },
  'key-mismatch': {
    severity: 'error',
    text: ({ certificate }) => `is not the key of ${certificate}`,
    wayOut: () => `${restore}, or ${replace()}`,
  },
  'not-authority': {
    severity: 'error',
    text: () => 'cannot sign certificates: its basic constraints lack CA, or its key usage lacks certificate signing',
    wayOut: () => 'put the certificate of a CA there',
  },
  'authority-not-brought': {
    severity: 'error',
    text: () => 'does not exist, and credentials.signer signs with a CA that Bootwright does not make',
    wayOut: () => "put that CA's certificate there, followed by those above it",
  },
  'authority-absent': {
    severity: 'error',
    text: () => 'was signed by a CA that is no longer in the folder',
    wayOut: ({ ca }) => `put ${ca} back; a new CA would make every certificate here worthless`,
  },
  'authority-key-absent': {
    severity: 'error',
    text: () => 'is needed to sign what is missing',
    wayOut: ({ ca }) => `put it beside ${ca} to make certificates; a render does not need it`,
  },
  'foreign-signature': {
    severity: 'error',
    text: ({ issuer, authority, ca }) => `was not signed by ${ca} (${authority}); its issuer is ${issuer}`,
    wayOut: ({ ca }) => `put the CA that signed it in ${ca}, or ${replace()}`,
  },
  'weak-signature': {
    severity: 'error',
    // Go, like OpenSSL, does not look at a root's own signature, so for a root the reason is another: https://go.dev/doc/go1.18#sha1
    text: ({ ofItself }) =>
      ofItself
        ? 'is signed with SHA-1 or MD5, which are broken'
        : 'is signed with SHA-1 or MD5, which Kubernetes refuses from 1.24 on',
    wayOut: ({ ofItself, file }, path) =>
      ofItself
        ? `sign it again with its own key, which changes no other certificate: openssl x509 -sha256 -days 3650 -in ${path(file)} -signkey KEY -out NEW`
        : replace(),
  },
  'weak-key': {
    severity: 'error',
    // https://go.dev/doc/go1.24#cryptorsapkgcryptorsa, and OpenSSL's SSL_CTX_set_security_level(3).
    text: ({ bits }) =>
      `has an RSA key of ${bits} bits: ${bits < 1024 ? 'Kubernetes refuses fewer than 1024 from 1.33 on' : 'OpenSSL refuses fewer than 2048 on Debian and Ubuntu, and everywhere from 3.2 on'}`,
    wayOut: () => `use 2048 bits or more, or an EC key: ${replace()}`,
  },
  'key-open': {
    severity: 'warning',
    text: ({ mode }) =>
      `can be read by other users (mode ${mode.toString(8).padStart(4, '0')}), and whoever has it can use it`,
    wayOut: ({ file }, path) => `chmod 600 ${path(file)}`,
  },
  'authority-elsewhere': {
    severity: 'error',
    text: ({ found }) =>
      `does not exist, but ${found.map(({ file }) => file).join(' and ')} ${found.length > 1 ? 'do' : 'does'}`,
    wayOut: ({ found }, path) => `to use that CA: ${found.map((each) => copyCommand(each, path)).join(' && ')}`,
  },
  'unchecked-signature': {
    severity: 'warning',
    text: () => 'has a signature of a type that Bootwright does not check',
    wayOut: ({ file, ca }, path) => `check it yourself: openssl verify -CAfile ${path(ca)} ${path(file)}`,
  },
  'wrong-name': {
    severity: 'error',
    text: ({ attribute, planned, present }) => `has ${attribute} "${present}"; the spec needs "${planned}"`,
    wayOut: replace,
  },
  'missing-sans': {
    severity: 'error',
    text: ({ names }) => `is not valid for ${names.join(', ')}`,
    wayOut: replace,
  },
  'missing-usages': {
    severity: 'error',
    text: ({ usages }) => `cannot be used as ${usages.join(' and ')}`,
    wayOut: replace,
  },
  'unasked-groups': {
    severity: 'error',
    text: ({ groups }) => `has groups that were not requested: O=${groups.join(', O=')}`,
    wayOut: () => 'have the request signed unchanged',
  },
  'unasked-authority': {
    severity: 'error',
    text: () => "is a CA's: whoever has its key can make any certificate of the cluster",
    wayOut: () => 'have the request signed unchanged',
  },
  'never-valid': {
    severity: 'error',
    text: ({ notBefore, notAfter }) => `expires on ${date(notAfter)}, before it becomes valid on ${date(notBefore)}`,
    wayOut: replace,
  },
  'not-yet-valid': {
    severity: 'error',
    text: ({ notBefore }) => `is not valid before ${date(notBefore)}`,
    wayOut: () => 'wait, or correct the clock',
  },
  expired: { severity: 'error', text: ({ notAfter }) => `expired on ${date(notAfter)}`, wayOut: renew },
  'expires-soon': {
    severity: 'warning',
    text: ({ notAfter, days }) =>
      `expires on ${date(notAfter)}, in ${days < 1 ? 'less than a day' : `${days} ${days === 1 ? 'day' : 'days'}`}`,
    wayOut: renew,
  },
  'long-name': {
    severity: 'warning',
    text: ({ name }) =>
      `has a common name of ${[...name].length} characters where X.520 allows 64: Kubernetes and OpenSSL accept it, some other tools refuse it`,
    wayOut: () => 'choose a shorter node name if such a tool reads this certificate',
  },
};

/**
 * A finding in words: how bad, what is so (to follow the file's name), and what to do. Commands name files by `path`,
 * which is given names within the folder.
 */
export function explainFinding(
  finding: PkiFinding,
  path: (file: string) => string = (file) => file,
): { severity: FindingSeverity; text: string; wayOut: string } {
  // The record has an entry of the right type for each reason; TypeScript can't follow the key into the union.
  const explanation = explanations[finding.reason] as Explanation<FindingReason>;
  return { severity: explanation.severity, text: explanation.text(finding), wayOut: explanation.wayOut(finding, path) };
}

export function severityOf(finding: PkiFinding): FindingSeverity {
  return explanations[finding.reason].severity;
}
