import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { bootwright, edit, ensureBuilt, workspace } from './cli-process.js';
import { installed, judged } from './judges/judge.js';
import { keysIn, read, render, sealed } from './keys-at-rest-folder.js';
import { example, follow, pageText } from './pages.js';

beforeAll(ensureBuilt, 120_000);

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

  test('the commands of docs/credentials.md put a CA under a passphrase, and it still signs', () => {
    const folder = workspace({ keys: true });
    writeFileSync(join(folder, 'ca.key'), read(folder, 'pki', 'ca-key.pem'));
    edit(join(folder, 'cluster.yaml'), 'name: worker-2', 'name: worker-9');
    const given = "export BOOTWRIGHT_PASSPHRASE='correct horse'\n";
    expect(follow(folder, given + example('passphrase', pageText('credentials')))).toContain(
      '1 certificate made, 4 kept',
    );
    expect(read(folder, 'pki', 'ca-key.pem')).toContain('BEGIN ENCRYPTED PRIVATE KEY');
    expect(existsSync(join(folder, 'pki', 'nodes', 'worker-9.pem'))).toBe(true);
  });
});
