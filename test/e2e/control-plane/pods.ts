import { eventually } from '../harness/wait.js';
import type { Laboratory } from '../machine/laboratory.js';
import { liesIn } from '../network/address-families.js';
import type { Port } from '../network/network.js';
import { client, deployment, server, workload } from './workload.js';

/** What must be so for pods. Each throws when it isn't. */

export interface PodObject {
  metadata: { name: string; uid: string };
  status: {
    phase?: string;
    podIP?: string;
    podIPs?: { ip: string }[];
    conditions?: { type: string; status: string }[];
    containerStatuses?: { containerID?: string; restartCount: number }[];
  };
}

export async function podsRun(lab: Laboratory): Promise<string> {
  const { kubectl, port, signal } = lab;
  await eventually('the workload is accepted', 30_000, signal, async () => {
    await kubectl.apply(...workload(port.name));
    return true;
  });
  const pods = await readyPods(lab);
  return pods.map((pod) => `${pod.metadata.name} ${addressesOf(pod, port)}`).join(', ');
}

/** A pod's addresses: one of each family in the cluster's order, each of the node's range for pods. */
export function addressesOf({ metadata, status }: PodObject, { podCIDRs }: Port): string {
  const addresses = (status.podIPs ?? []).map(({ ip }) => ip);
  const wrong = podCIDRs.filter((range, index) => !liesIn(addresses[index] ?? '', range));
  if (wrong.length > 0 || addresses.length !== podCIDRs.length)
    throw new Error(`${metadata.name} has ${addresses.join(', ')}, not of ${podCIDRs.join(', ')}`);
  return addresses.join(' and ');
}

/**
 * Both pods are ready after a restart of the machine, with new containers. Where the kubelet shut down gracefully, it has
 * ended them for good, and whoever owns pods makes new ones: here we.
 */
export async function readyPodsAgain(lab: Laboratory): Promise<readonly PodObject[]> {
  const { kubectl, port, signal } = lab;
  const before = await eventually('the pods are ended or have been started again', 90_000, signal, async () => {
    const { items } = await kubectl.get<{ items: PodObject[] }>('pods', server, client);
    const ended = items.filter(({ status }) => status.phase === 'Succeeded' || status.phase === 'Failed');
    const settled = items.every((pod) => ended.includes(pod) || startedAgain(pod));
    return settled ? { ended: ended.map(({ metadata }) => metadata.name) } : undefined;
  });
  if (before.ended.length > 0) {
    await kubectl.run('delete', 'pod', ...before.ended);
    await kubectl.apply(...workload(port.name));
  }
  return readyPods(lab);
}

const startedAgain = ({ status }: PodObject): boolean =>
  status.containerStatuses?.every(({ restartCount }) => restartCount > 0) === true;

/** Both pods are ready. */
export function readyPods({ kubectl, signal }: Laboratory): Promise<readonly PodObject[]> {
  return eventually('both pods are ready', 90_000, signal, async () => {
    const pods = (await kubectl.get<{ items: PodObject[] }>('pods', server, client)).items;
    return pods.every(({ status }) => isReady(status)) ? pods : undefined;
  });
}

function isReady({ conditions }: PodObject['status']): boolean {
  return conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') === true;
}

/** A Deployment's pod is deleted, and another one takes its place. */
export async function deletedPodComesBack({ kubectl, port, signal }: Laboratory): Promise<string> {
  const ready = (not?: string): Promise<PodObject> =>
    eventually(`a pod of ${deployment} is ready`, 60_000, signal, async () => {
      const pods = (await kubectl.get<{ items: PodObject[] }>('pods', '-l', `app=${deployment}`)).items;
      return pods.find(({ metadata, status }) => metadata.uid !== not && isReady(status));
    });
  const first = await ready();
  await kubectl.run('delete', 'pod', first.metadata.name, '--wait=false');
  const last = await ready(first.metadata.uid);
  return `${last.metadata.name} ${addressesOf(last, port)}`;
}
