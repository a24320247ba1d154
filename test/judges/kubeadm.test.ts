import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { bootwright, ensureBuilt } from '../cli-process.js';
import { emptyFolder, example, follow, pageText } from '../pages.js';
import { cached, judged } from './judge.js';

beforeAll(ensureBuilt, 120_000);

/** Releases of kubeadm, and the API that each is told its cluster by. */
const releases = [
  { minor: 29, version: '1.29.0', api: 'v1beta3' },
  { minor: 33, version: '1.33.13', api: 'v1beta4' },
  { minor: 36, version: '1.36.4', api: 'v1beta4' },
] as const;

/** A control plane's folder as `kubeadm init` leaves it, and its ClusterConfiguration as the ConfigMap has it. */
function controlPlane(kubeadm: string, { version, api }: (typeof releases)[number]) {
  const folder = emptyFolder();
  const kubernetes = join(folder, 'kubernetes');
  const dryRun = join(folder, 'dry-run');
  mkdirSync(kubernetes);
  mkdirSync(dryRun);
  const apiVersion = `kubeadm.k8s.io/${api}`;
  const documents = [
    {
      apiVersion,
      kind: 'InitConfiguration',
      localAPIEndpoint: { advertiseAddress: '10.240.0.10' },
      nodeRegistration: { name: 'cp', criSocket: 'unix:///run/none.sock' },
    },
    {
      apiVersion,
      kind: 'ClusterConfiguration',
      clusterName: 'production',
      certificatesDir: join(kubernetes, 'pki'),
      controlPlaneEndpoint: '10.240.0.10:6443',
      kubernetesVersion: `v${version}`,
      networking: { podSubnet: '10.200.0.0/16', serviceSubnet: '10.32.0.0/24' },
    },
  ];
  const config = join(folder, 'kubeadm.yaml');
  writeFileSync(config, documents.map((each) => `---\n${stringify(each)}`).join(''));
  const run = (...args: string[]): string => {
    const env = { PATH: process.env.PATH ?? '', HOME: folder, KUBEADM_INIT_DRYRUN_DIR: dryRun };
    const { status, stdout, stderr } = spawnSync(kubeadm, args, { env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`kubeadm ${args.join(' ')}: ${stderr}`);
    return stdout;
  };
  run('init', 'phase', 'certs', 'ca', '--config', config);
  run('init', 'phase', 'certs', 'apiserver-kubelet-client', '--config', config);
  run('init', 'phase', 'kubeconfig', 'admin', '--config', config, '--kubeconfig-dir', kubernetes);
  run('init', 'phase', 'control-plane', 'all', '--config', config, '--dry-run');
  mkdirSync(join(kubernetes, 'manifests'));
  const rendered = readdirSync(dryRun, { recursive: true, encoding: 'utf8' });
  for (const name of ['kube-apiserver.yaml', 'kube-controller-manager.yaml']) {
    const found = rendered.find((file) => file.endsWith(name));
    if (found === undefined) throw new Error(`kubeadm made no ${name}: ${rendered}`);
    renameSync(join(dryRun, found), join(kubernetes, 'manifests', name));
  }
  // What the ConfigMap holds: kubeadm's own text, in the newest API that it writes.
  const migrated = parseAllDocuments(run('config', 'migrate', '--old-config', config))
    .map((document) => document.toJS())
    .find(({ kind }) => kind === 'ClusterConfiguration');
  const configMap = {
    kind: 'ConfigMap',
    metadata: { name: 'kubeadm-config' },
    data: { ClusterConfiguration: stringify(migrated) },
  };
  return { folder, kubernetes, configMap, token: run('token', 'generate').trim() };
}

for (const release of releases) {
  judged(`kubeadm ${release.version}`, cached(new RegExp(`^kubeadm-${release.minor}-`), 'kubeadm'), (kubeadm) => {
    it('makes a control plane whose workers docs/kubeadm-cluster.md makes', () => {
      const { folder, kubernetes, configMap, token } = controlPlane(kubeadm, release);
      const authority = readFileSync(join(kubernetes, 'pki', 'ca.crt'), 'utf8');
      writeFileSync(join(folder, 'kubeadm-config.yaml'), stringify(configMap));
      copyFileSync(join(kubernetes, 'pki', 'ca.crt'), join(folder, 'ca.crt'));
      // As `kubeadm token create --print-join-command` puts it together, with OpenSSL's digest of the key.
      const digest = follow(
        folder,
        'openssl x509 -pubkey -noout -in ca.crt | openssl pkey -pubin -outform der | sha256sum',
      );
      const pin = `sha256:${digest.split(' ')[0]}`;
      writeFileSync(
        join(folder, 'join.txt'),
        `kubeadm join 10.240.0.10:6443 --token ${token} --discovery-token-ca-cert-hash ${pin} \n`,
      );
      follow(folder, example('adopt', pageText('kubeadm-cluster')));
      const { spec } = parse(readFileSync(join(folder, 'cluster.yaml'), 'utf8'));
      expect(spec).toMatchObject({
        kubernetes: { version: release.version },
        controlPlane: { endpoint: 'https://10.240.0.10:6443', kubeletClient: 'kube-apiserver-kubelet-client' },
        network: { podCIDR: '10.200.0.0/16', serviceCIDR: '10.32.0.0/24' },
        credentials: { type: 'bootstrapToken' },
      });
      const document = readFileSync(join(folder, 'out', 'production', 'worker-0.cloud-config.yaml'), 'utf8');
      expect(document).toContain(token);
      expect(document.replaceAll(/^ +/gm, '')).toContain(authority.trim());
    });

    it('leaves a folder that tells all but the token', () => {
      const { folder } = controlPlane(kubeadm, release);
      const { status, talk } = bootwright(folder, ['adopt', 'kubernetes']);
      expect([status, talk]).toEqual([0, expect.stringContaining('ca-key.pem')]);
      const text = readFileSync(join(folder, 'cluster.yaml'), 'utf8');
      const { spec, metadata } = parse(text);
      expect([metadata.name, spec.kubernetes.version, spec.credentials.type]).toEqual([
        'production',
        release.version,
        'certificates',
      ]);
      const issued = bootwright(folder, ['pki', 'issue', 'cluster.yaml']);
      expect(issued.status, issued.talk).toBe(0);
      const node = new X509Certificate(readFileSync(join(folder, 'pki', 'nodes', 'worker-0.pem')));
      const ca = new X509Certificate(readFileSync(join(folder, 'kubernetes', 'pki', 'ca.crt')));
      expect(node.verify(ca.publicKey)).toBe(true);
      expect(bootwright(folder, ['render', 'cluster.yaml']).status).toBe(0);
    });
  });
}
