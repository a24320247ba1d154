import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { proxyReloadsCertificate, tlsBootstrap } from '../src/eras/kubernetes.js';
import { readCluster } from '../src/index.js';
import { ensureBuilt } from './cli-process.js';
import { emptyFolder, example, follow, pageText } from './pages.js';

const credentials = pageText('credentials');
const engines = pageText('cluster-api');

const base = {
  kubernetes: { version: '1.36.4' },
  controlPlane: { endpoint: 'https://10.240.0.10:6443' },
  network: { podCIDR: '10.200.0.0/16', serviceCIDR: '10.32.0.0/24' },
};
const specOf = (spec: object): string =>
  stringify({ apiVersion: 'bootwright/v1alpha1', kind: 'Cluster', metadata: { name: 'demo' }, spec });

beforeAll(ensureBuilt, 120_000);

it('docs/cluster-api.md can be followed from an empty folder, and makes each file that it names', () => {
  const folder = emptyFolder();
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  writeFileSync(join(folder, 'cluster.yaml'), example('shared', engines));
  follow(folder, example('render', engines));
  const document = read('out/first/burst.user-data.txt');
  expect(document).toMatch(/^MIME-Version: 1\.0\n/);
  follow(folder, example('launch-template', engines));
  const { UserData } = JSON.parse(read('out/first/burst.launch-template.json'));
  expect(Buffer.from(UserData, 'base64').toString()).toBe(document);
  follow(folder, example('cluster-api', engines));
  const secret = parse(read('out/first/burst.bootstrap-secret.yaml'));
  const { clusterName, template } = parse(example('machines', engines)).spec;
  expect(template.spec.bootstrap.dataSecretName).toBe(secret.metadata.name);
  expect([clusterName, template.spec.clusterName]).toEqual(
    Array(2).fill(secret.metadata.labels['cluster.x-k8s.io/cluster-name']),
  );
  const named = [...engines.matchAll(/out\/first\/[\w./-]+\w/g)].map(([file]) => file);
  expect(named.length).toBeGreaterThan(5);
  for (const file of named) expect(read(file), file).not.toBe('');
  const token = read('out/first/cluster/bootstrap-token.yaml');
  follow(folder, example('new token', engines));
  expect(read('out/first/cluster/bootstrap-token.yaml')).not.toBe(token);
  expect(JSON.parse(read('out/first/burst.launch-template.json')).UserData).not.toBe(UserData);
}, 120_000);

it("docs/credentials.md's commands work with its part of a spec", () => {
  const folder = emptyFolder();
  const rest = { target: { os: 'debian-13' }, workers: [{ name: 'worker-0', podCIDR: '10.200.0.0/24' }] };
  writeFileSync(
    join(folder, 'cluster.yaml'),
    specOf({ ...base, ...rest, ...parse(example('token', credentials)).spec }),
  );
  expect(follow(folder, example('token commands', credentials))).toContain('until');
}, 60_000);

it("docs/credentials.md's parts are valid, and the kubelet is told what they say", () => {
  const target = { os: 'debian-13' };
  const workers = [{ name: 'worker-0', podCIDR: '10.200.0.0/24' }];
  const token = parse(example('token', credentials)).spec;
  const { kubelet } = parse(example('self-signed', credentials)).spec;
  const { cluster, diagnostics } = readCluster(specOf({ ...base, target, workers, ...token, kubelet }));
  expect(diagnostics).toEqual([]);
  expect(cluster).toMatchObject({ bootstrap: { hours: 24 }, proxy: { credentials: 'kubelet' } });
  expect(cluster?.nodes[0]?.kubelet.config).toEqual({ serverTLSBootstrap: null });
});

it("docs/credentials.md's first certificate makes the kubelet ask, and its signer is read", () => {
  const target = { os: 'debian-13' };
  const workers = [{ name: 'worker-0', podCIDR: '10.200.0.0/24' }];
  const { rotate, hours } = parse(example('rotate', credentials)).spec.credentials;
  const { signer } = parse(example('signer', credentials)).spec.credentials;
  const { admin } = parse(example('administrator', credentials)).spec.credentials;
  const { cluster, diagnostics } = readCluster(
    specOf({ ...base, target, workers, credentials: { rotate, hours, signer, admin } }),
  );
  expect(diagnostics).toEqual([]);
  expect(cluster).toMatchObject({ bootstrap: null, proxy: { credentials: 'kubelet' } });
  expect(cluster?.identities).toMatchObject({
    firstHours: 24,
    proxy: false,
    admin: 'kubeadm:cluster-admins',
    signer: { command: ['./sign.sh'], seconds: 60 },
  });
});

it('docs/credentials.md has the releases of the tables', () => {
  const since = [proxyReloadsCertificate, tlsBootstrap].map((eras) => eras.find(({ value }) => value)?.since ?? '');
  const [proxy, kubelet] = since.map((version) => version.replace(/\.0$/, ''));
  expect(credentials).toContain(`${proxy} and newer; ${kubelet} with \`proxy.mode: none\``);
});
