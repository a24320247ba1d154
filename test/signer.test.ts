import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { bootwright, ensureBuilt, workspace } from './cli-process.js';
import { cached, installed, judged } from './judges/judge.js';
import { makeIntermediate, makeRoot } from './openssl-authority.js';
import { example, pageText } from './pages.js';

beforeAll(ensureBuilt, 120_000);

const pairs = ['admin', 'kube-proxy', 'nodes/worker-0', 'nodes/worker-1', 'nodes/worker-2'];

/** A workspace whose CA is OpenSSL's, in `ca/`, and whose spec has this program sign. */
function signedBy(openssl: string, command: readonly string[], seconds = 60) {
  const folder = workspace({ keys: false });
  const at = (...parts: string[]): string => join(folder, ...parts);
  const run = (...args: string[]): void => {
    const { status, stderr } = spawnSync(openssl, args, { cwd: at('ca'), encoding: 'utf8' });
    if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
  };
  mkdirSync(at('ca'));
  mkdirSync(at('pki'));
  makeRoot(run, 'root');
  cpSync(at('ca', 'root.crt'), at('pki', 'ca.pem'));
  const spec = readFileSync(at('cluster.yaml'), 'utf8');
  const signer = JSON.stringify({ command, seconds });
  writeFileSync(at('cluster.yaml'), spec.replace('spec:\n', `spec:\n  credentials: {signer: ${signer}}\n`));
  const issue = () => bootwright(folder, ['pki', 'issue', 'cluster.yaml']);
  return { folder, at, run, issue };
}

judged('OpenSSL', installed('openssl', 'version'), (openssl) => {
  const sign = (more = ''): string[] => [
    'sh',
    '-c',
    `openssl x509 -req -copy_extensions copy -CA ca/root.crt -CAkey ca/root.key -days 400 ${more}`,
  ];

  test('a program of one’s own signs, and the documents hold what it wrote', () => {
    const { folder, at, run, issue } = signedBy(openssl, sign());
    const made = issue();
    expect(made).toMatchObject({ status: 0 });
    for (const pair of pairs) run('verify', '-x509_strict', '-CAfile', 'root.crt', at('pki', `${pair}.pem`));
    expect(existsSync(at('pki', 'ca-key.pem'))).toBe(false);
    expect(bootwright(folder, ['pki', 'list', 'cluster.yaml'])).toMatchObject({ status: 0, talk: '' });
    expect(bootwright(folder, ['render', 'cluster.yaml'])).toMatchObject({ status: 0 });
    const old = readFileSync(at('pki', 'admin.pem'), 'utf8');
    expect(bootwright(folder, ['pki', 'renew', 'cluster.yaml', '--all'])).toMatchObject({ status: 0 });
    expect(readFileSync(at('pki', 'admin.pem'), 'utf8')).not.toBe(old);
  }, 120_000);

  test('a chain in the answer is saved behind the certificate', () => {
    const command =
      'openssl x509 -req -copy_extensions copy -CA ca/middle.crt -CAkey ca/middle.key -days 400 && cat ca/middle.crt';
    const { at, run, issue } = signedBy(openssl, ['sh', '-c', command]);
    makeIntermediate(run, at('ca'), 'middle', 'root');
    expect(issue()).toMatchObject({ status: 0 });
    const file = at('pki', 'nodes', 'worker-0.pem');
    expect(readFileSync(file, 'utf8').match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    run('verify', '-x509_strict', '-CAfile', 'root.crt', '-untrusted', file, file);
  }, 120_000);

  const other = 'openssl req -x509 -newkey rsa:2048 -nodes -keyout /dev/null -subj /CN=other -days 3 2>/dev/null';
  const wrong: readonly (readonly [string, readonly string[], number?])[] = [
    ['cannot be run: spawn ./no-such-program', ['./no-such-program']],
    ['ended with exit status 7\n  the vault is sealed', ['sh', '-c', 'echo the vault is sealed >&2; exit 7']],
    ['gave no answer within 1 seconds', ['sh', '-c', 'sleep 30 & wait'], 1],
    ['wrote more than 256 KiB', ['sh', '-c', 'head -c 1000000 /dev/zero; sleep 30']],
    ['wrote no PEM certificate', ['cat']],
    ['has another key than the request', ['sh', '-c', other]],
    ['gave a certificate that has CN "system:node:worker-9"', sign('-subj /O=system:masters/CN=system:node:worker-9')],
  ];
  for (const [words, command, seconds] of wrong)
    test(`nothing is written where the program ${words.split('\n')[0]}`, () => {
      const { at, issue } = signedBy(openssl, command, seconds);
      const { status, talk } = issue();
      expect({ status, errors: talk.match(/^error: /gm)?.length }).toEqual({ status: 1, errors: 1 });
      expect(talk).toContain(words);
      expect(talk).toContain('nothing was written');
      for (const pair of pairs) expect(existsSync(at('pki', `${pair}-key.pem`))).toBe(false);
    }, 60_000);

  test('nothing is written where another CA answers, or none is there to hold the answer against', () => {
    const { at, run, issue } = signedBy(openssl, sign());
    makeRoot(run, 'other');
    cpSync(at('ca', 'other.crt'), at('pki', 'ca.pem'));
    expect(issue()).toMatchObject({ status: 1, talk: expect.stringContaining('was not signed by ca.pem') });
    rmSync(at('pki', 'ca.pem'));
    const { status, talk } = issue();
    expect({ status, talk }).toEqual({
      status: 1,
      talk: expect.stringContaining('credentials.signer signs with a CA'),
    });
    expect(existsSync(at('pki', 'ca.pem'))).toBe(false);
    expect(existsSync(at('pki', 'admin-key.pem'))).toBe(false);
  }, 60_000);

  judged('cfssl', cached(/^cfssl-/, 'cfssl'), (cfssl) => {
    test('cfssl signs as docs/credentials.md has it', () => {
      const { folder, at, run } = signedBy(openssl, ['./sign.sh']);
      for (const part of ['ca.crt', 'ca.key']) cpSync(at('ca', part.replace('ca.', 'root.')), at(part));
      const page = pageText('credentials');
      writeFileSync(at('profiles.json'), example('cfssl profiles', page));
      writeFileSync(at('sign.sh'), example('cfssl', page));
      chmodSync(at('sign.sh'), 0o755);
      const path = `${cfssl.replace(/\/cfssl$/, '')}:${process.env.PATH}`;
      const issued = bootwright(folder, ['pki', 'issue', 'cluster.yaml'], '', { PATH: path });
      expect(issued, issued.talk).toMatchObject({ status: 0 });
      for (const pair of pairs) run('verify', '-x509_strict', '-CAfile', 'root.crt', at('pki', `${pair}.pem`));
      expect(bootwright(folder, ['render', 'cluster.yaml'])).toMatchObject({ status: 0 });
    }, 120_000);
  });
});
