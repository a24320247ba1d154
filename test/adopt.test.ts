import { createHash, X509Certificate } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { token, tokenSecret } from './adopted.js';
import { bootwright, ensureBuilt } from './cli-process.js';
import { emptyFolder } from './pages.js';

beforeAll(ensureBuilt, 120_000);

const fixture = new URL('../fixtures/current-containerd/pki/', import.meta.url);

const authority = readFileSync(new URL('ca.pem', fixture), 'utf8');

const spki = new X509Certificate(authority).publicKey.export({ type: 'spki', format: 'der' });

const pin = `sha256:${createHash('sha256').update(spki).digest('hex')}`;

const joinLine = (hash = pin): string =>
  `kubeadm join 10.240.0.10:6443 --token ${token} \\\n\t--discovery-token-ca-cert-hash ${hash} `;

const configuration = (extra = ''): string =>
  `apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
clusterName: production
controlPlaneEndpoint: api.example.com:6443
kubernetesVersion: v1.36.4
networking: {dnsDomain: cluster.local, podSubnet: 10.200.0.0/16, serviceSubnet: 10.32.0.0/24}
${extra}`;

const configMap = (text: string): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'kubeadm-config' },
    data: { ClusterConfiguration: text },
  });

/** A folder with files, and what adopt makes of them. */
function adopt(files: Readonly<Record<string, string>>, ...options: string[]) {
  const folder = emptyFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const run = bootwright(folder, ['adopt', ...Object.keys(files), ...options]);
  return { folder, ...run, spec: () => parse(readFileSync(join(folder, 'cluster.yaml'), 'utf8')).spec };
}

describe('adopt', () => {
  it('writes a spec that renders, from the ConfigMap, ca.crt and the join command', () => {
    const { folder, status, talk, spec } = adopt(
      { 'kubeadm-config.yaml': configMap(configuration()), 'ca.crt': authority },
      '--join',
      joinLine(),
    );
    expect([status, talk]).toEqual([0, expect.stringContaining('cluster.yaml: written')]);
    expect(spec()).toMatchObject({
      kubernetes: { version: '1.36.4' },
      network: { podCIDR: '10.200.0.0/16', serviceCIDR: '10.32.0.0/24' },
      cni: { plugin: 'none' },
      proxy: { mode: 'none' },
      addons: { dns: { name: 'none' } },
      credentials: { type: 'bootstrapToken' },
    });
    expect(talk).toContain('the join command does not say');
    expect(talk).not.toContain('0123456789abcdef');
    const render = bootwright(folder, ['render', 'cluster.yaml']);
    expect([render.status, render.talk]).toEqual([0, expect.stringContaining('an end that only the cluster knows')]);
    const out = join(folder, 'out', 'production');
    expect(readFileSync(join(out, 'worker-0.cloud-config.yaml'), 'utf8')).toContain(token);
    // The cluster has the token's Secret, and its groups and end are its own.
    expect(readdirSync(join(out, 'cluster'))).not.toContain('bootstrap-token.yaml');
    expect(statSync(join(folder, 'pki', 'bootstrap-token')).mode & 0o777).toBe(0o600);
  });

  it("takes the token's end from its Secret", () => {
    const files = { 'a.yaml': configMap(configuration()), 'ca.crt': authority };
    const { folder } = adopt({ ...files, 'token.json': tokenSecret('2999-01-02T03:04:05Z') }, '--join', joinLine());
    expect(readFileSync(join(folder, 'pki', 'bootstrap-token'), 'utf8')).toBe(`${token} 2999-01-02T03:04:05Z\n`);
    const endless = adopt({ ...files, 'token.json': tokenSecret(null) });
    expect(endless.talk).toContain('never expires');
  });

  it('says what a kube-proxy, a kubeconfig and static pods say, and approves where kubelets are checked', () => {
    const kubeconfig = {
      kind: 'Config',
      'current-context': 'b',
      contexts: [
        { name: 'a', context: { cluster: 'other' } },
        { name: 'b', context: { cluster: 'own' } },
      ],
      clusters: [
        { name: 'other', cluster: { server: 'https://10.9.9.9:6443' } },
        {
          name: 'own',
          cluster: {
            server: 'https://10.240.0.10:6443',
            'certificate-authority-data': Buffer.from(authority).toString('base64'),
          },
        },
      ],
    };
    const pod = (command: string[]): string =>
      JSON.stringify({
        kind: 'Pod',
        spec: { containers: [{ image: `registry.k8s.io/${command[0]}:v1.35.8`, command }] },
      });
    const { status, spec, folder, talk } = adopt({
      'admin.conf': JSON.stringify(kubeconfig),
      'api.yaml': pod([
        'kube-apiserver',
        '--service-cluster-ip-range=10.32.0.0/24',
        '--kubelet-certificate-authority=/etc/kubernetes/pki/ca.crt',
      ]),
      'manager.yaml': pod(['kube-controller-manager', '--cluster-cidr=10.200.0.0/16', '--cluster-name=production']),
      'proxy.yaml': JSON.stringify({
        kind: 'ConfigMap',
        data: { 'config.conf': 'kind: KubeProxyConfiguration\nmode: ipvs\n' },
      }),
    });
    expect([status, talk]).toEqual([0, expect.stringContaining('bootwright approve')]);
    expect(spec()).toMatchObject({
      kubernetes: { version: '1.35.8' },
      controlPlane: { endpoint: 'https://10.240.0.10:6443' },
    });
    expect(spec().kubelet).toBeUndefined();
    expect(readFileSync(join(folder, 'cluster.yaml'), 'utf8')).toContain('DaemonSet, ipvs');
    expect(readFileSync(join(folder, 'pki', 'ca.pem'), 'utf8')).toBe(authority);
  });

  const config = { 'config.yaml': configMap(configuration()) };

  it.each<[string, Readonly<Record<string, string>>, string[], string]>([
    [
      'a CA that the command does not pin',
      { ...config, 'ca.crt': authority },
      ['--join', joinLine(`sha256:${'0'.repeat(64)}`)],
      'is not the CA that the join command pins',
    ],
    [
      'the key of another CA',
      { ...config, 'ca.crt': authority, 'ca.key': readFileSync(new URL('admin-key.pem', fixture), 'utf8') },
      [],
      'is not the key of',
    ],
    [
      'two CAs',
      {
        ...config,
        'ca.crt': authority,
        'b.crt': readFileSync(new URL('../../bootstrap-token/pki/ca.pem', fixture), 'utf8'),
      },
      [],
      'belong to two clusters',
    ],
    [
      'two releases',
      { ...config, 'b.yaml': configMap(configuration().replace('1.36.4', '1.35.8')) },
      [],
      'choose one with --kubernetes',
    ],
    ['nothing but a CA', { 'ca.crt': authority }, [], 'kubectl -n kube-system get cm kubeadm-config'],
    ['a file that says nothing', { 'notes.txt': 'hello' }, [], 'says nothing about a cluster'],
    ['a token that is none', config, ['--join', joinLine().replace(token, 'ABCDEF.0')], 'the token is none'],
    [
      'ranges that are none',
      { 'config.yaml': configMap(configuration().replace('10.200.0.0/16', 'all of it')) },
      [],
      'cidr-malformed',
    ],
  ])('writes nothing for %s', (_, files, options, text) => {
    const { folder, status, talk } = adopt(files, ...options);
    expect([status, talk]).toEqual([1, expect.stringContaining(text)]);
    expect(existsSync(join(folder, 'cluster.yaml'))).toBe(false);
    expect(existsSync(join(folder, 'pki'))).toBe(false);
    expect(talk).not.toContain('0123456789abcdef');
  });

  it('takes an option for what two files say differently', () => {
    const files = { ...config, 'b.yaml': configMap(configuration().replace('1.36.4', '1.35.8')) };
    const { status, spec } = adopt(files, '--kubernetes', '1.35.8');
    expect([status, spec().kubernetes.version]).toEqual([0, '1.35.8']);
  });

  it('writes over no spec and no other CA', () => {
    const { folder } = adopt({ ...config, 'ca.crt': authority });
    const again = bootwright(folder, ['adopt', 'config.yaml']);
    expect([again.status, again.talk]).toEqual([2, expect.stringContaining('--force overwrites it')]);
    writeFileSync(join(folder, 'pki', 'ca.pem'), readFileSync(new URL('../../bootstrap-token/pki/ca.pem', fixture)));
    const forced = bootwright(folder, ['adopt', 'config.yaml', 'ca.crt', '--force']);
    expect([forced.status, forced.talk]).toEqual([1, expect.stringContaining('and of another cluster')]);
  });
});
