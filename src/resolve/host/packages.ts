import { eraAt } from '../../eras/lookup.js';
import type { OperatingSystem } from '../../eras/operating-system.js';
import { downloaders, sourcePlaces } from '../../eras/package-managers.js';
import { proxyNeeds } from '../../eras/proxy-modes.js';
import { nodeTools, type Tool } from '../../eras/tools.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../spec/diagnostic.js';
import type { FullSpec } from '../full-spec.js';
import type { ResolvedHost } from '../resolved/resolved.js';

/** Tools, and what in the spec asks for them. */
interface Need {
  readonly tools: readonly Tool[];
  readonly by: string;
  readonly path: SpecPath;
}

function needsOf({ kubernetes, cni, proxy, host }: FullSpec, os: OperatingSystem): Need[] {
  const version = { by: `Kubernetes ${kubernetes.version}`, path: ['spec', 'kubernetes', 'version'] };
  const block = { by: 'blockMetadata', path: ['spec', 'host', 'blockMetadata'] };
  const lookup = { by: 'the look-up of etcd members', path: ['spec', 'cni', 'flannel', 'etcd', 'lookup'] };
  return [
    { tools: eraAt(nodeTools, kubernetes.version), ...version },
    ...(proxy
      ? [{ tools: proxyNeeds[proxy.mode].tools, by: `the proxy mode ${proxy.mode}`, path: ['spec', 'proxy', 'mode'] }]
      : []),
    { tools: host.blockMetadata ? [os.packetFilter] : [], ...block },
    { tools: cni.flannel?.etcd?.lookup ? ['python3'] : [], ...lookup },
  ];
}

/** What the install fetches from the system's own package sources; nothing where it has none. */
export function resolvePackages(
  spec: FullSpec,
  os: OperatingSystem,
): Pick<ResolvedHost, 'installer' | 'packages' | 'repositories' | 'packagesFirst'> {
  const { packageManager: manager } = os;
  if (manager === null) return { installer: null, packages: [], repositories: null, packagesFirst: false };
  const first = [
    ...(os.modulesPackage === null ? [] : [os.modulesPackage]),
    ...(os.selinux === null ? [] : os.selinux.packages),
  ];
  const tools = needsOf(spec, os).flatMap(({ tools }) => tools);
  const needed = tools.flatMap((tool) => os.packageOf[tool] ?? []);
  const packages = new Set([...needed, ...first, ...spec.host.packages]);
  return {
    installer: { manager, downloader: downloaders[manager] },
    packages: [...packages].sort(),
    repositories:
      spec.host.packageRepositories.length === 0
        ? null
        : { place: sourcePlaces[manager], sources: spec.host.packageRepositories },
    packagesFirst: first.length > 0,
  };
}

/** Whether what the node needs is in the system's image, or in a package of its sources. */
export function checkPackages(spec: FullSpec, os: OperatingSystem): Diagnostic[] {
  const { os: name } = spec.target;
  const own = (['packages', 'packageRepositories'] as const).filter((setting) => spec.host[setting].length > 0);
  const missing = needsOf(spec, os).flatMap(({ tools, by, path }) =>
    tools
      .filter((tool) => os.packageOf[tool] === null && !os.inImage.includes(tool))
      .map((tool) => diagnose('program-not-in-image', path, { os: name, program: tool, by })),
  );
  return [
    ...missing,
    ...(os.packageManager === null
      ? own.map((setting) => diagnose('os-without-packages', ['spec', 'host', setting], { os: name, setting }, 'key'))
      : []),
  ];
}
