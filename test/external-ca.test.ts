import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { bootwright, ensureBuilt, workspace } from './cli-process.js';
import { installed, judged } from './judges/judge.js';
import { makeIntermediate, makeRoot } from './openssl-authority.js';
import { example, follow, pageText } from './pages.js';

beforeAll(ensureBuilt, 120_000);

const read = (...parts: string[]): string => readFileSync(join(...parts), 'utf8');

/** What a CA does with a request: copies what it asks for, unless it is told otherwise. */
interface Signing {
  readonly name: string;
  readonly extensions?: string;
  /** Beginning and end. */
  readonly dates?: readonly [string, string];
  readonly subject?: string;
  readonly signer?: string;
}

judged('OpenSSL', installed('openssl', 'version'), (openssl) => {
  let folder: string;
  const at = (...parts: string[]): string => join(folder, ...parts);
  const run = (...args: string[]): void => {
    const { status, stderr } = spawnSync(openssl, args, { cwd: at('ca'), encoding: 'utf8' });
    if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
  };
  /** `openssl x509` of 3.0 can't be told two dates; `openssl ca` can, and keeps a list of what it signed. */
  function signBetween(pair: string, [from, to]: readonly [string, string], answer: string): string {
    const settings = [
      'database = index',
      'new_certs_dir = .',
      'default_md = sha256',
      'policy = any',
      'copy_extensions = copy',
    ];
    writeFileSync(
      at('ca', 'ca.cnf'),
      `[ca]\ndefault_ca = own\n[own]\n${settings.join('\n')}\nunique_subject = no\nrand_serial = yes\n[any]\norganizationName = supplied\ncommonName = supplied\n`,
    );
    writeFileSync(at('ca', 'index'), '');
    const dates = ['-startdate', from, '-enddate', to];
    const signer = ['-cert', 'root.crt', '-keyfile', 'root.key', '-notext', '-batch', '-config', 'ca.cnf'];
    run('ca', ...signer, ...dates, '-in', at('pki', 'requests', `${pair}.csr`), '-out', answer);
    return answer;
  }

  /** Signs one request into the folder of answers; the file's name says nothing. */
  function sign(pair: string, signing: Signing): string {
    const answer = at('answers', `${signing.name}.crt`);
    mkdirSync(at('answers'), { recursive: true });
    const { extensions, dates, subject, signer = 'root' } = signing;
    if (dates !== undefined) return signBetween(pair, dates, answer);
    const given = extensions === undefined ? ['-copy_extensions', 'copy'] : ['-extfile', 'given.ext'];
    if (extensions !== undefined) writeFileSync(at('ca', 'given.ext'), extensions);
    const named = subject ? ['-subj', subject] : [];
    run(
      'x509',
      '-req',
      '-in',
      at('pki', 'requests', `${pair}.csr`),
      '-CA',
      `${signer}.crt`,
      '-CAkey',
      `${signer}.key`,
      ...given,
      ...named,
      '-days',
      '90',
      '-out',
      answer,
    );
    return answer;
  }

  const pairs = ['admin', 'kube-proxy', 'nodes/worker-0', 'nodes/worker-1', 'nodes/worker-2'];
  const signAll = (signer = 'root'): void =>
    pairs.forEach((pair, index) => {
      sign(pair, { name: `answer-${index}`, signer });
    });
  const request = () => bootwright(folder, ['pki', 'request', 'cluster.yaml']);
  const take = (from = 'answers') => bootwright(folder, ['pki', 'import', 'cluster.yaml', from]);
  const keysThere = (): string[] =>
    readdirSync(at('pki'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.pem'))
      .sort();

  beforeEach(() => {
    folder = workspace({ keys: false });
    mkdirSync(at('ca'));
    mkdirSync(at('pki'));
    makeRoot(run, 'root');
    cpSync(at('ca', 'root.crt'), at('pki', 'ca.pem'));
  });

  test('a CA whose key is elsewhere signs requests, and the documents hold what came back', () => {
    const asked = request();
    expect(asked).toMatchObject({ status: 0 });
    expect(asked.data).toContain('requests/nodes/worker-0.csr');
    expect(asked.data).toContain('O=system:nodes, CN=system:node:worker-0');
    for (const pair of pairs) run('req', '-verify', '-noout', '-in', at('pki', 'requests', `${pair}.csr`));
    signAll();
    // A second round of requests has the same keys: answers to the first are good.
    expect(request()).toMatchObject({ status: 0 });
    expect(take()).toMatchObject({ status: 0, talk: 'pki: 5 certificates taken, 0 requests left\n' });
    expect(keysThere()).toEqual(['ca.pem', ...pairs.flatMap((pair) => [`${pair}-key.pem`, `${pair}.pem`])].sort());
    for (const pair of pairs) run('verify', '-x509_strict', '-CAfile', 'root.crt', at('pki', `${pair}.pem`));
    expect(bootwright(folder, ['pki', 'list', 'cluster.yaml'])).toMatchObject({ status: 0, talk: '' });
    expect(bootwright(folder, ['render', 'cluster.yaml'])).toMatchObject({ status: 0 });
    expect(take()).toMatchObject({ status: 1 });
    // A renewal: the old pairs stay until the answers are there.
    const old = read(folder, 'pki', 'admin.pem');
    expect(bootwright(folder, ['pki', 'request', 'cluster.yaml', '--before', '91d'])).toMatchObject({ status: 0 });
    expect(read(folder, 'pki', 'admin.pem')).toBe(old);
    signAll();
    expect(take()).toMatchObject({ status: 0 });
    expect(read(folder, 'pki', 'admin.pem')).not.toBe(old);
    expect(bootwright(folder, ['pki', 'list', 'cluster.yaml'])).toMatchObject({ status: 0, talk: '' });
  }, 120_000);

  test('the commands of docs/credentials.md get the certificates of a CA elsewhere', () => {
    for (const file of ['root.crt', 'root.key']) cpSync(at('ca', file), at(file.replace('root', 'ca')));
    follow(folder, example('external CA', pageText('credentials')));
    expect(bootwright(folder, ['pki', 'list', 'cluster.yaml'])).toMatchObject({ status: 0, talk: '' });
  }, 120_000);

  test('answers of an intermediate CA are saved with the chain, from the same file or one beside them', () => {
    makeIntermediate(run, at('ca'), 'middle', 'root');
    request();
    signAll('middle');
    expect(take()).toMatchObject({ status: 1 });
    cpSync(at('ca', 'middle.crt'), at('answers', 'middle.crt'));
    expect(take()).toMatchObject({ status: 0 });
    for (const pair of pairs) {
      const file = at('pki', `${pair}.pem`);
      expect(read(file).match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
      run('verify', '-x509_strict', '-CAfile', 'root.crt', '-untrusted', file, file);
    }
    expect(bootwright(folder, ['render', 'cluster.yaml'])).toMatchObject({ status: 0 });
  }, 120_000);

  test('an answer that is not what was asked for is one error each, and nothing is written', () => {
    request();
    makeRoot(run, 'other');
    const names = 'subjectAltName=DNS:worker-0,IP:10.240.0.20\n';
    const both = 'extendedKeyUsage=clientAuth,serverAuth\n';
    const wrong: readonly (readonly [string, Omit<Signing, 'name'>])[] = [
      ['has CN "system:node:worker-9"', { subject: '/O=system:nodes/CN=system:node:worker-9' }],
      [
        'has groups that were not requested: O=system:masters',
        { subject: '/O=system:nodes/O=system:masters/CN=system:node:worker-0' },
      ],
      ['is not valid for 10.240.0.20', { extensions: `subjectAltName=DNS:worker-0\n${both}` }],
      ['cannot be used as client', { extensions: `${names}extendedKeyUsage=serverAuth\n` }],
      ["is a CA's", { extensions: `${names}${both}basicConstraints=critical,CA:true\n` }],
      ['was not signed by ca.pem', { signer: 'other' }],
      ['expired on', { dates: ['20240101000000Z', '20250101000000Z'] }],
      ['before it becomes valid', { dates: ['20270101000000Z', '20260101000000Z'] }],
    ];
    const before = keysThere();
    for (const [words, signing] of wrong) {
      rmSync(at('answers'), { recursive: true, force: true });
      sign('admin', { name: 'good' });
      sign('nodes/worker-0', { name: 'bad', ...signing });
      const { status, talk } = take();
      expect({ words, status }).toEqual({ words, status: 1 });
      expect(talk.match(/^error: /gm)).toHaveLength(1);
      expect(talk).toContain(words);
      expect(talk).toContain('answers/bad.crt');
      expect(talk).toContain('nothing was taken');
      expect(keysThere()).toEqual(before);
    }
    // Another key.
    rmSync(at('answers'), { recursive: true, force: true });
    const answer = sign('nodes/worker-0', { name: 'stale' });
    rmSync(at('pki', 'requests', 'nodes'), { recursive: true });
    request();
    expect(take(answer).talk).toContain(
      '(O=system:nodes, CN=system:node:worker-0) has a key that none of the requests is for',
    );
    writeFileSync(answer, 'no certificate');
    expect(take(answer)).toMatchObject({ status: 1 });
    expect(take('nowhere')).toMatchObject({ status: 2 });
    rmSync(at('pki', 'ca.pem'));
    sign('nodes/worker-0', { name: 'stale' });
    expect(take().status).toBe(1);
    expect(existsSync(at('pki', 'nodes'))).toBe(false);
  }, 120_000);
});
