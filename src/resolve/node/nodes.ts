import type { OperatingSystem } from '../../eras/operating-system.js';
import { addressesFrom, rangeOf, slicesOf } from '../../spec/addresses.js';
import type { SpecPath } from '../../spec/diagnostic.js';
import type { FullSpec } from '../full-spec.js';
import { resolveFiles } from '../host/files.js';
import type { KubeletLayout, ResolvedNode } from '../resolved/resolved.js';
import { waitsForNode } from '../target/first-boot.js';
import { resolveNodeKubelet } from './kubelet.js';

/** What workers and pools say alike. */
type Traits = Pick<
  FullSpec['workers'][number] | FullSpec['pools'][number],
  'labels' | 'taints' | 'endpoint' | 'kubelet' | 'files'
>;

/** What each machine has of its own, and what machines of one list share. */
type Own = Pick<ResolvedNode, 'name' | 'machines' | 'addresses' | 'podCIDRs'>;
type ResolvedTraits = Omit<ResolvedNode, keyof Own | 'layout' | 'waitsForNode'>;

/** Every worker and every machine of every pool, in the order of the spec; a pool that shares a document is one. */
export function resolveNodes(spec: FullSpec, os: OperatingSystem): ResolvedNode[] {
  const { workers, pools, network } = spec;
  const layoutOf = kubeletLayout(spec);
  const resolved = (own: Own, traits: ResolvedTraits): ResolvedNode => ({
    // A spread in front of named keys costs an object four times its size, for each of ten thousand.
    layout: layoutOf(own.name),
    waitsForNode: waitsForNode(spec, own, traits.endpoint),
    ...own,
    ...traits,
  });
  const single = workers.map((worker, index) => {
    const { name, address: addresses, podCIDR: podCIDRs } = worker;
    return resolved(
      { name, machines: null, addresses, podCIDRs },
      resolveTraits(worker, ['spec', 'workers', index], spec, os),
    );
  });
  const pooled = pools.flatMap((pool, index) => {
    const traits = resolveTraits(pool, ['spec', 'pools', index], spec, os);
    if (pool.document === 'shared') {
      return [resolved({ name: pool.name, machines: pool.count, addresses: [], podCIDRs: [] }, traits)];
    }
    const addresses = pool.firstAddress.map(addressesFrom);
    const podCIDRs = pool.podCIDR.map((range) => slicesOf(range, network.nodeMask[rangeOf(range).family]));
    return Array.from({ length: pool.count }, (_, machine) => {
      const own = {
        name: `${pool.name}-${machine}`,
        machines: null,
        addresses: addresses.map((at) => at(machine)),
        podCIDRs: podCIDRs.map((at) => at(machine)),
      };
      return resolved(own, traits);
    });
  });
  return [...single, ...pooled];
}

/** The certificate and its key are named for the node, unless the spec says where they lie. */
function kubeletLayout({ paths }: FullSpec): (name: string) => KubeletLayout {
  const { kubelet: directory, kubeletCertificate, kubeletKey, kubeletKubeconfig: kubeconfig, authority } = paths;
  const bootstrapKubeconfig = `${directory}/bootstrap-kubeconfig`;
  const config = `${directory}/kubelet-config.yaml`;
  return (name) => ({
    authority,
    certificate: kubeletCertificate === null ? `${directory}/${name}.pem` : kubeletCertificate,
    key: kubeletKey === null ? `${directory}/${name}-key.pem` : kubeletKey,
    kubeconfig,
    bootstrapKubeconfig,
    config,
  });
}

function resolveTraits(
  { labels, taints, endpoint, kubelet, files }: Traits,
  origin: SpecPath,
  spec: FullSpec,
  os: OperatingSystem,
): ResolvedTraits {
  const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    labels: Object.fromEntries(sorted),
    // The order is that of the kubelet's configuration.
    taints: taints.map(({ key, value, effect }) => ({ key, value, effect })),
    endpoint,
    kubelet: resolveNodeKubelet(spec, kubelet, os),
    files: resolveFiles(files, [...origin, 'files']),
    origin,
  };
}
