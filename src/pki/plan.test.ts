import { beforeAll, describe, expect, test } from 'vitest';
import { createAuthority, type KeyPairPem, loadAuthority } from './authority.js';
import { issueCertificate } from './certificate.js';
import { explainFinding } from './explain-finding.js';
import { planPki } from './plan.js';
import { type CertificateRequest, plannedCertificates } from './request.js';

const now = new Date('2026-03-01T12:00:00Z');
const later = (days: number) => new Date(now.getTime() + days * 86_400_000);
const planned = plannedCertificates({
  nodes: [{ name: 'worker-0', addresses: ['10.240.0.20'] }],
  key: 'ecdsa-p256',
  days: 365,
});
const [admin, , worker] = planned as [(typeof planned)[0], (typeof planned)[0], (typeof planned)[0]];

let ca: KeyPairPem;
let whole: Record<string, string>;

async function issueFrom(pair: KeyPairPem, request: CertificateRequest, at = now): Promise<KeyPairPem> {
  const authority = await loadAuthority(pair);
  if ('problem' in authority) throw new Error(authority.problem);
  return issueCertificate(authority, request, { now: at });
}

beforeAll(async () => {
  ca = await createAuthority({ commonName: 'demo', days: 3650, now, key: 'ecdsa-p256' });
  whole = { 'ca.pem': ca.certificate, 'ca-key.pem': ca.key };
  for (const request of planned) {
    const pair = await issueFrom(ca, request);
    whole[request.files.certificate] = pair.certificate;
    whole[request.files.key] = pair.key;
  }
});

/** Plans for the whole folder with some files changed (or, as undefined, gone), and tells state and reasons. */
async function plan(changes: Record<string, string | undefined> = {}, at = now, request = planned) {
  const files: Record<string, string | undefined> = { ...whole, ...changes };
  const result = await planPki({ lookup: (file) => files[file], planned: request, now: at });
  return {
    states: [result.authority, ...result.certificates].map(({ state }) => state),
    findings: result.findings.map(({ file, reason }) => `${file}: ${reason}`),
    words: result.findings.map((finding) => explainFinding(finding)),
  };
}
const asWorker = (pair: KeyPairPem) => ({ 'nodes/worker-0.pem': pair.certificate, 'nodes/worker-0-key.pem': pair.key });

describe('planPki', () => {
  test('keeps a folder that is as planned', async () => {
    expect(await plan()).toEqual({ states: ['kept', 'kept', 'kept', 'kept'], findings: [], words: [] });
  });

  test('an empty folder lacks everything', async () => {
    const nothing = Object.fromEntries(Object.keys(whole).map((file) => [file, undefined]));
    const { states, findings } = await plan(nothing);
    expect(states).toEqual(['missing', 'missing', 'missing', 'missing']);
    expect(findings).toEqual(
      ['ca.pem', 'admin.pem', 'kube-proxy.pem', 'nodes/worker-0.pem'].map((file) => `${file}: missing`),
    );
  });

  test('half a pair is never taken for a missing one', async () => {
    const half = await plan({ 'admin-key.pem': undefined, 'nodes/worker-0.pem': undefined });
    expect(half.states).toEqual(['kept', 'wrong', 'kept', 'wrong']);
    expect(half.findings).toEqual(['admin.pem: half-pair', 'nodes/worker-0-key.pem: half-pair']);
    expect((await plan({ 'ca.pem': undefined })).findings[0]).toBe('ca-key.pem: half-pair');
  });

  test('the CA’s key is asked for only while something is to be signed', async () => {
    expect((await plan({ 'ca-key.pem': undefined })).findings).toEqual([]);
    const { findings } = await plan({ 'ca-key.pem': undefined, 'admin.pem': undefined, 'admin-key.pem': undefined });
    expect(findings).toEqual(['ca-key.pem: authority-key-absent', 'admin.pem: missing']);
  });

  test('certificates whose CA is gone are not signed anew under another', async () => {
    const { states, findings } = await plan({ 'ca.pem': undefined, 'ca-key.pem': undefined });
    expect(states).toEqual(['missing', 'wrong', 'wrong', 'wrong']);
    expect(findings[1]).toBe('admin.pem: authority-absent');
  });

  test('finds a key of another certificate', async () => {
    const { findings } = await plan({
      'nodes/worker-0-key.pem': whole['admin-key.pem'],
      'ca-key.pem': whole['admin-key.pem'],
    });
    expect(findings).toEqual(['ca-key.pem: key-mismatch', 'nodes/worker-0-key.pem: key-mismatch']);
  });

  test('finds a certificate of another CA, even one of the same name', async () => {
    const same = await createAuthority({ commonName: 'demo', days: 3650, now, key: 'ecdsa-p256' });
    const other = await createAuthority({ commonName: 'other', days: 3650, now, key: 'rsa-2048' });
    for (const foreign of [same, other])
      expect((await plan(asWorker(await issueFrom(foreign, worker)))).findings).toEqual([
        'nodes/worker-0.pem: foreign-signature',
      ]);
    const bundle = { 'ca.pem': ca.certificate + other.certificate, ...asWorker(await issueFrom(other, worker)) };
    expect((await plan(bundle)).findings).toEqual([]);
  });

  test('finds files that can’t be read', async () => {
    const cut = (whole['admin.pem'] ?? '').replace(/\n.{64}\n/, '\n');
    const { findings } = await plan({ 'admin.pem': cut, 'kube-proxy-key.pem': '', 'ca.pem': '\u0000' });
    expect(findings).toEqual([
      'ca.pem: unreadable-certificate',
      'admin.pem: unreadable-certificate',
      'kube-proxy-key.pem: unreadable-key',
    ]);
  });

  test('finds names, groups, addresses and uses other than planned', async () => {
    const { findings, words } = await plan(asWorker(await issueFrom(ca, admin)));
    expect(findings).toEqual(
      ['wrong-name', 'wrong-name', 'missing-sans', 'missing-usages'].map((reason) => `nodes/worker-0.pem: ${reason}`),
    );
    expect(words.map(({ text }) => text)).toEqual([
      'has CN "admin"; the spec needs "system:node:worker-0"',
      'has O "system:masters"; the spec needs "system:nodes"',
      'is not valid for worker-0, 10.240.0.20',
      'cannot be used as server',
    ]);
  });

  test('accepts a wildcard for a name of one label more, and names beyond the plan', async () => {
    const wide = { ...worker, sans: { dns: ['*.example.com', 'worker-0', 'other'], ip: worker.sans.ip } };
    const dotted = { ...worker, sans: { dns: ['a.example.com'], ip: [] } };
    const deep = { ...worker, sans: { dns: ['a.b.example.com', 'example.com'], ip: [] } };
    const files = asWorker(await issueFrom(ca, wide));
    expect((await plan(files, now, [dotted])).findings).toEqual([]);
    expect((await plan(files, now, [deep])).words[0]?.text).toBe('is not valid for a.b.example.com, example.com');
  });

  test('judges dates by the clock it is given', async () => {
    expect((await plan({}, later(334))).findings).toEqual([]);
    const soon = await plan({}, later(336));
    expect(soon.states).toEqual(['kept', 'kept', 'kept', 'kept']);
    expect(soon.words[0]).toEqual({
      severity: 'warning',
      text: 'expires on 2027-03-01, in 29 days',
      wayOut: 'run "bootwright pki renew"',
    });
    expect((await plan({}, later(366))).findings[0]).toBe('admin.pem: expired');
    expect((await plan({}, later(4000))).findings[0]).toBe('ca.pem: expired');
    expect((await plan({}, later(-1))).findings[0]).toBe('ca.pem: not-yet-valid');
  });

  test('a leaf is no CA', async () => {
    const leaf = await issueFrom(ca, admin);
    const { findings } = await plan({ 'ca.pem': leaf.certificate, 'ca-key.pem': leaf.key });
    expect(findings[0]).toBe('ca.pem: not-authority');
  });

  test('warns of a common name that X.520 has no room for', async () => {
    const name = `${'a'.repeat(52)}b`;
    const long = plannedCertificates({ nodes: [{ name }], key: 'ecdsa-p256', days: 1 });
    const { findings } = await plan({}, now, long);
    expect(findings).toContain(`nodes/${name}.pem: long-name`);
    const fitting = plannedCertificates({ nodes: [{ name: name.slice(1) }], key: 'ecdsa-p256', days: 1 });
    expect((await plan({}, now, fitting)).findings.filter((finding) => finding.endsWith('long-name'))).toEqual([]);
  });
});
