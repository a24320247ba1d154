import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { beforeAll, expect, test } from 'vitest';
import { bootwright, edit, ensureBuilt, workspace } from './cli-process.js';
import { installed, judged } from './judges/judge.js';
import { emptyFolder, example, pageText } from './pages.js';

beforeAll(ensureBuilt, 120_000);

const read = (...parts: string[]): string => readFileSync(join(...parts), 'utf8');
const armor = /^-----BEGIN AGE ENCRYPTED FILE-----\n/;
const textsIn = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => statSync(join(folder, file)).isFile())
      .map((file) => [file, read(folder, file)]),
  );
const keysIn = (folder: string): string[] => [...textsIn(folder).keys()].filter((file) => file.endsWith('-key.pem'));

/** A workspace whose keys are to be encrypted to one identity. */
async function sealed(): Promise<{ folder: string; identity: string; recipient: string }> {
  const folder = workspace({ keys: false });
  const identity = await generateIdentity();
  const recipient = await identityToRecipient(identity);
  writeFileSync(join(folder, 'key.txt'), `# a comment\n${identity}\n`);
  const seal = bootwright(folder, ['pki', 'seal', 'cluster.yaml', '--recipient', recipient]);
  expect(seal).toMatchObject({ status: 0, data: '' });
  expect(bootwright(folder, ['pki', 'issue', 'cluster.yaml'])).toMatchObject({ status: 0 });
  return { folder, identity, recipient };
}

const render = (folder: string, env: Readonly<Record<string, string>> = {}, ...more: string[]) =>
  bootwright(folder, ['render', 'cluster.yaml', ...more], '', env);

test('no key lies in clear, and documents hold what was encrypted', async () => {
  const { folder, identity } = await sealed();
  const pki = join(folder, 'pki');
  expect(keysIn(pki)).toHaveLength(6);
  for (const file of keysIn(pki)) expect(read(pki, file)).toMatch(armor);
  for (const text of textsIn(pki).values()) expect(text).not.toContain('PRIVATE KEY-----');
  for (const run of [render(folder, {}, '--identity', 'key.txt'), render(folder, { BOOTWRIGHT_IDENTITY: identity })])
    expect(run).toMatchObject({ status: 0 });
  expect(read(folder, 'out', 'current-containerd', 'worker-0.cloud-config.yaml')).toContain('PRIVATE KEY-----');
  expect(bootwright(folder, ['pki', 'issue', 'cluster.yaml', '--identity', 'key.txt']).talk).toContain(
    '0 certificates made, 5 kept',
  );
});

test('every command of pki goes on encrypting', async () => {
  const { folder } = await sealed();
  const pki = join(folder, 'pki');
  const before = textsIn(pki);
  const run = (...words: string[]) => bootwright(folder, ['pki', ...words, '--identity', 'key.txt']);
  expect(run('renew', 'cluster.yaml', '--all')).toMatchObject({ status: 0 });
  for (const file of keysIn(pki)) expect(read(pki, file)).toMatch(armor);
  expect(read(pki, 'admin-key.pem')).not.toBe(before.get('admin-key.pem'));
  edit(join(folder, 'cluster.yaml'), 'name: worker-0', 'name: worker-9');
  expect(run('request', 'cluster.yaml')).toMatchObject({ status: 0 });
  expect(read(pki, 'requests', 'nodes', 'worker-9-key.pem')).toMatch(armor);
  edit(join(folder, 'cluster.yaml'), 'spec:\n', 'spec:\n  credentials: {type: bootstrapToken}\n');
  expect(run('issue', 'cluster.yaml')).toMatchObject({ status: 0 });
  expect(read(pki, 'bootstrap-token')).toMatch(armor);
});

test.each([
  ['nothing', [], {}, 'no identity was given'],
  ['another identity', ['--identity', 'other.txt'], {}, 'no identity that was given opens it'],
  ['a recipient', [], { BOOTWRIGHT_IDENTITY: 'age1notanidentity' }, 'holds neither an age identity'],
] as const)('%s opens nothing: one error, and nothing is written', async (_, words, env, reason) => {
  const { folder } = await sealed();
  writeFileSync(join(folder, 'other.txt'), `${await generateIdentity()}\n`);
  const before = textsIn(folder);
  for (const command of [['render'], ['pki', 'issue'], ['pki', 'renew'], ['pki', 'request']]) {
    const { status, data, talk } = bootwright(folder, [...command, 'cluster.yaml', ...words], '', env);
    expect({ command, status, data }).toEqual({ command, status: 1, data: '' });
    expect(talk).toContain(reason);
    expect(talk.match(/ error: /g)).toHaveLength(1);
  }
  expect(textsIn(folder)).toEqual(before);
});

test('pki list says ends without an identity, and compares keys with one', async () => {
  const { folder } = await sealed();
  const list = (...words: string[]) => bootwright(folder, ['pki', 'list', 'cluster.yaml', ...words]);
  const closed = list();
  expect(closed.status).toBe(0);
  expect(closed.talk).toContain('was not compared with its certificate');
  expect(list('--identity', 'key.txt')).toMatchObject({ status: 0, talk: '' });
  writeFileSync(join(folder, 'other.txt'), `${await generateIdentity()}\n`);
  expect(list('--identity', 'other.txt').status).toBe(1);
});

test('a folder that was in clear is encrypted, and anew for one recipient more', async () => {
  const folder = workspace({ keys: true });
  const [one, other] = [await generateIdentity(), await generateIdentity()];
  const seal = async (identity: string, env = {}) =>
    bootwright(folder, ['pki', 'seal', 'cluster.yaml', '--recipient', await identityToRecipient(identity)], '', env);
  expect(await seal(one)).toMatchObject({ status: 0, talk: expect.stringContaining('6 secrets encrypted to 1 recip') });
  expect(render(folder, { BOOTWRIGHT_IDENTITY: one }).status).toBe(0);
  expect(render(folder, { BOOTWRIGHT_IDENTITY: other }).status).toBe(1);
  const again = await seal(other, { BOOTWRIGHT_IDENTITY: one });
  expect(again).toMatchObject({ status: 0, talk: expect.stringContaining('6 secrets encrypted to 2 recip') });
  for (const identity of [one, other]) expect(render(folder, { BOOTWRIGHT_IDENTITY: identity }).status).toBe(0);
});

test('what lies in clear beside recipients is encrypted by the next command', async () => {
  const { folder } = await sealed();
  const pki = join(folder, 'pki');
  const fixture = workspace({ keys: true });
  for (const file of keysIn(join(fixture, 'pki')))
    for (const half of [file, file.replace('-key.pem', '.pem')]) cpSync(join(fixture, 'pki', half), join(pki, half));
  const { status, talk } = bootwright(folder, ['pki', 'issue', 'cluster.yaml', '--identity', 'key.txt']);
  expect({ status, sealed: talk.includes('6 secrets encrypted to 1 recipient') }).toEqual({ status: 0, sealed: true });
  for (const file of keysIn(pki)) expect(read(pki, file)).toMatch(armor);
});

test('a line that is no recipient is not repeated, and nothing is written', async () => {
  const folder = workspace({ keys: true });
  const secret = await generateIdentity();
  const before = textsIn(folder);
  const given = bootwright(folder, ['pki', 'seal', 'cluster.yaml', '--recipient', secret]);
  expect(given.status).toBe(2);
  const nobody = bootwright(folder, ['pki', 'seal', 'cluster.yaml']);
  expect(nobody.status).toBe(2);
  expect(textsIn(folder)).toEqual(before);
  writeFileSync(join(folder, 'pki', 'recipients'), `# mine\n${secret}\n`);
  const file = bootwright(folder, ['pki', 'issue', 'cluster.yaml']);
  expect(file).toMatchObject({ status: 1, talk: expect.stringContaining('has none in line 2') });
  for (const { talk } of [given, nobody, file]) expect(talk).not.toContain(secret);
});

judged('git', installed('git', '--version'), (git) => {
  test('takes an encrypted folder whole, and of one in clear nothing', async () => {
    const staged = (folder: string): string => {
      const run = (...words: string[]) => spawnSync(git, words, { cwd: folder, encoding: 'utf8' });
      run('init', '--quiet');
      run('add', '--all', 'pki');
      return run('ls-files').stdout;
    };
    expect(staged((await sealed()).folder)).toContain('pki/ca-key.pem');
    const clear = workspace({ keys: false });
    bootwright(clear, ['pki', 'issue', 'cluster.yaml']);
    expect(staged(clear)).toBe('');
  });
});

judged(
  'ssh-keygen',
  installed('ssh-keygen', '-?') ?? (existsSync('/usr/bin/ssh-keygen') ? 'ssh-keygen' : undefined),
  (keygen) => {
    const kinds = [
      ['ed25519', []],
      ['rsa', ['-b', '2048']],
      ['rsa as PEM', ['-b', '2048', '-m', 'PEM']],
    ] as const;
    const make = (folder: string, kind: string, more: readonly string[], passphrase = ''): void => {
      const words = ['-q', '-t', kind.split(' ')[0] ?? '', ...more, '-N', passphrase, '-f', join(folder, 'id')];
      expect(spawnSync(keygen, words, { encoding: 'utf8' }).status).toBe(0);
    };

    test.each(kinds)('an ssh key opens what was encrypted to it: %s', (kind, more) => {
      const folder = workspace({ keys: true });
      make(folder, kind, more);
      const recipient = read(folder, 'id.pub').trim();
      expect(bootwright(folder, ['pki', 'seal', 'cluster.yaml', '--recipient', recipient]).status).toBe(0);
      expect(render(folder, {}, '--identity', 'id')).toMatchObject({ status: 0 });
      expect(render(folder, { BOOTWRIGHT_IDENTITY: read(folder, 'id') })).toMatchObject({ status: 0 });
    });

    test.each([
      ['under a passphrase', 'ed25519', 'secret', 'under a passphrase'],
      ['of another kind', 'ecdsa', '', 'age takes ssh-ed25519 and ssh-rsa'],
    ])('an ssh key %s is an error that says so', async (_, kind, passphrase, reason) => {
      const { folder } = await sealed();
      make(folder, kind, [], passphrase);
      expect(render(folder, {}, '--identity', 'id')).toMatchObject({
        status: 1,
        talk: expect.stringContaining(reason),
      });
    });
  },
);

judged('age', installed('age', '--version'), (age) => {
  const run = (folder: string, words: readonly string[], input = ''): string => {
    const { status, stdout, stderr } = spawnSync(age, words, { cwd: folder, input, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return stdout;
  };

  test('opens what is encrypted here, and encrypts what is opened here', async () => {
    const { folder } = await sealed();
    const words = ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, 'id')];
    spawnSync('ssh-keygen', words);
    spawnSync('ssh-keygen', ['-q', '-t', 'rsa', '-N', '', '-f', join(folder, 'rsa')]);
    const added = ['id.pub', 'rsa.pub'].flatMap((file) => ['--recipient', read(folder, file).trim()]);
    const seal = bootwright(folder, ['pki', 'seal', 'cluster.yaml', ...added, '--identity', 'key.txt']);
    expect(seal).toMatchObject({ status: 0 });
    for (const identity of ['key.txt', 'id', 'rsa'])
      for (const file of keysIn(join(folder, 'pki')))
        expect(run(folder, ['-d', '-i', identity, join('pki', file)])).toContain('PRIVATE KEY-----');
    // The other way round: age's own files, to each recipient alone.
    const clear = run(folder, ['-d', '-i', 'key.txt', 'pki/admin-key.pem']);
    const recipients = [
      read(folder, 'pki', 'recipients').split('\n')[0] ?? '',
      read(folder, 'id.pub').trim(),
      read(folder, 'rsa.pub').trim(),
    ];
    for (const [index, recipient] of recipients.entries()) {
      writeFileSync(join(folder, 'pki', 'admin-key.pem'), run(folder, ['-a', '-r', recipient], clear));
      const identities = ['key.txt', ['key.txt', 'id', 'rsa'][index] ?? ''];
      const given = identities.flatMap((file) => ['--identity', file]);
      expect(render(folder, {}, ...given)).toMatchObject({ status: 0 });
      expect(read(folder, 'out', 'current-containerd', 'cluster', 'admin.kubeconfig')).toContain(
        Buffer.from(clear).toString('base64').slice(0, 40),
      );
    }
    // Bytes are no text: said so, with the way out.
    const bytes = spawnSync(age, ['-r', recipients[0] ?? ''], { cwd: folder, input: clear });
    writeFileSync(join(folder, 'pki', 'admin-key.pem'), bytes.stdout);
    expect(render(folder, {}, '--identity', 'key.txt')).toMatchObject({
      status: 1,
      talk: expect.stringContaining('age --armor'),
    });
  });
});

judged('OpenSSL', installed('openssl', 'version'), (openssl) => {
  const under = (folder: string, file: string, ...how: string[]): void => {
    const path = join(folder, 'pki', file);
    const words = ['pkey', ...how, '-passout', 'pass:correct horse', '-in', path, '-out', `${path}.new`];
    expect(spawnSync(openssl, words).status).toBe(0);
    writeFileSync(path, read(`${path}.new`));
  };

  test('keys under a passphrase sign and are rendered, and a wrong or missing one is one error', () => {
    const folder = workspace({ keys: true });
    for (const file of ['ca-key.pem', 'nodes/worker-0-key.pem']) under(folder, file, '-aes256');
    under(folder, 'kube-proxy-key.pem', '-aes128', '-traditional');
    const env = { BOOTWRIGHT_PASSPHRASE: 'correct horse' };
    edit(join(folder, 'cluster.yaml'), 'name: worker-2', 'name: worker-9');
    expect(bootwright(folder, ['pki', 'issue', 'cluster.yaml'], '', env)).toMatchObject({ status: 0 });
    const encrypted = read(folder, 'pki', 'nodes', 'worker-0-key.pem');
    expect(encrypted).toContain('BEGIN ENCRYPTED PRIVATE KEY');
    expect(render(folder, env)).toMatchObject({ status: 0 });
    const document = read(folder, 'out', 'current-containerd', 'worker-0.cloud-config.yaml');
    expect(document).toContain('PRIVATE KEY-----');
    expect(document).not.toContain('ENCRYPTED');
    for (const [given, reason] of [
      [{}, 'none was given'],
      [{ BOOTWRIGHT_PASSPHRASE: 'wrong' }, 'is not the right one'],
    ] as const) {
      const { status, talk } = render(folder, given);
      expect({ status, errors: talk.match(/ error: /g)?.length }).toEqual({ status: 1, errors: 1 });
      expect(talk).toContain(reason);
    }
    expect(read(folder, 'pki', 'nodes', 'worker-0-key.pem')).toBe(encrypted);
  });
});

test("docs/credentials.md's commands for keys at rest work", async () => {
  const folder = workspace({ keys: false });
  const identity = await generateIdentity();
  writeFileSync(join(folder, 'key.txt'), `${identity}\n`);
  mkdirSync(join(folder, '.ssh'));
  const home = emptyFolder();
  mkdirSync(join(home, '.ssh'));
  spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, '.ssh', 'id_ed25519')]);
  const recipient = await identityToRecipient(identity);
  // age-keygen is not on every machine: what it prints stands in for it.
  const commands = example('keys at rest', pageText('credentials')).replace('$(age-keygen -y key.txt)', recipient);
  for (const line of commands.trim().split('\n')) {
    const shell = `bootwright() { '${process.execPath}' '${join(process.cwd(), 'dist/cli.js')}' "$@"; }\n${line}`;
    const env = { PATH: process.env.PATH ?? '', HOME: folder };
    const run = spawnSync('bash', ['-c', shell], { cwd: folder, env, encoding: 'utf8' });
    expect({ line, status: run.status, stderr: run.status === 0 ? '' : run.stderr }).toEqual({
      line,
      status: 0,
      stderr: '',
    });
  }
});
