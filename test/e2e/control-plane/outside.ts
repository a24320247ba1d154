import { join } from 'node:path';
import { kubeletClient } from '../document/document.js';
import { patient } from '../harness/patience.js';
import { eventually } from '../harness/wait.js';
import type { Laboratory } from '../machine/laboratory.js';
import { appImage } from '../supplies/image.js';
import { isAnswerOf, server } from './workload.js';

/** What must be so for the cluster and its users. Each throws when it isn't. */

interface NodeObject {
  metadata: { labels: Readonly<Record<string, string>> };
  spec: { podCIDR?: string; taints?: readonly Taint[] };
  status: {
    addresses: { type: string; address: string }[];
    conditions: { type: string; status: string; message: string }[];
    nodeInfo: { bootID: string; kubeletVersion: string; containerRuntimeVersion: string };
  };
}

interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

/** A node as its spec has it. */
export interface PlannedNode {
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  /** What the node's releases begin with. */
  readonly kubelet: string;
  readonly runtime: string;
}

/** Ready, as said by the kubelet of this very boot, and of that release where one is named. */
export async function nodeIsReady(
  { kubectl, port, signal }: Pick<Laboratory, 'kubectl' | 'port' | 'signal'>,
  bootId: string,
  release?: string,
): Promise<string> {
  const node = await eventually(`node ${port.name} is Ready`, 120_000, signal, async () => {
    const seen = await kubectl.get<NodeObject>('node', port.name);
    const ready = seen.status.conditions.find(({ type }) => type === 'Ready');
    const { bootID, kubeletVersion } = seen.status.nodeInfo;
    if (kubeletVersion !== (release ?? kubeletVersion)) throw new Error(`its kubelet is ${kubeletVersion}`);
    if (ready?.status === 'True' && bootID === bootId) return seen;
    throw new Error(ready?.message ?? 'no Ready condition');
  });
  const internal = node.status.addresses.flatMap(({ type, address }) => (type === 'InternalIP' ? [address] : []));
  const [found, wanted] = [internal.join(', '), port.addresses.join(', ')];
  if (found !== wanted) throw new Error(`its InternalIP is ${found}, not ${wanted}`);
  const { kubeletVersion, containerRuntimeVersion } = node.status.nodeInfo;
  return `${kubeletVersion}, ${containerRuntimeVersion}`;
}

/** What the spec says of the node, as the cluster sees it. */
export async function nodeIsAsPlanned({ kubectl, port }: Laboratory, planned: PlannedNode): Promise<string> {
  const { metadata, spec, status } = await kubectl.get<NodeObject>('node', port.name);
  const { kubeletVersion, containerRuntimeVersion } = status.nodeInfo;
  const taints = (spec.taints ?? []).map(taintText);
  const wrong = [
    ...Object.entries(planned.labels).flatMap(([label, value]) =>
      metadata.labels[label] === value ? [] : [`its label ${label} is ${metadata.labels[label]}, not ${value}`],
    ),
    ...planned.taints
      .map(taintText)
      .flatMap((taint) => (taints.includes(taint) ? [] : [`it lacks the taint ${taint}`])),
    ...(kubeletVersion === `v${planned.kubelet}` ? [] : [`its kubelet is ${kubeletVersion}, not ${planned.kubelet}`]),
    ...(containerRuntimeVersion.replace(/^(\w+:\/\/)v/, '$1').startsWith(planned.runtime)
      ? []
      : [`its runtime is ${containerRuntimeVersion}, not ${planned.runtime}`]),
    ...(spec.podCIDR === undefined || spec.podCIDR === port.podCIDR ? [] : [`its podCIDR is ${spec.podCIDR}`]),
  ];
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  return [...Object.entries(planned.labels).map((pair) => pair.join('=')), ...planned.taints.map(taintText)].join(', ');
}

function taintText({ key, value = '', effect }: Taint): string {
  return `${key}=${value}:${effect}`;
}

/** Nothing can be pulled in this network, so the images come by hand. */
export async function importImages({ shell, supplies }: Laboratory): Promise<undefined> {
  await shell.copy(supplies.images.file, '/run/images.tar');
  const ctr = 'PATH=$PATH:/opt/bin ctr -n k8s.io images';
  await shell.run(`${ctr} import /run/images.tar && rm /run/images.tar`);
  const names = await shell.run(`${ctr} ls -q`);
  for (const image of supplies.images.names) {
    if (!names.split('\n').includes(image)) throw new Error(`${image} is not among ${names}`);
  }
}

export async function logsWork({ kubectl }: Laboratory): Promise<undefined> {
  const logs = await kubectl.run('logs', server);
  if (!logs.startsWith(`serving as ${server} `)) throw new Error(`the log says: ${logs}`);
}

export async function execWorks({ kubectl, port }: Laboratory): Promise<undefined> {
  const answer = await kubectl.run('exec', server, '--', '/app', 'get', 'http://127.0.0.1:8080');
  if (!isAnswerOf(answer, server, port)) throw new Error(`it printed: ${answer}`);
}

/** From here on the API server's right to call kubelets is that of cluster/rbac.yaml. */
export async function clusterSideApplies({ kubectl }: Laboratory, folder: string): Promise<undefined> {
  await kubectl.run('delete', 'clusterrolebinding', kubeletClient);
  await kubectl.run('apply', '--validate=strict', '-f', join(folder, 'rbac.yaml'));
  // Its images can't be pulled in this network: that the API server takes it all is what can be seen here.
  await kubectl.run('apply', '--validate=strict', '-f', join(folder, 'dns.yaml'));
  await kubectl.run('delete', '-f', join(folder, 'dns.yaml'));
}

export async function verifyPasses(lab: Laboratory, folder: string, skipped: readonly string[]): Promise<string> {
  const settings = {
    KUBECTL: join(lab.supplies.binaries.kubernetes, 'kubectl'),
    WEB_IMAGE: appImage,
    WEB_PORT: '8080',
    WEB_COMMAND: '/app serve',
    WEB_EXEC: '/app get http://127.0.0.1:8080',
    CLIENT_IMAGE: appImage,
    CLIENT_COMMAND: '/app pause',
    CLIENT_FETCH: '/app get',
    // Its own default, in seconds, on the machine that limits are made for.
    PATIENCE: String(patient(120)),
  };
  const environment = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  const skips = ['dns', 'lookup', ...skipped].flatMap((check) => ['--skip', check]);
  const script = ['bash', join(folder, 'verify.sh'), '--outside', ...skips];
  const { code, stdout, stderr } = await lab.outsideAtLength('env', ...environment, ...script);
  if (code !== 0) throw new Error(`it exited ${code}:\n${stdout}${stderr}`);
  return stdout.trim().replaceAll('\n', '; ');
}
