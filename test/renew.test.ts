import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { bootwright, edit, ensureBuilt, workspace } from './cli-process.js';
import { installed, judged } from './judges/judge.js';
import { makeIntermediate, makeRoot } from './openssl-authority.js';
import { example, follow, pageText } from './pages.js';

beforeAll(ensureBuilt, 120_000);

const read = (...parts: string[]): string => readFileSync(join(...parts), 'utf8');
const pairs = ['admin', 'kube-proxy', 'nodes/worker-0', 'nodes/worker-1', 'nodes/worker-2'];
const filesOf = (pair: string): readonly string[] => [`${pair}.pem`, `${pair}-key.pem`];
const textsIn = (folder: string): string[] => pairs.flatMap(filesOf).map((file) => read(folder, 'pki', file));
const unfinished = (folder: string): string[] =>
  readdirSync(join(folder, 'pki'), { recursive: true, encoding: 'utf8' }).filter((file) => /replaced|tmp/.test(file));

/** A workspace whose certificates end in ten days, and a spec that would now give them a year. */
function ending(): string {
  const folder = workspace({ keys: false });
  edit(join(folder, 'cluster.yaml'), 'spec:\n', 'spec:\n  credentials: {days: 10}\n');
  expect(bootwright(folder, ['pki', 'issue', 'cluster.yaml']).status).toBe(0);
  edit(join(folder, 'cluster.yaml'), '{days: 10}', '{days: 365}');
  return folder;
}

test('pki renew makes new pairs for what ends soon, in one run, and leaves what does not', () => {
  const folder = ending();
  const [before, ca] = [textsIn(folder), read(folder, 'pki', 'ca.pem')];
  const list = (...more: string[]) => bootwright(folder, ['pki', 'list', 'cluster.yaml', ...more]);
  expect(list().status).toBe(0);
  expect(list('--before', '9d').status).toBe(0);
  const soon = list('--before', '30d');
  expect(soon.status).toBe(1);
  expect(soon.talk).toContain('5 certificates of 6 end before');
  expect(bootwright(folder, ['pki', 'renew', 'cluster.yaml', '--before', '200h'])).toMatchObject({ status: 0 });
  expect(textsIn(folder)).toEqual(before);
  const renewed = bootwright(folder, ['pki', 'renew', 'cluster.yaml']);
  expect(renewed.talk).toBe(
    'pki: 5 certificates renewed, 0 kept\nrender next: machines keep the old ones until they get a new document\n',
  );
  expect(renewed.status).toBe(0);
  for (const [index, text] of textsIn(folder).entries()) expect(text).not.toBe(before[index]);
  expect({ ca: read(folder, 'pki', 'ca.pem'), left: unfinished(folder) }).toEqual({ ca, left: [] });
  expect(list('--before', '30d')).toMatchObject({ status: 0, talk: '' });
  expect(bootwright(folder, ['render', 'cluster.yaml'])).toMatchObject({ status: 0 });
  expect(bootwright(folder, ['pki', 'renew', 'cluster.yaml']).talk).toBe('pki: 0 certificates renewed, 5 kept\n');
});

test('the commands of docs/credentials.md find what ends, renew it and render it', () => {
  const folder = ending();
  const [list = '', ...rest] = example('renewal', pageText('credentials')).trim().split('\n');
  expect(follow(folder, `! ${list}`)).toContain('5 certificates of 6 end before');
  expect(follow(folder, rest.join('\n'))).toContain('5 certificates renewed');
  follow(folder, list);
});

test('the list says serial, issuer, beginning and end as OpenSSL does', () => {
  const folder = workspace({ keys: true });
  const rows = JSON.parse(bootwright(folder, ['pki', 'list', 'cluster.yaml', '--format', 'json']).data);
  for (const { file, serial, validFrom, validUntil } of rows) {
    const certificate = new X509Certificate(read(folder, 'pki', file));
    expect(serial).toBe(certificate.serialNumber.toLowerCase());
    expect(new Date(validFrom)).toEqual(new Date(certificate.validFrom));
    expect(new Date(validUntil)).toEqual(new Date(certificate.validTo));
  }
  const { data } = bootwright(folder, ['pki', 'list', 'cluster.yaml']);
  for (const { serial } of rows) expect(data).toContain(serial);
});

test('a pair that was half replaced by a killed run is the old one again', () => {
  const folder = ending();
  const before = textsIn(folder);
  const at = (file: string): string => join(folder, 'pki', file);
  for (const file of filesOf('nodes/worker-0')) copyFileSync(at(file), `${at(file)}.replaced`);
  copyFileSync(at('nodes/worker-1-key.pem'), at('nodes/worker-0-key.pem'));
  // The copy of its key alone: it was killed before anything was replaced.
  copyFileSync(at('admin-key.pem'), at('kube-proxy-key.pem.replaced'));
  const { status, talk } = bootwright(folder, ['pki', 'issue', 'cluster.yaml']);
  expect({ status, made: talk.includes('0 certificates made, 5 kept') }).toEqual({ status: 0, made: true });
  expect({ texts: textsIn(folder), left: unfinished(folder) }).toEqual({ texts: before, left: [] });
});

test.each([
  ['--before', 'soon'],
  ['--before', '30'],
])('%s %s is wrong usage, and nothing is renewed', (...words) => {
  const folder = ending();
  const before = textsIn(folder);
  for (const command of ['renew', 'list']) {
    const run = bootwright(folder, ['pki', command, 'cluster.yaml', ...words]);
    expect(run).toMatchObject({ status: 2, data: '' });
    expect(run.talk).toContain('for example 30d or 12h');
  }
  expect(textsIn(folder)).toEqual(before);
});

judged('OpenSSL', installed('openssl', 'version'), (openssl) => {
  const run = (folder: string, ...args: string[]): string => {
    const { status, stdout, stderr } = spawnSync(openssl, args, { cwd: join(folder, 'pki'), encoding: 'utf8' });
    if (status !== 0) throw new Error(`${args.join(' ')}: ${stdout}${stderr}`);
    return stdout;
  };
  const runIn =
    (folder: string) =>
    (...args: string[]): string =>
      run(folder, ...args);

  function root(folder: string, name: string): void {
    mkdirSync(join(folder, 'pki'), { recursive: true });
    makeRoot(runIn(folder), name);
  }

  const intermediate = (folder: string, name: string, signer: string): void =>
    makeIntermediate(runIn(folder), join(folder, 'pki'), name, signer);

  const bundle = (folder: string, ...names: string[]): void =>
    writeFileSync(join(folder, 'pki', 'ca.pem'), names.map((name) => read(folder, 'pki', `${name}.crt`)).join(''));

  test('under an intermediate CA each leaf brings the chain, and needs the root alone to be believed', () => {
    const folder = workspace({ keys: false });
    root(folder, 'root');
    intermediate(folder, 'middle', 'root');
    intermediate(folder, 'low', 'middle');
    bundle(folder, 'low', 'middle', 'root');
    copyFileSync(join(folder, 'pki', 'low.key'), join(folder, 'pki', 'ca-key.pem'));
    expect(bootwright(folder, ['pki', 'issue', 'cluster.yaml'])).toMatchObject({ status: 0 });
    for (const pair of pairs) {
      expect(read(folder, 'pki', `${pair}.pem`).match(/BEGIN CERTIFICATE/g)).toHaveLength(3);
      const [purpose] = pair.startsWith('nodes/') ? ['sslserver'] : ['sslclient'];
      const file = `${pair}.pem`;
      run(folder, 'verify', '-x509_strict', '-purpose', purpose ?? '', '-CAfile', 'root.crt', '-untrusted', file, file);
    }
    // What the machines are to believe may be the root alone, and the key of the CA may have left.
    bundle(folder, 'root');
    writeFileSync(join(folder, 'pki', 'ca-key.pem'), read(folder, 'pki', 'root.key'));
    expect(bootwright(folder, ['pki', 'list', 'cluster.yaml'])).toMatchObject({ status: 0, talk: '' });
    expect(bootwright(folder, ['render', 'cluster.yaml'])).toMatchObject({ status: 0 });
    // A chain that does not reach.
    const leaf = read(folder, 'pki', 'nodes', 'worker-0.pem');
    const [first = '', , third = ''] = leaf.split(/(?<=-----END CERTIFICATE-----\n)/);
    writeFileSync(join(folder, 'pki', 'nodes', 'worker-0.pem'), first + third);
    for (const args of [['pki', 'list'], ['render']]) {
      const { status, talk } = bootwright(folder, [...args, 'cluster.yaml']);
      expect({ args, status }).toEqual({ args, status: 1 });
      expect(talk).toContain('was not signed by');
    }
  });

  test('a CA is changed by a bundle: old and new leaves hold, and renew --all signs with the new one', () => {
    const folder = workspace({ keys: false });
    root(folder, 'old');
    root(folder, 'new');
    bundle(folder, 'old');
    copyFileSync(join(folder, 'pki', 'old.key'), join(folder, 'pki', 'ca-key.pem'));
    expect(bootwright(folder, ['pki', 'issue', 'cluster.yaml'])).toMatchObject({ status: 0 });
    bundle(folder, 'new', 'old');
    copyFileSync(join(folder, 'pki', 'new.key'), join(folder, 'pki', 'ca-key.pem'));
    expect(bootwright(folder, ['pki', 'list', 'cluster.yaml'])).toMatchObject({ status: 0, talk: '' });
    expect(bootwright(folder, ['pki', 'renew', 'cluster.yaml', '--all']).talk).toContain('5 certificates renewed');
    for (const pair of pairs) run(folder, 'verify', '-x509_strict', '-CAfile', 'new.crt', `${pair}.pem`);
    bundle(folder, 'new');
    expect(bootwright(folder, ['render', 'cluster.yaml'])).toMatchObject({ status: 0 });
  });

  test('the commands of docs/credentials.md change the CA without a certificate that nobody believes', () => {
    const folder = workspace({ keys: false });
    expect(bootwright(folder, ['pki', 'issue', 'cluster.yaml']).status).toBe(0);
    const old = read(folder, 'pki', 'ca.pem');
    const page = pageText('credentials');
    for (const step of ['new CA', 'new leaves', 'old CA gone']) {
      follow(folder, example(step, page));
      expect(bootwright(folder, ['pki', 'list', 'cluster.yaml'])).toMatchObject({ status: 0, talk: '' });
      const believed = read(folder, 'pki', 'ca.pem');
      expect(believed.includes(old)).toBe(step !== 'old CA gone');
    }
    expect(read(folder, 'pki', 'ca.pem')).toBe(read(folder, 'new-ca', 'ca.pem'));
    for (const pair of pairs) run(folder, 'verify', '-x509_strict', '-CAfile', 'ca.pem', `${pair}.pem`);
  });

  test('without the key of the CA nothing is renewed, and the reason is told', () => {
    const folder = ending();
    const before = textsIn(folder);
    run(folder, 'version');
    writeFileSync(join(folder, 'kept.pem'), read(folder, 'pki', 'ca-key.pem'));
    spawnSync('rm', [join(folder, 'pki', 'ca-key.pem')]);
    const { status, talk } = bootwright(folder, ['pki', 'renew', 'cluster.yaml']);
    expect(status).toBe(1);
    expect(talk).toContain('pki/ca-key.pem is needed to sign');
    expect(textsIn(folder)).toEqual(before);
  });
});
