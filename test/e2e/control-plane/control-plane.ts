import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { kubeletClient } from '../document/document.js';
import type { BackgroundProcess } from '../harness/process.js';
import { eventually } from '../harness/wait.js';
import { addressing, type Family, inUrl } from '../network/address-families.js';
import { type Network, unknownName } from '../network/network.js';
import type { Binaries } from '../supplies/binaries.js';
import { certificateSigner } from './certificates.js';
import { writeKubeconfig } from './kubeconfig.js';
import { type Kubectl, openKubectl } from './kubectl.js';

/** Where the API server of a cluster with these families is asked. */
export function endpointOf([first = 'ipv4']: readonly Family[]): string {
  return `https://${inUrl(addressing[first].apiServer)}:6443`;
}

/** Where the control plane's programs are: a folder of etcd, and one of Kubernetes' programs and kubectl. */
export type ControlPlanePrograms = Pick<Binaries, 'etcd' | 'kubernetes'>;

/** What a control plane is made with. */
export interface ControlPlaneKeys {
  /** A PEM file of the CAs that it believes. */
  readonly trusted: string;
  /** A folder with `ca.pem` and `ca-key.pem`: the one CA that signs for it and by it. */
  readonly signer: string;
  /** A folder with the administrator's pair. */
  readonly admin: string;
}

/** All of it from one folder of keys. */
export function keysIn(pki: string): ControlPlaneKeys {
  return { trusted: join(pki, 'ca.pem'), signer: pki, admin: pki };
}

export interface ControlPlane {
  readonly kubectl: Kubectl;
  /** Stops its programs, but not etcd, and starts them with these keys; the keys of service accounts stay. */
  restart(keys: ControlPlaneKeys): Promise<void>;
}

/** Starts etcd and Kubernetes' control plane, and gives the administrator's kubectl. */
export async function startControlPlane(
  network: Network,
  binaries: ControlPlanePrograms,
  keys: ControlPlaneKeys,
  folder: string,
  signal: AbortSignal,
  controllerManagerFlags: readonly string[] = [],
): Promise<ControlPlane> {
  const apiServer = await startApiServer(network, binaries, keys, folder, signal);
  const startOthers = () => startControllers(network, binaries, folder, controllerManagerFlags);
  let controllers = await startOthers();
  return {
    kubectl: apiServer.kubectl,
    restart: async (next) => {
      for (const each of controllers) await each.stop();
      await apiServer.restart(next);
      controllers = await startOthers();
    },
  };
}

/** An API server alone: nodes can register, and pods that name their node run there. */
export interface ApiServer {
  readonly kubectl: Kubectl;
  restart(keys: ControlPlaneKeys): Promise<void>;
  stop(): Promise<void>;
}

/** Starts etcd and the API server, with the rights that it has towards kubelets; `flags` go beside its own. */
export async function startApiServer(
  network: Network,
  binaries: ControlPlanePrograms,
  keys: ControlPlaneKeys,
  folder: string,
  signal: AbortSignal,
  flags: readonly string[] = [],
): Promise<ApiServer> {
  await mkdir(folder, { recursive: true });
  const at = (name: string): string => join(folder, name);
  await certificateSigner(keys.signer, folder)({ file: 'service-accounts', commonName: 'service-accounts' });
  await settleKeys(keys, folder, network.families);

  const etcd = network.start('etcd', [
    join(binaries.etcd, 'etcd'),
    '--data-dir',
    at('etcd'),
    '--unsafe-no-fsync',
    '--log-level',
    'warn',
  ]);
  const startServer = () =>
    network.start('kube-apiserver', [
      join(binaries.kubernetes, 'kube-apiserver'),
      ...apiServerFlags(folder, network.families),
      ...flags,
    ]);
  let server = startServer();
  const kubectl = openKubectl(network, join(binaries.kubernetes, 'kubectl'), at('admin.kubeconfig'), signal);
  const isReady = () =>
    eventually('the API server is ready', 60_000, signal, () => kubectl.run('get', '--raw=/readyz'));
  await isReady();
  const rights = ['clusterrolebinding', kubeletClient];
  await eventually('the API server may call kubelets', 30_000, signal, async () => {
    // A try that came too late may have made it all the same.
    const there = await kubectl.run('get', '--ignore-not-found', '-o=name', ...rights);
    return (
      there || kubectl.run('create', ...rights, '--clusterrole=system:kubelet-api-admin', `--user=${kubeletClient}`)
    );
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    await etcd.stop();
  };
  const restart = async (next: ControlPlaneKeys): Promise<void> => {
    await server.stop();
    await settleKeys(next, folder, network.families);
    server = startServer();
    await isReady();
  };
  return { kubectl, restart, stop };
}

/** Makes the control plane's own pairs and kubeconfigs, and puts what it believes in its place. */
async function settleKeys(keys: ControlPlaneKeys, folder: string, families: readonly Family[]): Promise<void> {
  const at = (name: string): string => join(folder, name);
  await signCertificates(keys.signer, folder);
  for (const name of ['client-ca.pem', 'trusted-ca.pem']) await copyFile(keys.trusted, at(name));
  for (const file of ['ca.pem', 'ca-key.pem']) await copyFile(join(keys.signer, file), at(`signer-${file}`));
  for (const file of ['admin.pem', 'admin-key.pem']) await copyFile(join(keys.admin, file), at(file));
  for (const name of ['admin', 'controller-manager', 'scheduler']) {
    const [certificate, key] = [at(`${name}.pem`), at(`${name}-key.pem`)];
    const access = { server: endpointOf(families), ca: at('trusted-ca.pem'), certificate, key };
    await writeKubeconfig(at(`${name}.kubeconfig`), access);
  }
}

async function startControllers(
  network: Network,
  binaries: ControlPlanePrograms,
  folder: string,
  managerFlags: readonly string[],
): Promise<readonly BackgroundProcess[]> {
  const at = (name: string): string => join(folder, name);
  const manager = network.start('kube-controller-manager', [
    join(binaries.kubernetes, 'kube-controller-manager'),
    `--kubeconfig=${at('controller-manager.kubeconfig')}`,
    `--root-ca-file=${at('trusted-ca.pem')}`,
    `--service-account-private-key-file=${at('service-accounts-key.pem')}`,
    `--cluster-signing-cert-file=${at('signer-ca.pem')}`,
    `--cluster-signing-key-file=${at('signer-ca-key.pem')}`,
    '--use-service-account-credentials',
    '--leader-elect=false',
    ...managerFlags,
  ]);
  const scheduler = network.start('kube-scheduler', [
    join(binaries.kubernetes, 'kube-scheduler'),
    `--kubeconfig=${at('scheduler.kubeconfig')}`,
    '--leader-elect=false',
  ]);
  return [manager, scheduler];
}

/** Signs `apiserver.pem` in `folder`, the certificate that the API server shows, with the CA in `pki`. */
export async function signServing(pki: string, folder: string): Promise<void> {
  const services = [
    'kubernetes',
    'kubernetes.default',
    'kubernetes.default.svc',
    'kubernetes.default.svc.cluster.local',
  ];
  const own = Object.values(addressing).flatMap(({ apiServer, firstService }) => [apiServer, firstService]);
  const addresses = [...own, '127.0.0.1'];
  const names = [
    ...[...services, unknownName].map((name) => `DNS:${name}`),
    ...addresses.map((address) => `IP:${address}`),
  ];
  await certificateSigner(pki, folder)({ file: 'apiserver', commonName: 'kube-apiserver', names });
}

async function signCertificates(pki: string, folder: string): Promise<void> {
  const sign = certificateSigner(pki, folder);
  await signServing(pki, folder);
  await sign({ file: 'kubelet-client', commonName: kubeletClient });
  await sign({ file: 'controller-manager', commonName: 'system:kube-controller-manager' });
  await sign({ file: 'scheduler', commonName: 'system:kube-scheduler' });
}

function apiServerFlags(folder: string, families: readonly Family[]): string[] {
  const at = (name: string): string => join(folder, name);
  const own = families.map((family) => addressing[family]);
  return [
    `--advertise-address=${own[0]?.apiServer}`,
    '--etcd-servers=http://127.0.0.1:2379',
    `--service-cluster-ip-range=${own.map(({ services }) => services).join()}`,
    '--authorization-mode=Node,RBAC',
    '--enable-admission-plugins=NodeRestriction',
    '--enable-bootstrap-token-auth',
    '--allow-privileged',
    `--client-ca-file=${at('client-ca.pem')}`,
    `--tls-cert-file=${at('apiserver.pem')}`,
    `--tls-private-key-file=${at('apiserver-key.pem')}`,
    // Really verified: a kubelet whose serving certificate is not this CA's gives no logs and no exec.
    `--kubelet-certificate-authority=${at('trusted-ca.pem')}`,
    `--kubelet-client-certificate=${at('kubelet-client.pem')}`,
    `--kubelet-client-key=${at('kubelet-client-key.pem')}`,
    '--kubelet-preferred-address-types=InternalIP,Hostname',
    '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
    `--service-account-key-file=${at('service-accounts.pem')}`,
    `--service-account-signing-key-file=${at('service-accounts-key.pem')}`,
  ];
}
