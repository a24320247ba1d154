import { nodePackages, proxyNeeds } from '../eras/kubernetes.js';
import { eraAt } from '../eras/lookup.js';
import type { OperatingSystem } from '../eras/systems.js';
import type { ClusterSpec } from '../generated/cluster-spec.js';
import { diagnose } from '../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../spec/diagnostic.js';
import { blocksMetadata } from './metadata-block.js';
import type { ResolvedProxy } from './resolved.js';

type Spec = ClusterSpec['spec'];

const packageOf = { nft: ['nftables'], iptables: ['iptables'] } as const;

/** Packages, and what in the spec asks for them. */
interface Need {
  readonly packages: readonly string[];
  readonly by: string;
  readonly path: SpecPath;
}

function needsOf(spec: Spec, os: OperatingSystem, proxy: ResolvedProxy | null): Need[] {
  const { kubernetes, cni = {} } = spec;
  const mode = proxy?.mode ?? 'none';
  const version = { by: `Kubernetes ${kubernetes.version}`, path: ['spec', 'kubernetes', 'version'] };
  const proxyMode = { by: `the proxy mode ${mode}`, path: ['spec', 'proxy', 'mode'] };
  const block = { by: 'blockMetadata', path: ['spec', 'host', 'blockMetadata'] };
  const lookup = { by: 'the look-up of etcd members', path: ['spec', 'cni', 'flannel', 'etcd', 'lookup'] };
  return [
    { packages: eraAt(nodePackages, kubernetes.version), ...version },
    { packages: proxyNeeds[mode].packages, ...proxyMode },
    { packages: blocksMetadata(spec) ? packageOf[os.packetFilter] : [], ...block },
    { packages: cni.flannel?.etcd?.lookup ? ['python3'] : [], ...lookup },
  ];
}

/** What the install fetches from the system's own package sources; nothing where it has none. */
export function resolvePackages(spec: Spec, os: OperatingSystem, proxy: ResolvedProxy | null): string[] {
  if (os.packages !== 'apt') return [];
  const needed = needsOf(spec, os, proxy).flatMap(({ packages }) => packages);
  return [...new Set([...needed, ...(spec.host?.packages ?? [])])].sort();
}

/** Whether a system that installs no packages has in its image what the node needs. */
export function checkPackages(spec: Spec, os: OperatingSystem, proxy: ResolvedProxy | null): Diagnostic[] {
  const { packages: present } = os;
  if (present === 'apt') return [];
  const { os: name } = spec.target;
  const own = spec.host?.packages ?? [];
  const missing = needsOf(spec, os, proxy).flatMap(({ packages, by, path }) =>
    packages
      .filter((each) => !present.includes(each))
      .map((each) => diagnose('program-not-in-image', path, { os: name, program: each, by })),
  );
  return [
    ...missing,
    ...(own.length > 0 ? [diagnose('os-without-packages', ['spec', 'host', 'packages'], { os: name }, 'key')] : []),
  ];
}
