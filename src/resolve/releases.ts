import { crioReleases } from '../eras/crio.js';
import { dockerReleases } from '../eras/docker.js';
import { flannelCniPlugin } from '../eras/flannel.js';
import { eraAt } from '../eras/lookup.js';
import { companions, crictlReleases } from '../eras/pairs.js';
import type { ClusterSpec } from '../generated/cluster-spec.js';
import type { RuntimeName } from '../generated/names.js';

/** What people call them. */
export const runtimeTitles: Readonly<Record<RuntimeName, string>> = {
  containerd: 'containerd',
  docker: 'Docker',
  crio: 'CRI-O',
};

/** The release of everything that a worker runs. */
export interface Releases {
  readonly kubernetes: string;
  readonly runtime: RuntimeName;
  /** The runtime's release. */
  readonly version: string;
  readonly runc: string;
  readonly cni: string;
  /** Null: none. */
  readonly crictl: string | null;
  /** Empty without flannel. */
  readonly flanneld: string;
  readonly flannelCniPlugin: string;
}

/** The releases that the spec names; for the others those that go with its Kubernetes. */
export function resolveReleases({ kubernetes, runtime = {}, cni = {} }: ClusterSpec['spec']): Releases {
  const paired = eraAt(companions, kubernetes.version);
  const name = runtime.name ?? 'containerd';
  const newest: Readonly<Record<RuntimeName, string>> = {
    containerd: paired.containerd,
    docker: eraAt(dockerReleases, kubernetes.version),
    crio: eraAt(crioReleases, kubernetes.version),
  };
  return {
    kubernetes: kubernetes.version,
    runtime: name,
    version: runtime.version ?? newest[name],
    runc: runtime.runc ?? paired.runc,
    cni: cni.version ?? paired.cni,
    crictl: runtime.crictl ?? eraAt(crictlReleases, kubernetes.version),
    flanneld: cni.flannel?.version ?? '',
    flannelCniPlugin: cni.flannel?.cniPlugin ?? flannelCniPlugin,
  };
}
