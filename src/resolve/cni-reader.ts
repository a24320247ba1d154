import { containerdSpecs } from '../eras/cni.js';
import { crioSpecs } from '../eras/crio.js';
import { criDockerdSpecs, dockershimSpecs, newestCriDockerd } from '../eras/docker.js';
import { hasDockershim } from '../eras/kubernetes.js';
import { eraAt } from '../eras/lookup.js';
import type { Releases } from './releases.js';

/** What reads the pods' CNI conf, and the newest specification that it reads. */
export interface CniReader {
  readonly reader: string;
  readonly reads: string;
}

/** Docker itself does not: the kubelet's dockershim does, or cri-dockerd. */
export function cniReader({ runtime, version, kubernetes }: Releases, criDockerd: string | undefined): CniReader {
  if (runtime === 'containerd') return { reader: `containerd ${version}`, reads: eraAt(containerdSpecs, version) };
  if (runtime === 'crio') return { reader: `CRI-O ${version}`, reads: eraAt(crioSpecs, version) };
  if (eraAt(hasDockershim, kubernetes)) {
    return { reader: `the kubelet's dockershim ${kubernetes}`, reads: eraAt(dockershimSpecs, kubernetes) };
  }
  const adapter = criDockerd ?? newestCriDockerd;
  return { reader: `cri-dockerd ${adapter}`, reads: eraAt(criDockerdSpecs, adapter) };
}
