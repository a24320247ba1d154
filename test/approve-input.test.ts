import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { approve, folder, list, object } from './approve-command.js';
import { ensureBuilt } from './cli-process.js';
import { describeWithOpenssl, openFolder } from './pki-openssl.js';

beforeAll(ensureBuilt, 120_000);

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

test('a pipe that comes in parts is read to its end', () => {
  writeFileSync(join(folder, 'list.json'), JSON.stringify(list(object('csr-a'))));
  const parts = '(head -c 100 list.json; sleep 1; tail -c +101 list.json)';
  const program = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
  const approving = `"${process.execPath}" "${program}" approve cluster.yaml`;
  expect(execFileSync('bash', ['-c', `${parts} | ${approving}`], { cwd: folder, encoding: 'utf8' })).toBe('csr-a\n');
});
