import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { parse } from 'yaml';
import { approve, good, list, object } from './approve-command.js';
import { bootwright, edit, ensureBuilt, workspace } from './cli-process.js';
import { forgeries } from './e2e/approve/forgeries.js';
import { example, pageText } from './pages.js';

beforeAll(ensureBuilt, 120_000);

describe('approve', () => {
  it('prints the names of what may be approved, and nothing else', () => {
    expect(approve(list(object('csr-a'), object('csr-b')))).toEqual({ status: 0, data: 'csr-a\ncsr-b\n', talk: '' });
    expect(approve(object('csr-a'))).toEqual({ status: 0, data: 'csr-a\n', talk: '' });
    expect(approve(list())).toEqual({ status: 0, data: '', talk: '' });
  });

  it('takes a list as the API server itself prints it', () => {
    const { kind: _, apiVersion, ...item } = object('csr-a');
    const raw = { kind: 'CertificateSigningRequestList', apiVersion, metadata: {}, items: [item] };
    expect(approve(raw)).toEqual({ status: 0, data: 'csr-a\n', talk: '' });
  });

  it('says why it prints no others, and ends with 1', () => {
    const { status, data, talk } = approve(list(object('csr-a'), object('csr-b', good, { username: 'admin' })));
    expect({ status, data }).toEqual({ status: 1, data: 'csr-a\n' });
    expect(talk).toBe('refused: csr-b of admin: its requestor admin is no node\n');
  });

  it('has both as JSON', () => {
    const { status, data, talk } = approve(
      list(object('a'), object('b', good, { signerName: 'x/y' })),
      '--format',
      'json',
    );
    expect({ status, talk }).toEqual({ status: 1, talk: '' });
    expect(JSON.parse(data)).toEqual({
      approvable: [{ name: 'a', requestor: 'system:node:worker-0' }],
      refused: [
        {
          name: 'b',
          requestor: 'system:node:worker-0',
          reasons: [{ reason: 'signer', text: 'its signer is x/y, not kubernetes.io/kubelet-serving' }],
        },
      ],
    });
  });

  it('lets no text of a requestor through to the terminal, or to another line', () => {
    const name = 'csr-1\ncsr-forged\u001b[2K\u009b\u202e\u2028';
    const forged = list(object(name, good, { username: `x\n${'y'.repeat(5000)}` }));
    const { status, data, talk } = approve(forged);
    expect({ status, data }).toEqual({ status: 1, data: '' });
    expect(talk.split('\n')).toHaveLength(2);
    expect(talk).toMatch(/^refused: csr-1\\u000acsr-forged\\u001b\[2K\\u009b\\u202e\\u2028 of x\\u000ay+…: /);
    expect(talk.length).toBeLessThan(1500);
    const report = approve(forged, '--format', 'json').data;
    expect(report).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}]/u);
    expect(JSON.parse(report).refused[0].name).toBe(name);
  });

  it('ends a flood of refusals with their number', () => {
    const items = Array.from({ length: 150 }, (_, index) => object(`csr-${index}`, 'nothing'));
    const { talk } = approve(list(...items));
    expect(talk.trim().split('\n')).toHaveLength(101);
    expect(talk).toMatch(/refused: 50 more; --format json has them all\n$/);
  });

  it('refuses a spec with errors, before it looks at requests', () => {
    const broken = workspace({ keys: false });
    edit(join(broken, 'cluster.yaml'), '10.240.0.21', '10.240.0.20');
    const { status, data, talk } = bootwright(broken, ['approve', 'cluster.yaml'], 'nothing');
    expect({ status, data }).toEqual({ status: 1, data: '' });
    expect(talk).toContain('[address-taken]');
    expect(bootwright(broken, ['approve', '-'], '')).toMatchObject({ status: 2, data: '' });
    expect(bootwright(broken, ['approve', 'nowhere.yaml'], '')).toMatchObject({ status: 2, data: '' });
  });
});

test('no forgery gets past the command', () => {
  const victim = { node: 'worker-0', address: [10, 240, 0, 20], other: 'worker-1', otherAddress: [10, 240, 0, 21] };
  const items = forgeries(victim).map(({ what: _, reason: __, name, request, ...spec }, index) =>
    object(name ?? `forged-${index}`, request, spec),
  );
  expect(approve(list(...items, object('good')))).toMatchObject({ status: 1, data: 'good\n' });
});

describe('docs/credentials.md', () => {
  const page = pageText('credentials');

  it('has every reason, and no other', () => {
    const text = readFileSync(new URL('../src/approve/refusal.ts', import.meta.url), 'utf8');
    const reasons = [...text.matchAll(/^ {2}'?([\w-]+)'?: \(/gm)].map(([, reason = '']) => reason);
    const table = page
      .slice(page.indexOf('| what the request has'), page.indexOf('## Every few minutes'))
      .replace(/^.*\n/, '');
    const told = [...table.matchAll(/`([a-z0-9-]+)`(?=[^|]*\|\n)/g)].map(([, reason = '']) => reason);
    expect(told.sort()).toEqual(reasons.sort());
  });

  it('has ranges that a spec can have', () => {
    const ranged = workspace({ keys: false });
    const { nodeCIDRs } = parse(example('ranges', page)).spec.network;
    edit(join(ranged, 'cluster.yaml'), 'serviceCIDR:', `nodeCIDRs: ${JSON.stringify(nodeCIDRs)}\n    serviceCIDR:`);
    expect(bootwright(ranged, ['approve', 'cluster.yaml'], JSON.stringify(list(object('a'))))).toMatchObject({
      status: 0,
    });
  });
});
