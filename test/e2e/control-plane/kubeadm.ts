import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { type Argv, runCommand } from '../harness/command.js';
import type { BackgroundProcess } from '../harness/process.js';
import { eventually } from '../harness/wait.js';
import { addressing } from '../network/address-families.js';
import type { Network } from '../network/network.js';
import type { ControlPlanePrograms } from './api-server.js';
import type { ControlPlane } from './control-plane.js';
import { type Kubectl, openKubectl } from './kubectl.js';

/** The control plane's programs, and the kubeadm of their release. */
export interface KubeadmPrograms extends ControlPlanePrograms {
  readonly kubeadm: string;
  readonly release: string;
}

const { apiServer, pods, services } = addressing.ipv4;

/** What kubeadm is told of its cluster: the network's addresses, and that all it writes lies below /etc. */
function configOf(release: string): string {
  const documents = [
    {
      apiVersion: 'kubeadm.k8s.io/v1beta4',
      kind: 'InitConfiguration',
      localAPIEndpoint: { advertiseAddress: apiServer },
      // Its machine has no kubelet: the pods of its manifests run as plain processes.
      nodeRegistration: { name: 'control-plane', criSocket: 'unix:///run/none.sock' },
    },
    {
      apiVersion: 'kubeadm.k8s.io/v1beta4',
      kind: 'ClusterConfiguration',
      clusterName: 'adopted',
      controlPlaneEndpoint: `${apiServer}:6443`,
      etcd: { local: { dataDir: '/etc/etcd' } },
      kubernetesVersion: `v${release}`,
      networking: { podSubnet: pods, serviceSubnet: services },
    },
  ];
  return documents.map((each) => `---\n${stringify(each)}`).join('');
}

/** What stands for /etc in a cluster's folder: all that kubeadm writes, and what etcd remembers. */
const etcOf = (folder: string): string => join(folder, 'etc');

/** The command in a mount namespace whose /etc is the cluster's: kubeadm's paths, and those of its flags, are real ones. */
function asOnItsMachine(folder: string, argv: readonly string[]): Argv {
  return ['unshare', '--mount', 'sh', '-ec', 'mount --bind "$0" /etc; exec "$@"', etcOf(folder), ...argv];
}

const manifests = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'] as const;
type Manifest = (typeof manifests)[number];

/** Starts the program of a static pod's manifest, with the flags that kubeadm gave it. */
async function startManifest(
  network: Network,
  programs: KubeadmPrograms,
  folder: string,
  name: Manifest,
): Promise<BackgroundProcess> {
  const file = join(etcOf(folder), 'kubernetes', 'manifests', `${name}.yaml`);
  const { spec } = parse(await readFile(file, 'utf8'));
  const [program, ...flags] = spec.containers[0].command as string[];
  const [from, more] = name === 'etcd' ? [programs.etcd, ['--unsafe-no-fsync']] : [programs.kubernetes, []];
  return network.start(name, asOnItsMachine(folder, [join(from, program ?? ''), ...flags, ...more]));
}

interface ApiServer {
  readonly kubectl: Kubectl;
  stop(): Promise<void>;
}

async function startApiServer(
  network: Network,
  programs: KubeadmPrograms,
  folder: string,
  signal: AbortSignal,
): Promise<ApiServer> {
  const etcd = await startManifest(network, programs, folder, 'etcd');
  const server = await startManifest(network, programs, folder, 'kube-apiserver');
  const config = join(etcOf(folder), 'kubernetes', 'admin.conf');
  const kubectl = openKubectl(network, join(programs.kubernetes, 'kubectl'), config, signal);
  await eventually("kubeadm's API server is ready", 60_000, signal, () => kubectl.run('get', '--raw=/readyz'));
  const stop = async (): Promise<void> => {
    await server.stop();
    await etcd.stop();
  };
  return { kubectl, stop };
}

/** What the cluster's owner copies, as docs/kubeadm-cluster.md says. */
export interface OwnersCopies {
  readonly 'kubeadm-config.yaml': string;
  readonly 'ca.crt': string;
  readonly 'join.txt': string;
}

/**
 * Has kubeadm make a cluster in `folder`, phase by phase as `kubeadm init` does: certificates, kubeconfigs, manifests; then, at
 * an API server of just these, its ConfigMaps, the rights of its tokens and kube-proxy's DaemonSet. It is off at the end.
 */
export async function makeKubeadmCluster(
  network: Network,
  programs: KubeadmPrograms,
  folder: string,
  signal: AbortSignal,
): Promise<OwnersCopies> {
  const etc = etcOf(folder);
  await mkdir(join(etc, 'kubernetes'), { recursive: true });
  await writeFile(join(etc, 'kubeadm.yaml'), configOf(programs.release));
  const kubeadm = (...args: string[]): Promise<string> =>
    runCommand(network.inside(asOnItsMachine(folder, [programs.kubeadm, ...args])), {
      signal,
      timeoutMs: 60_000,
      env: { HOME: folder },
    });
  const phase = (...args: string[]): Promise<string> =>
    kubeadm('init', 'phase', ...args, '--config', '/etc/kubeadm.yaml');
  await phase('certs', 'all');
  await phase('kubeconfig', 'all');
  await phase('etcd', 'local');
  await phase('control-plane', 'all');
  const { kubectl, stop } = await startApiServer(network, programs, folder, signal);
  await phase('upload-config', 'all');
  await phase('bootstrap-token', '--skip-token-print');
  await phase('addon', 'kube-proxy');
  const copies = {
    'kubeadm-config.yaml': await kubectl.run('-n', 'kube-system', 'get', 'cm', 'kubeadm-config', '-o', 'yaml'),
    'ca.crt': await readFile(join(etc, 'kubernetes', 'pki', 'ca.crt'), 'utf8'),
    'join.txt': await kubeadm('token', 'create', '--print-join-command'),
  };
  await stop();
  return copies;
}

/** Starts the cluster that kubeadm made, from a copy of what it remembers: another attempt finds it as it was. */
export async function startKubeadmCluster(
  network: Network,
  programs: KubeadmPrograms,
  made: string,
  folder: string,
  signal: AbortSignal,
): Promise<ControlPlane> {
  await cp(made, folder, { recursive: true });
  const { kubectl } = await startApiServer(network, programs, folder, signal);
  for (const name of ['kube-controller-manager', 'kube-scheduler'] as const)
    await startManifest(network, programs, folder, name);
  const restart = (): Promise<never> => Promise.reject(new Error("kubeadm's control plane keeps its keys"));
  return { kubectl, restart };
}
