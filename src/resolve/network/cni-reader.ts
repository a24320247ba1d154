import { cniSpecs, containerdSpecs, pluginSpecs } from '../../eras/cni.js';
import { crioSpecs } from '../../eras/crio.js';
import { criDockerdSpecs, dockershimSpecs } from '../../eras/docker.js';
import { flannelInBundle, flannelPluginSpecs } from '../../eras/flannel.js';
import { eraAt } from '../../eras/lookup.js';
import type { FullCni, FullRuntime, FullSpec } from '../full-spec.js';

/** The newest CNI specifications that the plugins and the runtime read, and what of the runtime it is that reads it. */
export interface CniReaders {
  readonly byPlugins: string;
  readonly byRuntime: string;
  readonly reader: string;
}

/** The place of a specification among all that there are; below 0 for one that is unknown. */
export const ageOfSpec = (spec: string): number => (cniSpecs as readonly string[]).indexOf(spec);
export const olderSpec = (a: string, b: string): string => (ageOfSpec(a) <= ageOfSpec(b) ? a : b);

/** What reads the pods' CNI conf. */
export function cniReadBy(spec: {
  readonly kubernetes: FullSpec['kubernetes'];
  readonly runtime: FullRuntime;
  readonly cni: Pick<FullCni, 'version' | 'flannel'>;
}): CniReaders {
  const { version, flannel } = spec.cni;
  const bundled = eraAt(pluginSpecs, version);
  const own = flannel !== null && !eraAt(flannelInBundle, version);
  const byPlugins = own ? olderSpec(bundled, eraAt(flannelPluginSpecs, flannel.cniPlugin)) : bundled;
  const [reader, byRuntime] = runtimeReader(spec.runtime, spec.kubernetes.version);
  return { byPlugins, byRuntime, reader };
}

/** Docker itself does not: the kubelet's dockershim does, or cri-dockerd. */
function runtimeReader({ name, version, criDockerd }: FullRuntime, kubernetes: string): [reader: string, spec: string] {
  if (name === 'containerd') return [`containerd ${version}`, eraAt(containerdSpecs, version)];
  if (name === 'crio') return [`CRI-O ${version}`, eraAt(crioSpecs, version)];
  if (criDockerd === null) return [`the kubelet's dockershim ${kubernetes}`, eraAt(dockershimSpecs, kubernetes)];
  return [`cri-dockerd ${criDockerd}`, eraAt(criDockerdSpecs, criDockerd)];
}
