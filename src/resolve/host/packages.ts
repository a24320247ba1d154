import { nodePackages, type ProxyMode, proxyNeeds } from '../../eras/kubernetes.js';
import { eraAt } from '../../eras/lookup.js';
import type { OperatingSystem } from '../../eras/systems.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../spec/diagnostic.js';
import type { FullSpec } from '../full-spec.js';

const packageOf = { nft: ['nftables'], iptables: ['iptables'] } as const;

/** Packages, and what in the spec asks for them. */
interface Need {
  readonly packages: readonly string[];
  readonly by: string;
  readonly path: SpecPath;
}

function proxyNeed(mode: ProxyMode): Need {
  return { packages: proxyNeeds[mode].packages, by: `the proxy mode ${mode}`, path: ['spec', 'proxy', 'mode'] };
}

function needsOf({ kubernetes, cni, proxy, host }: FullSpec, os: OperatingSystem): Need[] {
  const version = { by: `Kubernetes ${kubernetes.version}`, path: ['spec', 'kubernetes', 'version'] };
  const block = { by: 'blockMetadata', path: ['spec', 'host', 'blockMetadata'] };
  const lookup = { by: 'the look-up of etcd members', path: ['spec', 'cni', 'flannel', 'etcd', 'lookup'] };
  return [
    { packages: eraAt(nodePackages, kubernetes.version), ...version },
    ...(proxy ? [proxyNeed(proxy.mode)] : []),
    { packages: host.blockMetadata ? packageOf[os.packetFilter] : [], ...block },
    { packages: cni.flannel?.etcd?.lookup ? ['python3'] : [], ...lookup },
  ];
}

/** What the install fetches from the system's own package sources; nothing where it has none. */
export function resolvePackages(spec: FullSpec, os: OperatingSystem): string[] {
  if (os.packages !== 'apt') return [];
  const needed = needsOf(spec, os).flatMap(({ packages }) => packages);
  return [...new Set([...needed, ...spec.host.packages])].sort();
}

/** Whether a system that installs no packages has in its image what the node needs. */
export function checkPackages(spec: FullSpec, os: OperatingSystem): Diagnostic[] {
  const { packages: present } = os;
  if (present === 'apt') return [];
  const { os: name } = spec.target;
  const { packages: own } = spec.host;
  const missing = needsOf(spec, os).flatMap(({ packages, by, path }) =>
    packages
      .filter((each) => !present.includes(each))
      .map((each) => diagnose('program-not-in-image', path, { os: name, program: each, by })),
  );
  return [
    ...missing,
    ...(own.length > 0 ? [diagnose('os-without-packages', ['spec', 'host', 'packages'], { os: name }, 'key')] : []),
  ];
}
