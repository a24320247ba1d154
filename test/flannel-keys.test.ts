import { cpSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { shortKey } from '../src/pki/short-key.js';
import { bootwright, edit, ensureBuilt, workspace } from './cli-process.js';
import type { WrittenFile } from './goldens.js';

beforeAll(ensureBuilt, 120_000);

const etcdKeys = ['etcd-ca.pem', 'etcd-client.pem', 'etcd-client-key.pem'] as const;

/** A folder with a fixture's spec, and its keys where asked for. */
function folderOf(fixture: string, { keys }: { readonly keys: boolean }): string {
  const folder = workspace({ keys: false });
  cpSync(join('fixtures', fixture, 'cluster.yaml'), join(folder, 'cluster.yaml'));
  if (keys) cpSync(join('fixtures', fixture, 'pki'), join(folder, 'pki'), { recursive: true });
  return folder;
}

const read = (folder: string, file: string): string => readFileSync(join(folder, 'pki', file), 'utf8');
const render = (folder: string) => bootwright(folder, ['render', 'cluster.yaml']);

function writtenFiles(folder: string, cluster: string): Map<string, WrittenFile> {
  const document = readFileSync(join(folder, 'out', cluster, 'worker-0.cloud-config.yaml'), 'utf8');
  const files: WrittenFile[] = parse(document, { version: '1.1' }).write_files;
  return new Map(files.map((file) => [file.path, file]));
}

test('pki issue makes a CA of etcd and its client, and a render wants the token besides', () => {
  const folder = folderOf('flannel-etcd', { keys: false });
  const issued = bootwright(folder, ['pki', 'issue', 'cluster.yaml']);
  expect(issued.status, issued.talk).toBe(0);
  expect(issued.talk).toContain('pki/etcd-ca.pem: made, because there was no CA\n');
  expect(issued.talk).toContain('pki: 4 certificates made, 0 kept\n');
  expect(readdirSync(join(folder, 'pki')).filter((file) => file.startsWith('etcd'))).toEqual(
    [...etcdKeys, 'etcd-ca-key.pem'].sort(),
  );
  expect(statSync(join(folder, 'pki', 'etcd-client-key.pem')).mode & 0o777).toBe(0o600);
  const list = bootwright(folder, ['pki', 'list', 'cluster.yaml', '--format', 'json']);
  expect(list.status).toBe(0);
  expect(JSON.parse(list.data).map(({ file, subject }: { file: string; subject: string }) => [file, subject])).toEqual([
    ['ca.pem', 'CN=flannel-etcd CA'],
    ['admin.pem', 'O=system:masters, CN=admin'],
    ['kube-proxy.pem', 'O=system:node-proxier, CN=system:kube-proxy'],
    ['nodes/worker-0.pem', 'O=system:nodes, CN=system:node:worker-0'],
    ['etcd-ca.pem', 'CN=flannel-etcd etcd CA'],
    ['etcd-client.pem', 'CN=flannel'],
  ]);

  const tokenless = render(folder);
  expect(tokenless.status).toBe(1);
  expect(tokenless.talk).toContain('the token for finding etcd is missing: pki/digitalocean-token [token-missing]');
  writeFileSync(join(folder, 'pki', 'digitalocean-token'), 'token: dop_v1_ab\n', { mode: 0o600 });
  expect(render(folder).talk).toContain('pki/digitalocean-token does not hold a token: it is more than one word');
  writeFileSync(join(folder, 'pki', 'digitalocean-token'), 'dop_v1_ab\n', { mode: 0o600 });
  const rendered = render(folder);
  expect(rendered.status, rendered.talk).toBe(0);

  const files = writtenFiles(folder, 'flannel-etcd');
  for (const file of etcdKeys) expect(files.get(`/etc/flannel/${file}`)?.content).toBe(shortKey(read(folder, file)));
  const closed = ['/etc/flannel/etcd-client-key.pem', '/etc/flannel/digitalocean-token'];
  expect(closed.map((path) => files.get(path)?.permissions)).toEqual(['0600', '0600']);
  expect([...files.values()].filter(({ content }) => content.includes('dop_v1_ab')).map(({ path }) => path)).toEqual([
    '/etc/flannel/digitalocean-token',
  ]);

  // A change of the token is told by its fingerprint.
  writeFileSync(join(folder, 'pki', 'digitalocean-token'), 'dop_v1_cd\n');
  const check = bootwright(folder, ['render', 'cluster.yaml', '--check']);
  expect(check.status).toBe(1);
  expect(check.data + check.talk).not.toContain('dop_v1_');
});

test("an etcd CA of the user's own without its key, and a client of any name, are taken as they are", () => {
  const folder = folderOf('flannel-etcd', { keys: true });
  rmSync(join(folder, 'pki', 'etcd-ca-key.pem'));
  // The keys of another program: what signed them is not ours, and they do not say what ours would.
  const other = folderOf('flannel-kubernetes', { keys: true });
  for (const [from, to] of [
    ['ca.pem', 'etcd-ca.pem'],
    ['admin.pem', 'etcd-client.pem'],
    ['admin-key.pem', 'etcd-client-key.pem'],
  ] as const) {
    renameSync(join(other, 'pki', from), join(folder, 'pki', to));
  }
  const issued = bootwright(folder, ['pki', 'issue', 'cluster.yaml']);
  expect(issued).toMatchObject({ status: 0, talk: expect.stringContaining('0 certificates made, 4 kept') });
  expect(render(folder).status).toBe(0);
});

test("a client that etcd's CA did not sign is an error that names the file", () => {
  const folder = folderOf('flannel-etcd', { keys: true });
  cpSync(join(folder, 'pki', 'ca.pem'), join(folder, 'pki', 'etcd-ca.pem'));
  rmSync(join(folder, 'pki', 'etcd-ca-key.pem'));
  cpSync(join('fixtures', 'flannel-kubernetes', 'pki', 'ca.pem'), join(folder, 'pki', 'etcd-ca.pem'));
  const { status, talk } = render(folder);
  expect(status).toBe(1);
  expect(talk).toContain('pki/etcd-client.pem does not fit flannel: was not signed by etcd-ca.pem');
  const list = bootwright(folder, ['pki', 'list', 'cluster.yaml']);
  expect(list.status).toBe(1);
  expect(list.talk).toContain('pki/etcd-client.pem was not signed by etcd-ca.pem');
});

test('flannel on Kubernetes has a certificate of its own, and a range in no document', () => {
  const folder = folderOf('flannel-kubernetes', { keys: false });
  expect(bootwright(folder, ['pki', 'issue', 'cluster.yaml']).status).toBe(0);
  expect(readdirSync(join(folder, 'pki')).filter((file) => /etcd|flannel/.test(file))).toEqual([
    'flannel-key.pem',
    'flannel.pem',
  ]);
  edit(join(folder, 'cluster.yaml'), 'backend: wireguard', 'backend: host-gw');
  expect(render(folder).status).toBe(0);
  const files = writtenFiles(folder, 'flannel-kubernetes');
  expect(files.get('/etc/kube-flannel/flannel.pem')?.content).toBe(read(folder, 'flannel.pem'));
  expect(JSON.parse(files.get('/etc/kube-flannel/net-conf.json')?.content ?? '')).toEqual({
    Network: '10.200.0.0/16',
    Backend: { Type: 'host-gw' },
  });
  rmSync(join(folder, 'pki', 'flannel-key.pem'));
  expect(render(folder).talk).toContain('the key of flannel is missing: pki/flannel-key.pem [credentials-missing]');
});
