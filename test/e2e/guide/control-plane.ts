import { readdirSync } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { stringify } from 'yaml';
import type { Kubectl } from '../control-plane/kubectl.js';
import { runCommand } from '../harness/command.js';
import { cacheFolder, repository } from '../harness/places.js';
import type { Network } from '../network/network.js';

/** The guide's control plane, as far as it can be seen from a terminal on it. */
export interface Terminal {
  readonly kubectl: Kubectl;
  /** Runs lines of a page as its reader does, up to the first that fails, which is an error; what they print. */
  follow(lines: string): Promise<string>;
  readonly folder: string;
}

/** The folder of the kubeadm that `.ci/judges` has built. */
function kubeadmFolder(): string {
  const found = readdirSync(cacheFolder).find((name) => name.startsWith('kubeadm-36-'));
  if (found === undefined) throw new Error('there is no kubeadm: run .ci/judges');
  return join(cacheFolder, found);
}

/** What `kubeadm init` was told, on the machine of the guide. */
function kubeadmConfig(version: string): string {
  const apiVersion = 'kubeadm.k8s.io/v1beta4';
  const documents = [
    {
      apiVersion,
      kind: 'InitConfiguration',
      localAPIEndpoint: { advertiseAddress: '10.240.0.10' },
      nodeRegistration: { name: 'control-plane', criSocket: 'unix:///run/none.sock' },
    },
    {
      apiVersion,
      kind: 'ClusterConfiguration',
      controlPlaneEndpoint: '10.240.0.10:6443',
      kubernetesVersion: `v${version}`,
      networking: { podSubnet: '10.244.0.0/16', serviceSubnet: '10.32.0.0/24' },
    },
  ];
  return documents.map((each) => `---\n${stringify(each)}`).join('');
}

/** A terminal where kubeadm has put what it leaves in a cluster: its ConfigMap, read by what the guide copies. */
export async function openTerminal(
  network: Network,
  programs: string,
  kubectl: Kubectl,
  pki: string,
  folder: string,
  version: string,
  signal: AbortSignal,
): Promise<Terminal> {
  await mkdir(join(folder, 'etc'), { recursive: true });
  await copyFile(join(pki, 'ca.pem'), join(folder, 'etc', 'ca.crt'));
  await mkdir(join(folder, 'etc', 'pki'), { mode: 0o700 });
  for (const file of ['ca.pem', 'ca-key.pem']) await copyFile(join(pki, file), join(folder, 'etc', 'pki', file));
  await copyFile(join(folder, '..', 'control-plane', 'admin.kubeconfig'), join(folder, 'admin.conf'));
  await writeFile(join(folder, 'etc', 'kubeadm.yaml'), kubeadmConfig(version));
  const path = [kubeadmFolder(), programs, process.env.PATH].join(delimiter);
  const env = [`PATH=${path}`, `HOME=${folder}`, `KUBECONFIG=${join(folder, 'admin.conf')}`];
  const bootwright = `bootwright() { '${process.execPath}' '${join(repository, 'dist', 'cli.js')}' "$@"; }`;
  const follow = (lines: string): Promise<string> => {
    // The one path that a test can't have: this machine's own /etc stays as it is.
    const here = lines.replaceAll('/etc/kubernetes/pki/ca.crt', `'${folder}/etc/ca.crt'`).replaceAll('sudo ', '');
    const script = `set -euo pipefail\ncd '${folder}'\nexec 2>&1\n${bootwright}\n${here}`;
    return runCommand(network.inside(['env', ...env, 'bash', '-c', script]), { signal, timeoutMs: 120_000 });
  };
  await follow(`kubeadm init phase upload-config kubeadm --config etc/kubeadm.yaml --kubeconfig admin.conf`);
  return { kubectl, follow, folder };
}
