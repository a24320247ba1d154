import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeWithOpenssl, type OpensslFolder, openFolder } from '../../test/pki-openssl.js';
import { createAuthority, loadAuthority } from './authority.js';
import { issueCertificate } from './certificate.js';
import { planPki } from './plan.js';
import { plannedCertificates } from './request.js';

const now = new Date('2026-03-01T12:00:00Z');

test('says what is wrong with a pair that is no CA', async () => {
  const request = { commonName: 'demo', days: 10, now, key: 'ecdsa-p256' } as const;
  const [ca, other] = await Promise.all([createAuthority(request), createAuthority(request)]);
  const authority = await loadAuthority(ca);
  if ('problem' in authority) throw new Error(authority.problem);
  const [admin] = plannedCertificates({ nodes: [], key: 'ecdsa-p256', days: 1 });
  const leaf = admin && (await issueCertificate(authority, admin, { now }));
  expect(await loadAuthority({ ...ca, certificate: 'nonsense' })).toEqual({
    problem: 'unreadable',
    part: 'certificate',
  });
  expect(await loadAuthority({ ...ca, key: 'nonsense' })).toEqual({ problem: 'unreadable', part: 'key' });
  expect(await loadAuthority({ ...ca, key: other.key })).toEqual({ problem: 'mismatch', part: 'key' });
  expect(leaf && (await loadAuthority(leaf))).toEqual({ problem: 'not-authority', part: 'certificate' });
});

test('in a bundle the CA whose key is there signs', async () => {
  const request = { days: 10, now, key: 'ecdsa-p256' } as const;
  const [old, next] = [
    await createAuthority({ commonName: 'old', ...request }),
    await createAuthority({ commonName: 'next', ...request }),
  ];
  const authority = await loadAuthority({ certificate: old.certificate + next.certificate, key: next.key });
  expect('certificate' in authority && authority.certificate.subject).toEqual([{ type: 'CN', value: 'next' }]);
});

test('leaves no stand-in for reflect-metadata behind', async () => {
  await createAuthority({ commonName: 'demo', days: 10, now, key: 'ecdsa-p256' });
  expect(Object.keys(Reflect).filter((key) => /metadata/i.test(key))).toEqual([]);
});

/** How people make a CA: the arguments after `openssl`, writing ca.pem and ca-key.pem. */
const req = ['req', '-x509', '-new', '-key', 'ca-key.pem', '-days', '36500', '-out', 'ca.pem'];
const recipes: Record<string, string[][]> = {
  'EC P-256 in SEC 1': [
    ['ecparam', '-name', 'prime256v1', '-genkey', '-out', 'ca-key.pem'],
    [...req, '-subj', '/CN=ca'],
  ],
  'EC P-384 in PKCS#8': [
    ['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384', '-out', 'ca-key.pem'],
    [...req, '-subj', '/C=DE/O=Exämple/CN=ca', '-utf8'],
  ],
  'EC P-521': [
    ['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-521', '-out', 'ca-key.pem'],
    [...req, '-subj', '/CN=ca'],
  ],
  'EC key without its public half': [
    ['ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', 'whole.pem'],
    ['ec', '-in', 'whole.pem', '-no_public', '-out', 'ca-key.pem'],
    [...req, '-subj', '/CN=ca'],
  ],
  'RSA in PKCS#1': [
    ['genrsa', '-traditional', '-out', 'ca-key.pem', '2048'],
    [...req, '-subj', '/CN=ca'],
  ],
  'RSA in PKCS#8, a name of several values and a mail address': [
    ['genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:3072', '-out', 'ca-key.pem'],
    [...req, '-multivalue-rdn', '-subj', '/DC=test/O=b+OU=a/CN=ca/emailAddress=a@example.com', '-sha512'],
  ],
  'cfssl-like: printable strings, no authority key identifier': [
    ['ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', 'ca-key.pem'],
    [...req, '-subj', '/C=US/ST=Oregon/L=Portland/O=Kubernetes/OU=CA/CN=Kubernetes', '-config', 'cfssl.conf'],
  ],
};

const cfssl = `[req]
string_mask = pkix
distinguished_name = dn
x509_extensions = ca
[dn]
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
`;

describeWithOpenssl('a CA made by openssl', () => {
  let folder: OpensslFolder;
  beforeAll(() => {
    folder = openFolder();
    folder.write('cfssl.conf', cfssl);
  });
  afterAll(() => folder.remove());

  test.each(Object.keys(recipes))('%s', async (name) => {
    for (const recipe of recipes[name] ?? []) folder.run(...recipe);
    const ca = { certificate: folder.read('ca.pem'), key: folder.read('ca-key.pem') };
    const authority = await loadAuthority(ca);
    if ('problem' in authority) throw new Error(`${authority.part} ${authority.problem}`);
    const clock = { now: new Date(authority.certificate.notBefore.getTime() + 600_000) };
    const planned = plannedCertificates({ nodes: [{ name: 'worker-0' }], key: 'ecdsa-p256', days: 365 });
    const files: Record<string, string> = { 'ca.pem': ca.certificate, 'ca-key.pem': ca.key };
    for (const request of planned) {
      const pair = await issueCertificate(authority, request, clock);
      folder.write('leaf.pem', pair.certificate);
      const at = String(clock.now.getTime() / 1000);
      expect(folder.run('verify', '-attime', at, '-CAfile', 'ca.pem', 'leaf.pem')).toContain('OK');
      files[request.files.certificate] = pair.certificate;
      files[request.files.key] = pair.key;
    }
    const plan = await planPki({ lookup: (file) => files[file], planned, ...clock });
    expect(plan.findings).toEqual([]);
  });

  test('a key under a passphrase is named as such', async () => {
    folder.run('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', 'ca-key.pem');
    folder.run(...req, '-subj', '/CN=ca');
    folder.run('ec', '-in', 'ca-key.pem', '-aes128', '-passout', 'pass:x', '-out', 'old.pem');
    folder.run('pkcs8', '-topk8', '-in', 'ca-key.pem', '-passout', 'pass:x', '-out', 'new.pem');
    for (const key of ['old.pem', 'new.pem'])
      expect(await loadAuthority({ certificate: folder.read('ca.pem'), key: folder.read(key) })).toEqual({
        problem: 'encrypted',
        part: 'key',
      });
  });

  test('an Ed25519 key is named as unsupported', async () => {
    folder.run('genpkey', '-algorithm', 'ed25519', '-out', 'ca-key.pem');
    folder.run(...req, '-subj', '/CN=ca');
    expect(await loadAuthority({ certificate: folder.read('ca.pem'), key: folder.read('ca-key.pem') })).toEqual({
      problem: 'unsupported',
      part: 'key',
    });
  });
});
