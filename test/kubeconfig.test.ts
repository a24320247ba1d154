import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { bootwright, ensureBuilt, workspace } from './cli-process.js';
import { cached, installed, judged } from './judges/judge.js';
import { example, pageText } from './pages.js';

beforeAll(ensureBuilt, 120_000);

const page = pageText('credentials');
const named = parse(example('names', page)).spec;

/** A workspace with a part laid over its spec, rendered. */
function rendered(part: Readonly<Record<string, unknown>>): string {
  const folder = workspace({ keys: true });
  const file = join(folder, 'cluster.yaml');
  const spec = parse(readFileSync(file, 'utf8'));
  Object.assign(spec.spec, part);
  writeFileSync(file, stringify(spec));
  expect(bootwright(folder, ['render', 'cluster.yaml'])).toMatchObject({ status: 0 });
  return folder;
}

const document = 'out/current-containerd/worker-0.cloud-config.yaml';
const admin = 'out/current-containerd/cluster/admin.kubeconfig';
const fileOf = (folder: string, path: string): string => {
  bootwright(folder, ['inspect', document, '--extract', 'machine', '--force']);
  return readFileSync(join(folder, 'machine', path), 'utf8');
};
const decoded = (data: string): string => Buffer.from(data, 'base64').toString();

test('kubeconfigs have the names of the spec', () => {
  const { certificates, ...names } = named.kubeconfig;
  const folder = rendered({ kubeconfig: names });
  for (const [path, user] of [
    ['/var/lib/kubelet/kubeconfig', 'kubelet'],
    ['/var/lib/kube-proxy/kubeconfig', 'kube-proxy'],
  ] as const) {
    expect(parse(fileOf(folder, path))).toMatchObject({
      clusters: [{ name: 'kubernetes' }],
      contexts: [{ name: 'kubelet', context: { cluster: 'kubernetes', user } }],
      'current-context': 'kubelet',
      users: [{ name: user, user: { 'client-key': expect.stringMatching(/-key\.pem$/) } }],
    });
  }
  expect(parse(readFileSync(join(folder, admin), 'utf8'))).toMatchObject({
    clusters: [{ name: 'kubernetes' }],
    contexts: [{ name: 'production', context: { cluster: 'kubernetes', user: 'admin' } }],
    'current-context': 'production',
  });
});

test('embedded certificates are those of the folder, in a file for root alone', () => {
  // At a provider whose limit leaves the document as it is.
  const target = { provider: 'generic', os: 'debian-13' };
  const folder = rendered({ kubeconfig: { certificates: 'embedded' }, target });
  const key = (name: string): string => readFileSync(join(folder, 'pki', name), 'utf8');
  for (const [path, pair] of [
    ['/var/lib/kubelet/kubeconfig', 'nodes/worker-0'],
    ['/var/lib/kube-proxy/kubeconfig', 'kube-proxy'],
  ] as const) {
    const { clusters, users } = parse(fileOf(folder, path));
    const [{ user }] = users;
    expect(decoded(clusters[0].cluster['certificate-authority-data'])).toBe(key('ca.pem'));
    const certificate = new X509Certificate(decoded(user['client-certificate-data']));
    expect(certificate.fingerprint256).toBe(new X509Certificate(key(`${pair}.pem`)).fingerprint256);
    expect(decoded(user['client-key-data'])).toContain('PRIVATE KEY-----');
  }
  const { data } = bootwright(folder, ['inspect', document]);
  expect(data).toMatch(/\/var\/lib\/kube-proxy\/kubeconfig +0600/);
  expect(data).not.toContain('kube-proxy-key.pem');
});

test('a CA that is made has the name of the spec, and its folder stays its own', () => {
  const folder = workspace({ keys: false });
  const file = join(folder, 'cluster.yaml');
  const spec = parse(readFileSync(file, 'utf8'));
  spec.spec.credentials = { caName: named.credentials.caName };
  writeFileSync(file, stringify(spec));
  expect(bootwright(folder, ['pki', 'issue', 'cluster.yaml'])).toMatchObject({ status: 0 });
  const { subject } = new X509Certificate(readFileSync(join(folder, 'pki', 'ca.pem')));
  expect(subject).toBe('CN=kubernetes-ca');
  expect(bootwright(folder, ['pki', 'issue', 'cluster.yaml']).talk).toContain('0 certificates made, 5 kept');
});

judged('kubectl', cached(/^kubernetes-/, 'kubectl') ?? installed('kubectl', 'version', '--client'), (kubectl) => {
  const run = (folder: string, ...words: string[]) =>
    spawnSync(kubectl, [`--kubeconfig=${join(folder, admin)}`, ...words], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: `${folder}:${process.env.PATH}`, HOME: folder },
    });

  test('reads the names, and asks the program of the spec for credentials', () => {
    const { credentials, kubeconfig } = parse(example('exec', page)).spec;
    const folder = rendered({
      credentials,
      kubeconfig,
      // Nothing listens there, and the program is asked before anybody calls.
      controlPlane: { endpoint: 'https://127.0.0.1:9' },
    });
    expect(run(folder, 'config', 'current-context').stdout.trim()).toBe('current-containerd');
    const answer = {
      apiVersion: 'client.authentication.k8s.io/v1beta1',
      kind: 'ExecCredential',
      status: { token: 'of-a-test' },
    };
    const program = join(folder, kubeconfig.admin.exec.command);
    writeFileSync(program, `#!/bin/sh\necho "$*" >asked\necho '${JSON.stringify(answer)}'\n`);
    chmodSync(program, 0o755);
    expect(run(folder, 'get', '--raw=/version', '--request-timeout=2s').status).toBe(1);
    expect(existsSync(join(folder, 'asked'))).toBe(true);
    expect(readFileSync(join(folder, 'asked'), 'utf8').trim()).toBe(kubeconfig.admin.exec.args.join(' '));
    expect(readFileSync(join(folder, admin), 'utf8')).not.toContain('client-key-data');
  });
});
