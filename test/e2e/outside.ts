import { join } from 'node:path';
import { kubeletClient } from './document.js';
import { appImage } from './image.js';
import type { Laboratory } from './laboratory.js';
import { eventually } from './wait.js';
import { client, nodePort, server, service, workload } from './workload.js';

/** What must be so for the cluster and its users. Each throws when it isn't. */

interface NodeObject {
  status: {
    addresses: { type: string; address: string }[];
    conditions: { type: string; status: string; message: string }[];
    nodeInfo: { bootID: string; kubeletVersion: string; containerRuntimeVersion: string };
  };
}

interface PodObject {
  metadata: { name: string };
  status: {
    podIP?: string;
    conditions?: { type: string; status: string }[];
    containerStatuses?: { restartCount: number }[];
  };
}

/** Ready, as said by the kubelet of this very boot. */
export async function nodeIsReady(
  { kubectl, port, signal }: Pick<Laboratory, 'kubectl' | 'port' | 'signal'>,
  bootId: string,
): Promise<string> {
  const node = await eventually(`node ${port.name} is Ready`, 120_000, signal, async () => {
    const seen = await kubectl.get<NodeObject>('node', port.name);
    const ready = seen.status.conditions.find(({ type }) => type === 'Ready');
    if (ready?.status === 'True' && seen.status.nodeInfo.bootID === bootId) return seen;
    throw new Error(ready?.message ?? 'no Ready condition');
  });
  const internal = node.status.addresses.find(({ type }) => type === 'InternalIP')?.address;
  if (internal !== port.address) throw new Error(`its InternalIP is ${internal}, not ${port.address}`);
  const { kubeletVersion, containerRuntimeVersion } = node.status.nodeInfo;
  return `${kubeletVersion}, ${containerRuntimeVersion}`;
}

/** Nothing can be pulled in this network, so the images come by hand. */
export async function importImages({ shell, supplies }: Laboratory): Promise<undefined> {
  await shell.copy(supplies.images.file, '/run/images.tar');
  await shell.run('ctr -n k8s.io images import /run/images.tar && rm /run/images.tar');
  const names = await shell.run('ctr -n k8s.io images ls -q');
  for (const image of supplies.images.names) {
    if (!names.split('\n').includes(image)) throw new Error(`${image} is not among ${names}`);
  }
}

export async function podsRun(lab: Laboratory): Promise<string> {
  const { kubectl, port, signal } = lab;
  await eventually('the workload is accepted', 30_000, signal, async () => {
    await kubectl.apply(...workload(port.name));
    return true;
  });
  const pods = await readyPods(lab);
  for (const { metadata, status } of pods) {
    const address = status.podIP ?? 'none';
    if (!address.startsWith(podPrefix(port.podCIDR)))
      throw new Error(`${metadata.name} has ${address}, not of ${port.podCIDR}`);
  }
  return pods.map(({ metadata, status }) => `${metadata.name} ${status.podIP}`).join(', ');
}

/** Both pods are ready; after a restart of the machine their containers are new ones. */
export function readyPods({ kubectl, signal }: Laboratory, restarts = 0): Promise<readonly PodObject[]> {
  return eventually('both pods are ready', 90_000, signal, async () => {
    const pods = (await kubectl.get<{ items: PodObject[] }>('pods', server, client)).items;
    const ready = pods.every(({ status }) => {
      const isReady = status.conditions?.some((one) => one.type === 'Ready' && one.status === 'True');
      return isReady && status.containerStatuses?.every(({ restartCount }) => restartCount >= restarts);
    });
    return ready ? pods : undefined;
  });
}

/** Over the Service's own address from a pod and from the node, and over the node's port from outside. */
export async function serviceAnswers(lab: Laboratory): Promise<string> {
  const { kubectl, shell, port, signal, outside } = lab;
  const { spec } = await kubectl.get<{ spec: { clusterIP: string } }>('service', service);
  const ways: Readonly<Record<string, () => Promise<string>>> = {
    'a pod': () => kubectl.run('exec', client, '--', '/app', 'get', `http://${spec.clusterIP}`),
    'the node': () => shell.run(`curl -sS --fail --max-time 5 http://${spec.clusterIP}`),
    outside: () => outside('curl', '-sS', '--fail', '--max-time', '5', `http://${port.address}:${nodePort}`),
  };
  for (const [way, ask] of Object.entries(ways)) {
    await eventually(`an answer to ${way}`, 30_000, signal, async () => {
      const answer = await ask();
      if (answer.startsWith(`${server} ${podPrefix(port.podCIDR)}`)) return answer;
      throw new Error(`it answered: ${answer}`);
    });
  }
  return `${spec.clusterIP} to ${Object.keys(ways).join(', ')}`;
}

export async function logsWork({ kubectl }: Laboratory): Promise<undefined> {
  const logs = await kubectl.run('logs', server);
  if (!logs.startsWith(`serving as ${server} `)) throw new Error(`the log says: ${logs}`);
}

export async function execWorks({ kubectl, port }: Laboratory): Promise<undefined> {
  const answer = await kubectl.run('exec', server, '--', '/app', 'get', 'http://127.0.0.1:8080');
  if (!answer.startsWith(`${server} ${podPrefix(port.podCIDR)}`)) throw new Error(`it printed: ${answer}`);
}

/** From here on the API server's right to call kubelets is that of cluster/rbac.yaml. */
export async function clusterSideApplies({ kubectl }: Laboratory, folder: string): Promise<undefined> {
  await kubectl.run('delete', 'clusterrolebinding', kubeletClient);
  await kubectl.run('apply', '--validate=strict', '-f', join(folder, 'rbac.yaml'));
  // Its images can't be pulled in this network: that the API server takes it all is what can be seen here.
  await kubectl.run('apply', '--validate=strict', '-f', join(folder, 'dns.yaml'));
  await kubectl.run('delete', '-f', join(folder, 'dns.yaml'));
}

export async function verifyPasses(lab: Laboratory, folder: string): Promise<string> {
  const settings = {
    KUBECTL: join(lab.supplies.binaries.kubernetes, 'kubectl'),
    WEB_IMAGE: appImage,
    WEB_PORT: '8080',
    WEB_COMMAND: '/app serve',
    WEB_EXEC: '/app get http://127.0.0.1:8080',
    CLIENT_IMAGE: appImage,
    CLIENT_COMMAND: '/app pause',
    CLIENT_FETCH: '/app get',
  };
  const environment = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  const script = ['bash', join(folder, 'verify.sh'), '--outside', '--skip', 'dns', '--skip', 'lookup'];
  const { code, stdout, stderr } = await lab.outsideAtLength('env', ...environment, ...script);
  if (code !== 0) throw new Error(`it exited ${code}:\n${stdout}${stderr}`);
  return stdout.trim().replaceAll('\n', '; ');
}

function podPrefix(podCIDR: string): string {
  return podCIDR.slice(0, podCIDR.lastIndexOf('.') + 1);
}
