import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from './cli-process.js';
import { emptyFolder, example, follow, pageText } from './pages.js';

const page = pageText('guide');
const folder = emptyFolder();

/** What step 2 copies from a control plane that `kubeadm init` made as in step 1. */
const configuration = JSON.stringify({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'kubeadm-config', namespace: 'kube-system' },
  data: {
    ClusterConfiguration: JSON.stringify({
      apiVersion: 'kubeadm.k8s.io/v1beta4',
      kind: 'ClusterConfiguration',
      clusterName: 'kubernetes',
      controlPlaneEndpoint: '10.0.0.2:6443',
      kubernetesVersion: 'v1.35.8',
      networking: { dnsDomain: 'cluster.local', podSubnet: '10.244.0.0/16', serviceSubnet: '10.96.0.0/12' },
    }),
  },
});

beforeAll(() => {
  ensureBuilt();
  const authority = readFileSync('fixtures/current-containerd/pki/ca.pem', 'utf8');
  const key = new X509Certificate(authority).publicKey.export({ type: 'spki', format: 'der' });
  const pin = createHash('sha256').update(key).digest('hex');
  const line = `kubeadm join 10.0.0.2:6443 --token abcdef.0123456789abcdef --discovery-token-ca-cert-hash sha256:${pin}`;
  for (const [name, text] of Object.entries({
    'kubeadm-config.yaml': configuration,
    'ca.crt': authority,
    'join.txt': line,
  }))
    writeFileSync(join(folder, name), text);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

const spec = (): string => readFileSync(join(folder, 'cluster.yaml'), 'utf8');

describe('docs/guide.md, in the order of its steps', () => {
  it('adopts the cluster, and the edit makes a spec that renders two workers', () => {
    follow(folder, example('adopt', page));
    const target = spec().indexOf('  target:');
    expect(target).toBeGreaterThan(0);
    writeFileSync(join(folder, 'cluster.yaml'), spec().slice(0, target) + example('workers', page));
    const said = follow(folder, example('render', page));
    expect(said).toContain('valid, 2 workers');
    expect(said).toContain('out/guide: 2 documents for Kubernetes 1.35.8, hetzner');
  });

  it.each(['hetzner', 'digitalocean', 'aws'])('shows the lines that the module is used by at %s', (provider) => {
    const text = spec();
    writeFileSync(join(folder, 'cluster.yaml'), text.replace('hetzner', provider));
    const said = follow(folder, example('terraform', page));
    writeFileSync(join(folder, 'cluster.yaml'), text);
    const printed = said.slice(said.indexOf('resource "')).split('\n');
    const lines = printed.map((line) => line.trim().replace(/\s+/g, ' ')).filter((line) => line.includes(' = '));
    const shown = example(provider, page).replace(/[^\S\n]+/g, ' ');
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) expect(shown).toContain(line);
    expect(example('hetzner', page)).toContain('source = "./out/guide/terraform"');
  });

  it('says what an upgrade means before anything happens', () => {
    follow(folder, 'bootwright render cluster.yaml');
    const said = follow(folder, example('upgrade', page));
    expect(spec()).toContain('version: "1.36.4"');
    expect(said).toContain('needs a drain');
    expect(said).toContain('Terraform replaces each hcloud_server');
  });

  it('writes the script of an upgrade in place', () => {
    follow(folder, example('script', page.replace(/^ {2}/gm, '')));
    expect(readFileSync(join(folder, 'out/guide/worker-0.sh'), 'utf8')).toMatch(/^#!\/bin\/bash/);
  });
});
