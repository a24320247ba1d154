import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { kubeletClient } from '../document/document.js';
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

/** Starts etcd and Kubernetes' control plane on the CA in `pki`, and gives the administrator's kubectl. */
export async function startControlPlane(
  network: Network,
  binaries: ControlPlanePrograms,
  pki: string,
  folder: string,
  signal: AbortSignal,
  controllerManagerFlags: readonly string[] = [],
): Promise<Kubectl> {
  const { kubectl } = await startApiServer(network, binaries, pki, folder, signal);
  await startControllers(network, binaries, pki, folder, controllerManagerFlags);
  return kubectl;
}

/** An API server alone: nodes can register, and pods that name their node run there. */
export interface ApiServer {
  readonly kubectl: Kubectl;
  stop(): Promise<void>;
}

/** Starts etcd and the API server, with the rights that it has towards kubelets; `flags` go beside its own. */
export async function startApiServer(
  network: Network,
  binaries: ControlPlanePrograms,
  pki: string,
  folder: string,
  signal: AbortSignal,
  flags: readonly string[] = [],
): Promise<ApiServer> {
  await mkdir(folder, { recursive: true });
  const at = (name: string): string => join(folder, name);
  const ca = join(pki, 'ca.pem');
  await signCertificates(pki, folder);
  await copyFile(ca, at('client-ca.pem'));
  const admin = { certificate: join(pki, 'admin.pem'), key: join(pki, 'admin-key.pem') };
  await writeKubeconfig(at('admin.kubeconfig'), { server: endpointOf(network.families), ca, ...admin });

  const etcd = network.start('etcd', [
    join(binaries.etcd, 'etcd'),
    '--data-dir',
    at('etcd'),
    '--unsafe-no-fsync',
    '--log-level',
    'warn',
  ]);
  const server = network.start('kube-apiserver', [
    join(binaries.kubernetes, 'kube-apiserver'),
    ...apiServerFlags(pki, folder, network.families),
    ...flags,
  ]);
  const kubectl = openKubectl(network, join(binaries.kubernetes, 'kubectl'), at('admin.kubeconfig'), signal);
  await eventually('the API server is ready', 60_000, signal, () => kubectl.run('get', '--raw=/readyz'));
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
  return { kubectl, stop };
}

async function startControllers(
  network: Network,
  binaries: ControlPlanePrograms,
  pki: string,
  folder: string,
  managerFlags: readonly string[],
): Promise<void> {
  const at = (name: string): string => join(folder, name);
  const ca = join(pki, 'ca.pem');
  for (const name of ['controller-manager', 'scheduler']) {
    const [certificate, key] = [at(`${name}.pem`), at(`${name}-key.pem`)];
    await writeKubeconfig(at(`${name}.kubeconfig`), { server: endpointOf(network.families), ca, certificate, key });
  }
  network.start('kube-controller-manager', [
    join(binaries.kubernetes, 'kube-controller-manager'),
    `--kubeconfig=${at('controller-manager.kubeconfig')}`,
    `--root-ca-file=${ca}`,
    `--service-account-private-key-file=${at('service-accounts-key.pem')}`,
    `--cluster-signing-cert-file=${ca}`,
    `--cluster-signing-key-file=${join(pki, 'ca-key.pem')}`,
    '--use-service-account-credentials',
    '--leader-elect=false',
    ...managerFlags,
  ]);
  network.start('kube-scheduler', [
    join(binaries.kubernetes, 'kube-scheduler'),
    `--kubeconfig=${at('scheduler.kubeconfig')}`,
    '--leader-elect=false',
  ]);
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
  await sign({ file: 'service-accounts', commonName: 'service-accounts' });
  await sign({ file: 'controller-manager', commonName: 'system:kube-controller-manager' });
  await sign({ file: 'scheduler', commonName: 'system:kube-scheduler' });
}

function apiServerFlags(pki: string, folder: string, families: readonly Family[]): string[] {
  const at = (name: string): string => join(folder, name);
  const ca = join(pki, 'ca.pem');
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
    `--kubelet-certificate-authority=${ca}`,
    `--kubelet-client-certificate=${at('kubelet-client.pem')}`,
    `--kubelet-client-key=${at('kubelet-client-key.pem')}`,
    '--kubelet-preferred-address-types=InternalIP,Hostname',
    '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
    `--service-account-key-file=${at('service-accounts.pem')}`,
    `--service-account-signing-key-file=${at('service-accounts-key.pem')}`,
  ];
}
