import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { beforeAll, expect, test } from 'vitest';
import { bootwright, edit, ensureBuilt, workspace } from './cli-process.js';
import { armor, keysIn, read, render, sealed, textsIn } from './keys-at-rest-folder.js';
import { emptyFolder, example, pageText } from './pages.js';

beforeAll(ensureBuilt, 120_000);

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
