import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bootwright, edit, ensureBuilt, workspace } from './cli-process.js';
import { installed, judged } from './judges/judge.js';
import { example, follow, pageText } from './pages.js';

const name = 'current-containerd';
const read = (...parts: string[]): string => readFileSync(join(...parts), 'utf8');

beforeAll(ensureBuilt, 120_000);

describe('a folder of keys', () => {
  test('belongs to one cluster', () => {
    const folder = workspace({ keys: false });
    bootwright(folder, ['pki', 'issue', 'cluster.yaml']);
    expect(read(folder, 'pki', 'cluster-name')).toBe(`${name}\n`);
    writeFileSync(join(folder, 'other.yaml'), read(folder, 'cluster.yaml').replace(`name: ${name}`, 'name: other'));
    const before = readdirSync(join(folder, 'pki'), { recursive: true });
    for (const args of [['pki', 'init'], ['pki', 'issue'], ['pki', 'list'], ['render'], ['terraform']]) {
      const { status, talk } = bootwright(folder, [...args, 'other.yaml']);
      expect({ args, status }).toEqual({ args, status: 1 });
      expect(talk).toContain(`cluster-name says "${name}" [keys-of-another-cluster]`);
      expect(talk).toContain('--pki DIR');
    }
    expect(readdirSync(join(folder, 'pki'), { recursive: true })).toEqual(before);
    expect(existsSync(join(folder, 'out'))).toBe(false);
    expect(bootwright(folder, ['pki', 'issue', 'other.yaml', '--pki', 'others']).status).toBe(0);
  });

  test('that says what is no name is refused, and what it says is not repeated', () => {
    const folder = workspace({ keys: true });
    writeFileSync(join(folder, 'secret'), 'hunter2 is what it says\n');
    symlinkSync('../secret', join(folder, 'pki', 'cluster-name'));
    const { status, talk } = bootwright(folder, ['pki', 'issue', 'cluster.yaml']);
    expect(status).toBe(1);
    expect(talk).toContain("cluster-name holds no cluster's name");
    expect(talk).not.toContain('hunter2');
    expect(read(folder, 'secret')).toBe('hunter2 is what it says\n');
  });

  test('that says nothing is adopted where it fits, and not where it tells another cluster', () => {
    const folder = workspace({ keys: true });
    expect(bootwright(folder, ['pki', 'issue', 'cluster.yaml']).status).toBe(0);
    expect(read(folder, 'pki', 'cluster-name')).toBe(`${name}\n`);
    rmSync(join(folder, 'pki', 'cluster-name'));
    // Other machines.
    edit(join(folder, 'cluster.yaml'), 'name: worker-0', 'name: node-0');
    edit(join(folder, 'cluster.yaml'), 'name: worker-1', 'name: node-1');
    edit(join(folder, 'cluster.yaml'), 'name: worker-2', 'name: node-2');
    const machines = bootwright(folder, ['pki', 'issue', 'cluster.yaml']);
    expect(machines.status).toBe(1);
    expect(machines.talk).toContain(`it has the certificate of worker-0, and of no node of ${name}`);
    // A CA that Bootwright made for another name.
    bootwright(folder, ['pki', 'init', 'cluster.yaml', '--pki', 'bare']);
    rmSync(join(folder, 'bare', 'cluster-name'));
    edit(join(folder, 'cluster.yaml'), `name: ${name}`, 'name: other');
    const authority = bootwright(folder, ['pki', 'issue', 'cluster.yaml', '--pki', 'bare']);
    expect(authority.status).toBe(1);
    expect(authority.talk).toContain(`its CA is called "${name} CA"`);
    // The way out that it names.
    const way = /`(echo .*?)`/.exec(authority.talk)?.[1] ?? '';
    expect(spawnSync('sh', ['-c', way], { cwd: folder }).status).toBe(0);
    expect(bootwright(folder, ['pki', 'issue', 'cluster.yaml', '--pki', 'bare']).status).toBe(0);
  });

  test("with kubeadm's names gets no second CA, and the commands that it names work", () => {
    const folder = workspace({ keys: false });
    const fixture = resolve('fixtures', name, 'pki');
    mkdirSync(join(folder, 'of kubeadm'));
    copyFileSync(join(fixture, 'ca.pem'), join(folder, 'of kubeadm', 'ca.crt'));
    copyFileSync(join(fixture, 'ca-key.pem'), join(folder, 'of kubeadm', 'ca.key'));
    const issue = () => bootwright(folder, ['pki', 'issue', 'cluster.yaml', '--pki', 'of kubeadm']);
    for (const command of ['init', 'issue', 'list']) {
      const { status, talk } = bootwright(folder, ['pki', command, 'cluster.yaml', '--pki', 'of kubeadm']);
      expect({ command, status }).toEqual({ command, status: 1 });
      expect(talk).toContain('of kubeadm/ca.pem does not exist, but ca.crt and ca.key do');
      expect(existsSync(join(folder, 'of kubeadm', 'ca.pem'))).toBe(false);
    }
    const way = /to use that CA: (.*)/.exec(issue().talk)?.[1] ?? '';
    expect(spawnSync('sh', ['-c', way], { cwd: folder }).status).toBe(0);
    const { status, talk } = issue();
    expect({ status, talk }).toEqual({ status: 0, talk: 'of kubeadm: 5 certificates made, 0 kept\n' });
  });

  test("of kubeadm's is used after the command of docs/credentials.md", () => {
    const folder = workspace({ keys: false });
    mkdirSync(join(folder, 'pki'));
    for (const [from, to] of [
      ['ca.pem', 'ca.crt'],
      ['ca-key.pem', 'ca.key'],
    ] as const)
      copyFileSync(resolve('fixtures', name, 'pki', from), join(folder, 'pki', to));
    follow(folder, example('kubeadm', pageText('credentials')));
    expect(bootwright(folder, ['pki', 'issue', 'cluster.yaml'])).toMatchObject({ status: 0 });
    expect(read(folder, 'pki', 'ca.pem')).toBe(read(folder, 'pki', 'ca.crt'));
  });

  test('is told to be open to others, until the command that it names has run', () => {
    const folder = workspace({ keys: false });
    bootwright(folder, ['pki', 'issue', 'cluster.yaml']);
    chmodSync(join(folder, 'pki', 'ca-key.pem'), 0o644);
    for (const command of ['init', 'issue', 'list']) {
      const { status, talk } = bootwright(folder, ['pki', command, 'cluster.yaml']);
      expect({ command, status }).toEqual({ command, status: 0 });
      expect(talk).toContain('warning: pki/ca-key.pem can be read by other users (mode 0644)');
      expect(talk).toContain('hint: chmod 600 pki/ca-key.pem\n');
    }
    chmodSync(join(folder, 'pki', 'ca-key.pem'), 0o600);
    expect(bootwright(folder, ['pki', 'list', 'cluster.yaml']).talk).toBe('');
  });
});

judged('OpenSSL', installed('openssl', 'version'), (openssl) => {
  const made = (folder: string, ...args: string[]) => {
    const { status, stderr } = spawnSync(openssl, args, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };
  /** A CA of one's own, by its kind of key and hash. */
  const makeAuthority = (folder: string, key: string, hash: string): void => {
    mkdirSync(join(folder, 'pki'), { recursive: true });
    const [algorithm = '', size] = key.split(':');
    const kind = size ? ['-newkey', `rsa:${size}`] : ['-newkey', 'ec', '-pkeyopt', `ec_paramgen_curve:${algorithm}`];
    const names = ['-keyout', 'pki/ca-key.pem', '-out', 'pki/ca.pem', '-subj', '/CN=mine'];
    made(folder, 'req', '-x509', ...kind, `-${hash}`, '-nodes', '-days', '365', ...names);
  };

  test.each([
    ['rsa:1024', 'sha256', 'has an RSA key of 1024 bits: OpenSSL refuses fewer than 2048'],
    ['rsa:2048', 'sha1', 'is signed with SHA-1 or MD5, which are broken'],
    ['P-256', 'sha1', 'is signed with SHA-1 or MD5, which are broken'],
  ])('a CA of %s over %s is refused', (key, hash, words) => {
    const folder = workspace({ keys: false });
    makeAuthority(folder, key, hash);
    for (const args of [['pki', 'issue'], ['pki', 'list'], ['render']]) {
      const { status, talk } = bootwright(folder, [...args, 'cluster.yaml']);
      expect({ args, status }).toEqual({ args, status: 1 });
      expect(talk).toContain(words);
    }
    expect(readdirSync(join(folder, 'pki')).filter((file) => file.endsWith('.pem'))).toEqual(['ca-key.pem', 'ca.pem']);
  });

  test('a CA of RSA 2048 over SHA-256 is taken, and a leaf over SHA-1 or of 1024 bits is not', () => {
    const folder = workspace({ keys: false });
    makeAuthority(folder, 'rsa:2048', 'sha256');
    expect(bootwright(folder, ['pki', 'issue', 'cluster.yaml']).status).toBe(0);
    const at = (file: string): string => join('pki', file);
    for (const [bits, hash, words] of [
      ['2048', 'sha1', 'is signed with SHA-1 or MD5, which Kubernetes refuses from 1.24 on'],
      ['1024', 'sha256', 'has an RSA key of 1024 bits'],
    ] as const) {
      const subject = '/O=system:nodes/CN=system:node:worker-0';
      const key = ['-newkey', `rsa:${bits}`, '-nodes', '-keyout', at('nodes/worker-0-key.pem')];
      made(folder, 'req', ...key, '-subj', subject, '-out', 'request');
      writeFileSync(join(folder, 'ext'), 'subjectAltName=DNS:worker-0,IP:10.240.0.20\n');
      const signer = ['-CA', at('ca.pem'), '-CAkey', at('ca-key.pem'), '-CAcreateserial', '-extfile', 'ext'];
      made(
        folder,
        'x509',
        '-req',
        '-in',
        'request',
        `-${hash}`,
        ...signer,
        '-days',
        '300',
        '-out',
        at('nodes/worker-0.pem'),
      );
      for (const args of [['pki', 'list'], ['render']]) {
        const { status, talk } = bootwright(folder, [...args, 'cluster.yaml']);
        expect({ args, status }).toEqual({ args, status: 1 });
        expect(talk).toContain(words);
      }
    }
  });
});
