import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { kubeletClient } from '../document/document.js';
import type { BackgroundProcess } from '../harness/process.js';
import { eventually } from '../harness/wait.js';
import { addressing, type Family, inUrl } from '../network/address-families.js';
import type { Network } from '../network/network.js';
import type { Binaries } from '../supplies/binaries.js';
import { certificateSigner } from './certificates.js';
import { type ControlPlaneKeys, settleKeys } from './keys.js';
import { type Kubectl, openKubectl } from './kubectl.js';

/** Where the API server of a cluster with these families is asked. */
export function endpointOf([first = 'ipv4']: readonly Family[]): string {
  return `https://${inUrl(addressing[first].apiServer)}:6443`;
}

/** Where the control plane's programs are: a folder of etcd, and one of Kubernetes' programs and kubectl. */
export type ControlPlanePrograms = Pick<Binaries, 'etcd' | 'kubernetes'>;

/** One API server of a cluster, which can be taken away for a while. */
export interface Server {
  /** Stops it, does that, and starts it again. */
  outage<Seen>(take: () => Promise<Seen>): Promise<Seen>;
}

/** A server that `start` starts, and that answers once `isReady` has come through. */
class RunningServer implements Server {
  readonly #start: () => BackgroundProcess;
  readonly #isReady: () => Promise<unknown>;
  #running: BackgroundProcess;

  constructor(start: () => BackgroundProcess, isReady: () => Promise<unknown>) {
    this.#start = start;
    this.#isReady = isReady;
    this.#running = start();
  }

  async outage<Seen>(take: () => Promise<Seen>): Promise<Seen> {
    await this.stop();
    try {
      return await take();
    } finally {
      this.#running = this.#start();
      await this.#isReady();
    }
  }

  stop(): Promise<void> {
    return this.#running.stop();
  }
}

/** An API server alone: nodes can register, and pods that name their node run there. */
export interface ApiServer {
  readonly kubectl: Kubectl;
  readonly server: Server;
  /** Starts one more of the same etcd, on this port. */
  startAnother(port: number): Promise<Server>;
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
  await settleKeys(keys, folder, endpointOf(network.families));

  const etcd = network.start('etcd', [
    join(binaries.etcd, 'etcd'),
    '--data-dir',
    at('etcd'),
    '--unsafe-no-fsync',
    '--log-level',
    'warn',
  ]);
  const start = (name: string, more: readonly string[]) =>
    network.start(name, [
      join(binaries.kubernetes, 'kube-apiserver'),
      ...apiServerFlags(folder, network.families),
      ...flags,
      ...more,
    ]);
  const kubectl = openKubectl(network, join(binaries.kubernetes, 'kubectl'), at('admin.kubeconfig'), signal);
  const ready = (...at: string[]) =>
    eventually('the API server is ready', 60_000, signal, () => kubectl.run(...at, 'get', '--raw=/readyz'));
  const server = new RunningServer(
    () => start('kube-apiserver', []),
    () => ready(),
  );
  await ready();
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
  const restart = (next: ControlPlaneKeys): Promise<void> =>
    server.outage(() => settleKeys(next, folder, endpointOf(network.families)));
  const startAnother = async (port: number): Promise<Server> => {
    const url = endpointOf(network.families).replace(/\d+$/, String(port));
    const isReady = () => ready(`--server=${url}`);
    // The Service `kubernetes` keeps leading to the first.
    const itsFlags = [`--secure-port=${port}`, '--endpoint-reconciler-type=none'];
    const other = new RunningServer(() => start(`kube-apiserver-${port}`, itsFlags), isReady);
    await isReady();
    return other;
  };
  return { kubectl, server, startAnother, restart, stop };
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
    // An emulated machine may be away for longer than the five minutes after which its pods would be taken from it.
    '--default-not-ready-toleration-seconds=3600',
    '--default-unreachable-toleration-seconds=3600',
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
