import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { createAuthority, loadAuthority } from '../../src/pki/authority.js';
import { issueCertificates } from '../../src/pki/certificate.js';
import { plannedAuthorities } from '../../src/pki/request.js';
import type { KeyKind } from '../../src/pki/signing.js';
import { cached, installed, judged, outputOf } from './judge.js';

const now = new Date();
const kinds: readonly KeyKind[] = ['ecdsa-p256', 'rsa-2048'];
const nodes = [{ name: 'worker-0', addresses: ['10.240.0.20', '2001:db8::20'] }];

/** Every kind of certificate that a cluster can need, with its CA: its keys, its place, a first one of hours. */
async function everyKind(key: KeyKind, firstHours: number | null): Promise<ReadonlyMap<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'bootwright-zlint-'));
  const files = new Map<string, string>();
  const save = (name: string, text: string): void => {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    files.set(name, file);
  };
  const subject = { C: 'DE', ST: 'Hesse', L: 'Frankfurt' };
  for (const { files: own, title, certificates } of plannedAuthorities({
    nodes,
    key,
    days: 365,
    subject,
    firstHours,
    kubeletSANs: ['worker-0.example.com'],
    flannelClient: 'etcd',
  })) {
    const pair = await createAuthority({ commonName: `demo ${title}`, key, subject, days: 3650, now });
    save(own.certificate, pair.certificate);
    const authority = await loadAuthority(pair);
    if ('problem' in authority) throw new Error(authority.problem);
    for await (const { request, pair: leaf } of issueCertificates(authority, certificates, { now }))
      save(request.files.certificate, leaf.certificate);
  }
  return files;
}

const tables = kinds.flatMap((key) => [null, 1].map((hours) => [key, hours] as const));
const authorityOf = (name: string): string => (name.startsWith('etcd') ? 'etcd-ca.pem' : 'ca.pem');

judged('zlint', cached(/^zlint-/, 'zlint'), (zlint) => {
  test.each(tables)('finds nothing against RFC 5280 in certificates of %s, first hours %s', async (key, hours) => {
    const files = await everyKind(key, hours);
    expect(files.size).toBe(6);
    for (const [name, file] of files) {
      const said = JSON.parse(outputOf(zlint, ['-includeSources', 'RFC5280,RFC5480,RFC8813', file])) as Readonly<
        Record<string, { readonly result: string }>
      >;
      const looked = Object.values(said).filter(({ result }) => result === 'pass');
      const bad = Object.entries(said).filter(([, { result }]) => !['pass', 'NA', 'NE'].includes(result));
      expect({ name, bad }).toEqual({ name, bad: [] });
      expect(looked.length).toBeGreaterThan(30);
    }
  });

  test('finds what is wrong', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bootwright-zlint-'));
    const file = join(folder, 'bad.pem');
    // A CA that does not say critically that it is one.
    const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout', '/dev/null', '-subj', '/CN=bad'];
    const extension = ['-addext', 'keyUsage=keyCertSign', '-addext', 'basicConstraints=CA:true'];
    const { status } = spawnSync('openssl', ['req', '-x509', ...key, ...extension, '-out', file]);
    expect(status).toBe(0);
    expect(outputOf(zlint, ['-includeSources', 'RFC5280', file])).toMatch(/"result": ?"(error|warn)"/);
  });
});

judged('OpenSSL', installed('openssl', 'version'), (openssl) => {
  test.each(tables)('verifies strictly certificates of %s, first hours %s', async (key, hours) => {
    const files = await everyKind(key, hours);
    for (const [name, file] of files) {
      const ca = files.get(authorityOf(name)) ?? '';
      expect(outputOf(openssl, ['verify', '-x509_strict', '-CAfile', ca, file])).toContain(': OK');
    }
  });
});
