import { approveServing } from '../approve/approval.js';
import { runCommand } from '../harness/command.js';
import type { Report } from '../harness/report.js';
import type { Course } from '../join/join.js';
import type { Hardware } from '../machine/hardware.js';
import type { Laboratory } from '../machine/laboratory.js';
import type { MetadataAsked } from '../network/metadata-process.js';
import { startMetadataService } from '../network/metadata-service.js';
import { ports, portsOf } from '../network/network.js';
import { tokenInPlace } from './bootstrap-token.js';
import { clusterFile } from './cluster-side.js';
import { flannelVersion } from './flannel-program.js';
import { joinNeighbour, neighbourPort } from './neighbour.js';
import { networkAddOn, rangesByTheCluster } from './network-add-on.js';
import { type Provider, providers } from './providers.js';
import { bothAreReserved, maxPods, smallerInMemory, smallerInProcessors } from './reserved-auto.js';
import { type ClusterRow, holds } from './row.js';

const podRoutes: ClusterRow = {
  name: 'pod-routes',
  what: 'two workers: their pods reach each other by the routes that cluster/routes.sh makes on the machines',
  guest: 'trixie',
  hasNeighbour: true,
  isMeant: holds([/10\.200\.0\.0\/24/]),
  course: { afterwards: meetByRoutes },
};

/** By routes on the machines; the network itself has none. */
export async function meetByRoutes(lab: Laboratory, report: Report): Promise<void> {
  const { neighbour } = lab.document;
  if (neighbour === undefined) throw new Error('there is no second document');
  await forgetRoutes(lab);
  await joinNeighbour(lab, report, neighbour, (second) => makeRoutes(lab, second));
}

/** The network itself no longer knows where pods are. */
async function forgetRoutes({ network }: Laboratory): Promise<void> {
  const ranges = portsOf(network.families).flatMap(({ podCIDRs }) => podCIDRs);
  for (const range of ranges) await runCommand(network.inside(['ip', 'route', 'delete', range]));
}

async function makeRoutes(first: Laboratory, second: Laboratory): Promise<string> {
  const script = `${second.document.clusterSide}/routes.sh`;
  for (const { shell } of [first, second]) {
    await shell.copy(script, '/run/routes.sh');
    await shell.run('bash /run/routes.sh');
  }
  const ways: string[] = [];
  for (const [index, range] of second.port.podCIDRs.entries()) {
    const way = await first.shell.run(`ip ${range.includes(':') ? '-6 ' : ''}route show ${range}`);
    if (!way.includes(`via ${second.port.addresses[index]} `)) throw new Error(`the way to its pods: ${way}`);
    ways.push(way.trim());
  }
  return ways.join('; ');
}

/** The fixture's, and the machines' own range, in which a node may have any address. */
const network = { podCIDR: '10.200.0.0/16', serviceCIDR: '10.32.0.0/24', nodeCIDRs: ['10.240.0.0/24'] };

/** Machines of a pool, which boot the same bytes. */
function pool(
  provider: Provider,
  spec: ClusterRow['spec'],
  what: string,
  course: Course = {},
  neighbour: Hardware = {},
): ClusterRow {
  return {
    name: `pool-${provider.name}`,
    what: `two machines of a pool boot one document, and find ${what} in ${provider.name}'s metadata service`,
    guest: 'trixie',
    provider,
    shared: true,
    spec: { ...spec, network, credentials: { type: 'bootstrapToken' } },
    isMeant: holds([/node-identity\.service/, /bootstrap-kubeconfig/], [/PRIVATE KEY/, /worker-0/]),
    course: poolCourse(provider, course, neighbour),
  };
}

function poolCourse(provider: Provider, course: Course, hardware: Hardware): Course {
  const asked: (readonly MetadataAsked[])[] = [];
  return {
    ...course,
    before: [
      {
        what: `${provider.name}'s metadata service is there`,
        take: async ({ network, document }) => {
          const service = await startMetadataService(network, ports, document.text, provider.metadata);
          asked.push(service.asked);
          return undefined;
        },
      },
      tokenInPlace,
    ],
    whenReady: { what: 'bootwright approve approves what the node asks for', take: approveServing },
    afterwards: async (lab, report) => {
      await joinNeighbour(lab, report, lab.document, approveServing, { hardware });
      await course.afterwards?.(lab, report);
      await report.check('both machines asked the metadata service', async () => tellAsked(asked.at(-1) ?? []));
    },
  };
}

function tellAsked(asked: readonly MetadataAsked[]): string {
  const counts = [ports[0], neighbourPort].map((port) => asked.filter(({ mac }) => mac === port?.mac).length);
  if (counts.includes(0)) throw new Error(`requests of each: ${counts.join(', ')}`);
  return `${counts.join(' and ')} requests`;
}

const identity = { name: 'hostname', address: 'privateAddress' };
const withRange = { ...identity, podCIDR: 'metadata' };

const flannel: ClusterRow = {
  name: 'flannel',
  what: "two workers: flannel as a service of the host, over vxlan, for the controller manager's ranges",
  guest: 'trixie',
  flannel: true,
  hasNeighbour: true,
  spec: { cni: { plugin: 'flannel', flannel: { version: flannelVersion } } },
  isMeant: holds([/flanneld\.service/, /"type": ?"flannel"/]),
  course: {
    site: { controllerManagerFlags: rangesByTheCluster },
    before: [{ what: 'rbac.yaml is applied', take: applyRights }],
    afterwards: meetByThemselves,
  },
};

async function applyRights(lab: Laboratory): Promise<undefined> {
  await lab.kubectl.run('apply', '-f', clusterFile(lab, 'rbac.yaml'));
}

async function meetByThemselves(lab: Laboratory, report: Report): Promise<void> {
  await forgetRoutes(lab);
  const { neighbour } = lab.document;
  if (neighbour !== undefined) await joinNeighbour(lab, report, neighbour);
}

/** The same bytes on machines of two sizes: what is set aside is reckoned by each. */
const reservedAuto: ClusterRow = {
  ...pool(
    providers.aws,
    {
      target: { provider: 'aws', identity: withRange },
      kubelet: { reserved: 'auto', config: { maxPods } },
    },
    '',
    { afterwards: bothAreReserved },
    smallerInMemory,
  ),
  name: 'reserved-auto',
  what: 'two machines of different sizes boot one document: each sets aside for itself what its processors, memory and pods ask for',
  hardware: () => smallerInProcessors,
  isMeant: holds([/reserve\.sh/, /bootstrap-kubeconfig/], [/PRIVATE KEY/, /worker-0/]),
};

export const twoMachineRows: readonly ClusterRow[] = [
  podRoutes,
  flannel,
  reservedAuto,
  ...[providers.aws, providers.gcp, providers.openstack].map((provider) =>
    pool(provider, { target: { provider: provider.name, identity: withRange } }, 'name, address and pod range'),
  ),
  ...[providers.digitalocean, providers.hetzner].map((provider) =>
    pool(
      provider,
      { cni: { plugin: 'none' }, target: { provider: provider.name, identity } },
      'name and address (an add-on writes the CNI conf, for ranges of the controller manager)',
      { addOn: networkAddOn, site: { controllerManagerFlags: rangesByTheCluster } },
    ),
  ),
];
