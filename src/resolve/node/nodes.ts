import type { OperatingSystem } from '../../eras/operating-system.js';
import { addressAt, rangeOf, sliceAt } from '../../spec/addresses.js';
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

/** Every worker and every machine of every pool, in the order of the spec; a pool that shares a document is one. */
export function resolveNodes(spec: FullSpec, os: OperatingSystem): ResolvedNode[] {
  const { workers, pools, network } = spec;
  const single = workers.map((worker, index) => ({
    name: worker.name,
    machines: null,
    addresses: worker.address,
    podCIDRs: worker.podCIDR,
    ...traits(worker, ['spec', 'workers', index], spec, os),
  }));
  const pooled = pools.flatMap((pool, index): Omit<ResolvedNode, 'layout' | 'waitsForNode'>[] => {
    const shared = traits(pool, ['spec', 'pools', index], spec, os);
    if (pool.document === 'shared') {
      return [{ name: pool.name, machines: pool.count, addresses: [], podCIDRs: [], ...shared }];
    }
    return Array.from({ length: pool.count }, (_, machine) => ({
      name: `${pool.name}-${machine}`,
      machines: null,
      addresses: pool.firstAddress.map((first) => addressAt(first, machine)),
      podCIDRs: pool.podCIDR.map((range) => sliceAt(range, network.nodeMask[rangeOf(range).family], machine)),
      ...shared,
    }));
  });
  return [...single, ...pooled].map((node) => ({
    ...node,
    layout: kubeletLayout(spec, node.name),
    waitsForNode: waitsForNode(spec, node),
  }));
}

/** The certificate and its key are named for the node, unless the spec says where they lie. */
function kubeletLayout({ paths }: FullSpec, name: string): KubeletLayout {
  const { kubelet: directory, kubeletCertificate, kubeletKey } = paths;
  return {
    authority: paths.authority,
    certificate: kubeletCertificate === null ? `${directory}/${name}.pem` : kubeletCertificate,
    key: kubeletKey === null ? `${directory}/${name}-key.pem` : kubeletKey,
    kubeconfig: paths.kubeletKubeconfig,
    bootstrapKubeconfig: `${directory}/bootstrap-kubeconfig`,
    config: `${directory}/kubelet-config.yaml`,
  };
}

function traits(
  { labels, taints, endpoint, kubelet, files }: Traits,
  origin: SpecPath,
  spec: FullSpec,
  os: OperatingSystem,
) {
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
