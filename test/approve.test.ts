import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { parse } from 'yaml';
import { bootwright, edit, ensureBuilt, workspace } from './cli-process.js';
import { nodeGroups, servingUsages } from './e2e/approve/forger.js';
import { forgeries } from './e2e/approve/forgeries.js';
import { example, pageText } from './pages.js';
import { describeWithOpenssl, openFolder } from './pki-openssl.js';

beforeAll(ensureBuilt, 120_000);

const folder = workspace({ keys: false });
const approve = (input: unknown, ...args: string[]) =>
  bootwright(folder, ['approve', 'cluster.yaml', ...args], typeof input === 'string' ? input : JSON.stringify(input));

const good = readFileSync(new URL('requests/ecdsa.pem', import.meta.url), 'utf8');

function object(name: string, request = good, spec: object = {}) {
  return {
    apiVersion: 'certificates.k8s.io/v1',
    kind: 'CertificateSigningRequest',
    metadata: { name },
    spec: {
      signerName: 'kubernetes.io/kubelet-serving',
      usages: servingUsages,
      username: 'system:node:worker-0',
      groups: nodeGroups,
      request: Buffer.from(request).toString('base64'),
      ...spec,
    },
    status: {},
  };
}

const list = (...items: unknown[]) => ({ apiVersion: 'v1', kind: 'List', items });

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

describe('what is not kubectl’s is refused whole', () => {
  const item = object('csr-a');
  const change = (path: string, value: unknown) => {
    const copy = structuredClone(item) as Record<string, unknown>;
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    const parent = keys.reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, copy);
    parent[last] = value;
    return copy;
  };
  it.each<[string, unknown, string]>([
    ['nothing', '', 'is empty'],
    ['white space', ' \n', 'is empty'],
    ['a table', 'NAME AGE\ncsr-a 3m\n', 'is not JSON'],
    ['YAML', 'kind: List\nitems: []\n', 'is not JSON'],
    ['JSON that is cut short', JSON.stringify(list(item)).slice(0, -5), 'is not JSON'],
    ['two lists', `${JSON.stringify(list())}${JSON.stringify(list(item))}`, 'is not JSON'],
    ['null', 'null', 'holds no CertificateSigningRequest'],
    ['a number', '7', 'holds no CertificateSigningRequest'],
    ['an array', [item], 'holds no CertificateSigningRequest'],
    ['a list without items', { kind: 'List' }, 'holds no CertificateSigningRequest'],
    ['items that are none', { kind: 'List', items: 'csr-a' }, 'holds no CertificateSigningRequest'],
    ['a list of nodes', list({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'a' } }), 'something other than'],
    ['another group', list(change('apiVersion', 'example.com/v1')), 'something other than'],
    ['null among the items', list(item, null), 'as item 2, something other than'],
    ['a text among the items', list('csr-a'), 'something other than'],
    ['no spec', list(change('spec', undefined)), 'a request without its parts'],
    ['a spec that is a list', list(change('spec', [])), 'a request without its parts'],
    ['a status that is a text', list(change('status', 'x')), 'a request without its parts'],
    ['a name that is a number', list(change('metadata.name', 7)), 'no text in metadata.name'],
    ['a name that is a list', list(change('metadata.name', ['a'])), 'no text in metadata.name'],
    ['a user that is a list', list(change('spec.username', ['system:node:worker-0'])), 'no text in spec.username'],
    ['a group that is a number', list(change('spec.groups', [1])), 'no text in spec.groups'],
    ['groups that are a text', list(change('spec.groups', 'system:nodes')), 'no list in spec.groups'],
    ['usages that are a mapping', list(change('spec.usages', {})), 'no list in spec.usages'],
    ['a request that is a mapping', list(change('spec.request', {})), 'no text in spec.request'],
    ['a signer that is true', list(change('spec.signerName', true)), 'no text in spec.signerName'],
    ['a lifetime that is a text', list(change('spec.expirationSeconds', '600')), 'no number in spec.expirationSeconds'],
    ['conditions that are a mapping', list(change('status.conditions', {})), 'no list in status.conditions'],
    ['a certificate that is a list', list(change('status.certificate', [])), 'no text in status.certificate'],
    ['a name twice', list(item, item), 'two requests of the name csr-a'],
    ['a key twice', JSON.stringify(item).replace('"username"', '"username":"admin","user\\u006eame"'), 'has the key'],
    [
      'a key twice far within',
      '{"kind":"List","items":[],"x":[[{"a":{"b":1,"c":"}","b":2}}]]}',
      'has the key "b" twice',
    ],
    ['brackets 100,000 deep', '['.repeat(100_000) + ']'.repeat(100_000), 'holds no CertificateSigningRequest'],
    ['a text of backslashes', JSON.stringify({ kind: '\\"'.repeat(200_000) }), 'holds no CertificateSigningRequest'],
    ['more than 16 MiB', ' '.repeat(17 * 1024 * 1024), 'more than 16777216 bytes'],
  ])('%s', (_, input, said) => {
    const { status, data, talk } = approve(input);
    expect({ status, data, lines: talk.trim().split('\n').length }).toEqual({ status: 2, data: '', lines: 1 });
    expect(talk).toContain('bootwright: standard input ');
    expect(talk).toContain(said);
  });

  it('and 16 MiB of it are read', () => {
    const padded = JSON.stringify(list(item)) + ' '.repeat(16 * 1024 * 1024 - 2000);
    expect(approve(padded)).toEqual({ status: 0, data: 'csr-a\n', talk: '' });
  });
});

describeWithOpenssl('requests that OpenSSL writes', () => {
  const requestOf = (subject: string, ...more: string[]): string => {
    const pki = openFolder();
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'key.pem'];
    const made = pki.run('req', '-new', ...key, '-subj', subject, ...more.flatMap((line) => ['-addext', line]));
    pki.remove();
    return made;
  };
  const subject = '/O=system:nodes/CN=system:node:worker-0';
  const own = 'subjectAltName=DNS:worker-0,IP:10.240.0.20';

  it('are a kubelet’s where they say the same', () => {
    expect(approve(list(object('csr-a', requestOf(subject, own))))).toMatchObject({ status: 0, data: 'csr-a\n' });
  });

  // The request that approve-serving.sh approved: OpenSSL prints the comment's line like a list of names.
  it.each([
    [
      subject,
      'extension',
      'subjectAltName=DNS:kubernetes.default.svc,IP:10.240.0.10',
      'nsComment=X509v3 Subject Alternative Name: DNS:worker-0',
    ],
    [subject, 'extension', own, 'basicConstraints=critical,CA:TRUE'],
    [subject, 'extension', own, 'extendedKeyUsage=clientAuth'],
    [subject, 'foreign-name', `${own},DNS:kubernetes.default.svc`],
    [subject, 'name-kind', `${own},email:a@example.com`],
    [subject, 'name-kind', `${own},URI:https://kubernetes`],
    ['/O=system:masters/CN=system:node:worker-0', 'other-subject', own],
  ])('%s is refused for %s: %s', (asked, reason, ...extensions) => {
    const { status, data } = approve(list(object('csr-a', requestOf(asked, ...extensions))), '--format', 'json');
    expect({
      status,
      reasons: JSON.parse(data).refused[0].reasons.map((each: { reason: string }) => each.reason),
    }).toEqual({
      status: 1,
      reasons: [reason],
    });
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

test('a pipe that comes in parts is read to its end', () => {
  writeFileSync(join(folder, 'list.json'), JSON.stringify(list(object('csr-a'))));
  const parts = '(head -c 100 list.json; sleep 1; tail -c +101 list.json)';
  const program = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
  const approving = `"${process.execPath}" "${program}" approve cluster.yaml`;
  expect(execFileSync('bash', ['-c', `${parts} | ${approving}`], { cwd: folder, encoding: 'utf8' })).toBe('csr-a\n');
});
