import { approveServing } from '../approve/approval.js';
import { runCommand } from '../harness/command.js';
import type { Report } from '../harness/report.js';
import type { Course } from '../join/join.js';
import type { Hardware } from '../machine/hardware.js';
import type { Laboratory } from '../machine/laboratory.js';
import { addressing, type Family } from '../network/address-families.js';
import type { MetadataAsked } from '../network/metadata-process.js';
import { startMetadataService } from '../network/metadata-service.js';
import { ports, portsOf } from '../network/network.js';
import { tokenInPlace } from './bootstrap-token.js';
import { clusterFile } from './cluster-side.js';
import { byNetworkd } from './family-images.js';
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

/** The cluster's ranges, and the machines' own, in which a node may have any address. */
function networkOf(families: readonly Family[]): object {
  const of = (key: 'pods' | 'services' | 'nodes'): readonly string[] => families.map((each) => addressing[each][key]);
  return { podCIDR: of('pods').join(), serviceCIDR: of('services').join(), nodeCIDRs: of('nodes') };
}

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
    spec: { ...spec, network: networkOf(['ipv4']), credentials: { type: 'bootstrapToken' } },
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
          const ports = portsOf(network.families);
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

const bothFamilies: readonly Family[] = ['ipv4', 'ipv6'];

/** Machines that find a pair of addresses, and cut a slice of each range of pods by the number of the first one. */
const dual: ClusterRow = {
  ...pool(providers.aws, {}, ''),
  name: 'pool-aws-dual',
  what: "two machines of a pool of both families boot one document: name and IPv6 address of aws's metadata service, IPv4 address by range, and slices for pods cut at boot",
  families: bothFamilies,
  image: byNetworkd(bothFamilies),
  spec: {
    network: networkOf(bothFamilies),
    proxy: { mode: 'nftables' },
    credentials: { type: 'bootstrapToken' },
    // The numbers 0 to 3: the network knows the slices of the first three as its ports'.
    target: { provider: 'aws', identity: { ...identity, addressIn: '10.240.0.20/30', podCIDR: 'address' } },
  },
  isMeant: holds(
    [/node-identity\.service/, /cut_slice POD_CIDR_IPV6 fd00:200::\/56 64/, /--node-ip=\$\{NODE_IP\}/],
    [/PRIVATE KEY/, /worker-0/],
  ),
};

export const twoMachineRows: readonly ClusterRow[] = [
  podRoutes,
  flannel,
  reservedAuto,
  dual,
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
