import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeWithOpenssl, type OpensslFolder, openFolder } from '../../test/pki-openssl.js';
import { type Authority, createAuthority, type KeyPairPem, loadAuthority } from './authority.js';
import { issueCertificate, issueCertificates } from './certificate.js';
import { inspectCertificate } from './inspect.js';
import { readCertificate } from './reading.js';
import { type CertificateRequest, plannedCertificates } from './request.js';
import type { KeyKind } from './signing.js';
import { endOfTime } from './validity.js';

const now = new Date('2026-03-01T12:00:00.500Z');
const ends = { notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: endOfTime };
const node: CertificateRequest = {
  subject: { CN: 'system:node:worker-0', O: 'system:nodes' },
  sans: { dns: ['worker-0', '*.example.com'], ip: ['10.240.0.20', '2001:db8::1'] },
  usages: ['client', 'server'],
  key: 'ecdsa-p256',
  days: 365,
};
const kinds: KeyKind[] = ['ecdsa-p256', 'rsa-2048', 'rsa-3072', 'rsa-4096'];

async function ready(pair: KeyPairPem): Promise<Authority> {
  const authority = await loadAuthority(pair);
  if ('problem' in authority) throw new Error(`${authority.part} ${authority.problem}`);
  return authority;
}

test('a certificate begins five minutes before it is made, lasts its days, and is as old as its CA at most', async () => {
  const authority = await ready(await createAuthority({ commonName: 'demo', days: 10, now, key: 'ecdsa-p256' }));
  const short = await issueCertificate(authority, { ...node, days: 2 }, { now });
  const long = await issueCertificate(authority, { ...node, days: 3652059 }, { now });
  const [one, other] = [readCertificate(short.certificate), readCertificate(long.certificate)];
  expect(one?.notBefore.toISOString()).toBe('2026-03-01T11:55:00.000Z');
  expect(one?.notAfter.toISOString()).toBe('2026-03-03T12:00:00.000Z');
  expect(other?.notAfter.toISOString()).toBe('2026-03-11T12:00:00.000Z');
  const later = new Date('2027-01-01T00:00:00Z');
  await expect(issueCertificate(authority, node, { now: later })).rejects.toThrow('the CA ends');
});

test('days beyond the year 9999 end with it', async () => {
  const pair = await createAuthority({ commonName: 'demo', days: 3652059, now, key: 'ecdsa-p256' });
  expect(readCertificate(pair.certificate)?.notAfter).toEqual(endOfTime);
});

test('every certificate has a serial number and a key of its own', async () => {
  const authority = await ready(await createAuthority({ commonName: 'demo', days: 10, now, key: 'ecdsa-p256' }));
  const pairs = await Promise.all(Array.from({ length: 20 }, () => issueCertificate(authority, node, { now })));
  expect(new Set(pairs.map(({ certificate }) => readCertificate(certificate)?.serial)).size).toBe(20);
  expect(new Set(pairs.map(({ key }) => key)).size).toBe(20);
});

test('many are made in the order asked for', async () => {
  const authority = await ready(await createAuthority({ commonName: 'demo', days: 10, now, key: 'ecdsa-p256' }));
  const requests = Array.from({ length: 19 }, (_, index) => ({ ...node, subject: { CN: `node-${index}` } }));
  const made: string[] = [];
  for await (const { request, pair } of issueCertificates(authority, requests, { now })) {
    expect(readCertificate(pair.certificate)?.subject).toEqual([{ type: 'CN', value: request.subject.CN }]);
    made.push(request.subject.CN);
  }
  expect(made).toEqual(requests.map(({ subject }) => subject.CN));
});

test('a name that is not ASCII is refused, not mangled', async () => {
  const authority = await ready(await createAuthority({ commonName: 'demo', days: 10, now, key: 'ecdsa-p256' }));
  const request = { ...node, sans: { dns: ['bücher.example'], ip: [] } };
  await expect(issueCertificate(authority, request, { now })).rejects.toThrow('not a DNS name: bücher.example');
});

test('PEM has 64 columns and a newline at the end', async () => {
  const pair = await createAuthority({ commonName: 'demo', days: 10, now, key: 'ecdsa-p256' });
  const shape = (label: string) =>
    new RegExp(`^-----BEGIN ${label}-----\\n(?:.{64}\\n)*.{1,64}\\n-----END ${label}-----\\n$`);
  expect(pair.certificate).toMatch(shape('CERTIFICATE'));
  expect(pair.key).toMatch(shape('PRIVATE KEY'));
});

describeWithOpenssl('openssl', () => {
  let folder: OpensslFolder;
  beforeAll(() => {
    folder = openFolder();
  });
  afterAll(() => folder.remove());

  async function issue(ca: KeyPairPem, request: CertificateRequest, clock: Parameters<typeof issueCertificate>[2]) {
    const pair = await issueCertificate(await ready(ca), request, clock);
    folder.write('ca.pem', ca.certificate);
    folder.write('node.pem', pair.certificate);
    folder.write('node-key.pem', pair.key);
    return pair;
  }
  const verify = (...more: string[]) => folder.run('verify', '-x509_strict', '-CAfile', 'ca.pem', ...more, 'node.pem');
  const text = (file: string) => folder.run('x509', '-in', file, '-noout', '-text', '-nameopt', 'utf8,sep_comma_plus');

  test.each(kinds)(
    'accepts a %s certificate for both uses, and its key as its own',
    async (key) => {
      const ca = await createAuthority({ commonName: 'demo', ...ends, key: key === 'ecdsa-p256' ? key : 'rsa-2048' });
      await issue(ca, { ...node, key }, ends);
      for (const purpose of ['sslclient', 'sslserver']) expect(verify('-purpose', purpose)).toContain('OK');
      expect(verify('-verify_hostname', 'any.example.com', '-verify_ip', '2001:db8::1')).toContain('OK');
      const ofKey = folder.run('pkey', '-in', 'node-key.pem', '-pubout');
      expect(folder.run('x509', '-in', 'node.pem', '-noout', '-pubkey')).toBe(ofKey);
      expect(folder.read('node-key.pem')).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
      expect(text('node.pem')).toContain(
        key === 'ecdsa-p256'
          ? 'critical\n                Digital Signature\n'
          : 'Digital Signature, Key Encipherment\n',
      );
    },
    60_000,
  );

  test('reads every field as it was meant', async () => {
    const ca = await createAuthority({
      commonName: 'Ünïcode, "CA" \\ #1',
      subject: { O: 'x' },
      ...ends,
      key: 'ecdsa-p256',
    });
    const pair = await issue(ca, node, ends);
    expect(verify()).toContain('OK');
    const lines = text('ca.pem');
    expect(lines).toContain('Subject: O=x,CN=Ünïcode, "CA" \\ #1\n');
    expect(lines).toContain('Basic Constraints: critical\n                CA:TRUE, pathlen:0\n');
    expect(lines).toContain('Key Usage: critical\n                Certificate Sign, CRL Sign\n');
    const leaf = text('node.pem');
    expect(leaf).toContain('Subject: O=system:nodes,CN=system:node:worker-0\n');
    expect(leaf).toContain('Not After : Dec 31 23:59:59 9999 GMT');
    expect(leaf).toContain('Basic Constraints: critical\n                CA:FALSE\n');
    expect(leaf).toMatch(/Extended Key Usage: \n +TLS Web Client Authentication, TLS Web Server Authentication\n/);
    expect(leaf).toMatch(
      /Alternative Name: \n +DNS:worker-0, DNS:\*\.example\.com, IP Address:10\.240\.0\.20, IP Address:2001:DB8:0:0:0:0:0:1\n/,
    );
    const [, keyId] = /Subject Key Identifier: \n +(\S+)/.exec(lines) ?? [];
    expect(leaf).toMatch(new RegExp(`Authority Key Identifier: \\n +(keyid:)?${keyId}\\n`));
    const fingerprint = folder.run('x509', '-in', 'node.pem', '-noout', '-fingerprint', '-sha256', '-serial');
    const summary = await inspectCertificate(pair.certificate);
    expect(fingerprint.toLowerCase().replaceAll(':', '')).toContain(summary?.fingerprintSHA256);
    expect(fingerprint.toLowerCase()).toContain(`serial=${summary?.serial}\n`);
    expect(summary).toMatchObject({
      subject: 'O=system:nodes, CN=system:node:worker-0',
      issuer: 'O=x, CN=Ünïcode\\, \\"CA\\" \\\\ #1',
      sans: { dns: ['worker-0', '*.example.com'], ip: ['10.240.0.20', '2001:db8::1'] },
      usages: ['client', 'server'],
      publicKey: 'ecdsa-p256',
      authority: false,
      ...ends,
    });
  });

  test('accepts seed 001’s certificate: CN kubelet, a place, no organisation, a wildcard', async () => {
    const planned = plannedCertificates({
      nodes: [{ name: 'worker-0' }],
      key: 'ecdsa-p256',
      days: 365,
      kubeletSubject: { CN: 'kubelet', C: 'DE', L: 'NW', ST: 'Wesel' },
      kubeletSANs: ['*.example.com'],
    });
    const kubelet = planned.at(-1);
    if (kubelet === undefined) throw new Error('no kubelet planned');
    await issue(await createAuthority({ commonName: 'demo', ...ends, key: 'ecdsa-p256' }), kubelet, ends);
    expect(verify('-purpose', 'sslclient')).toContain('OK');
    expect(text('node.pem')).toContain('Subject: C=DE,ST=Wesel,L=NW,CN=kubelet\n');
    expect(text('node.pem')).toContain('DNS:worker-0, DNS:*.example.com\n');
  });

  test('accepts a certificate named only by its alternative names, which are then critical', async () => {
    const ca = await createAuthority({ commonName: 'demo', ...ends, key: 'ecdsa-p256' });
    await issue(ca, { ...node, subject: {} }, ends);
    expect(verify('-verify_hostname', 'worker-0')).toContain('OK');
    expect(text('node.pem')).toContain('Subject Alternative Name: critical\n');
  });

  test('verifies a common name longer than it would make itself', async () => {
    const long = `system:node:${'a'.repeat(63)}.example.com`;
    const ca = await createAuthority({ commonName: 'demo', ...ends, key: 'ecdsa-p256' });
    await issue(ca, { ...node, subject: { CN: long, O: 'system:nodes' } }, ends);
    expect(verify('-purpose', 'sslclient')).toContain('OK');
    expect(() => folder.run('req', '-new', '-key', 'node-key.pem', '-subj', `/CN=${long}`)).toThrow('string too long');
  });
});
