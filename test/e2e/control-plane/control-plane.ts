import { join } from 'node:path';
import type { BackgroundProcess } from '../harness/process.js';
import type { Network } from '../network/network.js';
import { type ApiServer, type ControlPlanePrograms, startApiServer } from './api-server.js';
import type { ControlPlaneKeys } from './keys.js';

/** An API server, a controller manager and a scheduler. A restart is of all of them, but not of etcd, with other keys; the
 * keys of service accounts stay. Where this test's own flags start the API servers, each can be taken away. */
export type ControlPlane = Pick<ApiServer, 'kubectl' | 'restart'> & Partial<Pick<ApiServer, 'server' | 'startAnother'>>;

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
    ...apiServer,
    restart: async (next) => {
      for (const each of controllers) await each.stop();
      await apiServer.restart(next);
      controllers = await startOthers();
    },
  };
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
