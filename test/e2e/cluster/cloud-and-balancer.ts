import type { Server } from '../control-plane/api-server.js';
import { serverOn } from '../control-plane/workload.js';
import type { Report } from '../harness/report.js';
import { eventually } from '../harness/wait.js';
import type { Laboratory } from '../machine/laboratory.js';
import { startMetadataService } from '../network/metadata-service.js';
import { apiServerAddress, ports } from '../network/network.js';
import { hasItsOwn, isEnforced, slices } from './enforced-reserves.js';
import { providers } from './providers.js';
import { type ClusterRow, holds } from './row.js';

const otherPort = 6444;
const uninitialised = 'node.cloudprovider.kubernetes.io/uninitialized';
/** What the metadata service says of the machine, in the words of the cloud controller manager. */
const providerID = `aws:///test-1a/i-${ports[0]?.name}`;
const topology = {
  'topology.kubernetes.io/region': 'test-1',
  'topology.kubernetes.io/zone': 'test-1a',
  'node.kubernetes.io/instance-type': 't3.small',
};

/** How a node is found by its cloud, finds one of several API servers, and keeps pods from what is its own. */
export const cloudAndBalancer: ClusterRow = {
  name: 'cloud-and-balancer',
  what: 'an external cloud provider, provider ID and topology labels from the metadata; two API servers behind the node’s balancer, each away for a while; enforced reserves and a static CPU policy',
  guest: 'trixie',
  provider: providers.aws,
  packages: ['haproxy', 'libjemalloc2', 'liblua5.4-0', 'libopentracing-c-wrapper0t64', 'libopentracing1'],
  // HAProxy is built for cmpxchg16b.
  hardware: () => ({ processors: 2, wideExchange: true }),
  spec: {
    controlPlane: { balancer: { servers: [`${apiServerAddress}:6443`, `${apiServerAddress}:${otherPort}`] } },
    target: {
      provider: 'aws',
      cloudProvider: 'external',
      identity: { providerID: 'metadata', topology: 'metadata' },
    },
    kubelet: {
      reserved: 'auto',
      config: {
        cpuManagerPolicy: 'static',
        enforceNodeAllocatable: ['pods', 'kube-reserved', 'system-reserved'],
        kubeReservedCgroup: slices.kube,
        systemReservedCgroup: slices.system,
        systemReserved: { cpu: '100m', memory: '500Mi' },
      },
    },
  },
  isMeant: holds([/api-balancer\.service/, /cloud-provider=external/, /cpuManagerPolicy: static/, /kube\.slice/]),
  course: course(),
};

function course(): NonNullable<ClusterRow['course']> {
  const others: Server[] = [];
  return {
    before: [
      {
        what: "aws's metadata service is there",
        take: async ({ network, document }) => {
          await startMetadataService(network, ports, document.text, providers.aws.metadata);
          return undefined;
        },
      },
      {
        what: 'a second API server is there',
        take: async ({ controlPlane }) => {
          const other = await controlPlane.startAnother?.(otherPort);
          if (other) others.push(other);
          return undefined;
        },
      },
    ],
    addOn: { what: 'a cloud controller manager, played by hand, finds the node by its provider ID', take: initialise },
    afterwards: async (lab, report) => {
      await report.check('region, zone and instance type are labels', () => isPlaced(lab));
      const [other] = others.slice(-1);
      await losesServers(lab, report, other);
      await report.check('the kubelet and the runtime run in the slice of their reserve', () => isEnforced(lab));
      await report.check('a pod that asks for a whole processor gets one alone', () => hasItsOwn(lab));
    },
  };
}

interface NodeSeen {
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
  readonly spec: { readonly providerID?: string; readonly taints?: readonly { readonly key: string }[] };
}

/** What the manager does for a node that it knows: the taint goes. */
async function initialise({ kubectl, port, signal }: Laboratory): Promise<string> {
  const node = await eventually('a node has the provider ID', 120_000, signal, async () => {
    const { items } = await kubectl.get<{ items: NodeSeen[] }>('nodes');
    return items.find(({ spec }) => spec.providerID === providerID);
  });
  if (node.metadata.name !== port.name) throw new Error(`${node.metadata.name} has it`);
  if (!node.spec.taints?.some(({ key }) => key === uninitialised)) throw new Error('it is not tainted');
  await kubectl.run('taint', 'node', port.name, `${uninitialised}-`);
  return providerID;
}

async function isPlaced({ kubectl, port }: Laboratory): Promise<string> {
  const { metadata } = await kubectl.get<NodeSeen>('node', port.name);
  const wrong = Object.entries(topology).filter(([label, value]) => metadata.labels[label] !== value);
  if (wrong.length > 0) throw new Error(`of ${wrong.join('; ')} it has ${JSON.stringify(metadata.labels)}`);
  return Object.values(topology).join(', ');
}

/** Each server goes in its turn; the node's lease is renewed by the one that stays. */
async function losesServers(lab: Laboratory, report: Report, other: Server | undefined): Promise<void> {
  const { controlPlane } = lab;
  const turns = [
    { what: 'the first API server goes', server: controlPlane.server, stays: otherPort },
    { what: 'the second one goes', server: other, stays: 6443 },
  ];
  for (const { what, server, stays } of turns)
    await report.check(`${what}, and the node goes on by the one that stays`, async () => {
      if (server === undefined) throw new Error('it never came');
      return server.outage(() => goesOn(lab, stays));
    });
}

/** The node renews its lease twice, and runs a pod that is made while the other server is away. */
async function goesOn({ kubectl, port, signal, shell }: Laboratory, stays: number): Promise<string> {
  const from = Date.now();
  const at = `--server=https://${apiServerAddress}:${stays}`;
  const lease = async (): Promise<string> =>
    (await kubectl.run(at, '-n', 'kube-node-lease', 'get', 'lease', port.name, '-o=jsonpath={.spec.renewTime}')).trim();
  for (let before = await lease(), renewed = 0; renewed < 2; renewed += 1)
    before = await eventually('the lease is renewed', 90_000, signal, async () => {
      const now = await lease();
      return now === before ? undefined : now;
    });
  const renewedAfter = Math.round((Date.now() - from) / 1000);
  const name = `meanwhile-${stays}`;
  await kubectl.run(at, 'run', name, ...podOptions(port.name, name));
  await eventually(`${name} runs`, 90_000, signal, async () => {
    const phase = await kubectl.run(at, 'get', 'pod', name, '-o=jsonpath={.status.phase}');
    return phase === 'Running' ? true : undefined;
  });
  await kubectl.run(at, 'delete', 'pod', name, '--wait=false');
  const addresses = await shell.run(
    "ss -Htn state established '( dport = :6443 or dport = :6444 )' | awk '{print $4}'",
  );
  const ways = [...new Set(addresses.trim().split('\n'))];
  if (ways.join() !== `${apiServerAddress}:${stays}`) throw new Error(`its connections lead to ${ways.join(', ')}`);
  return `renewed twice within ${renewedAfter} s, a new pod runs, all connections lead to ${ways.join()}`;
}

function podOptions(node: string, name: string): readonly string[] {
  const { spec } = serverOn(node, name) as { spec: { containers: readonly { image: string }[] } };
  return [`--image=${spec.containers[0]?.image}`, `--overrides=${JSON.stringify({ spec })}`];
}
