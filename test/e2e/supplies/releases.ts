import { type Binaries, buildComponent } from './binaries.js';
import { kubernetesComponent, versions } from './components.js';

/** A Kubernetes release that is built from its module, go/kubernetes-VERSION (go/new-kubernetes.sh writes them). */
interface Release {
  readonly programs: readonly string[];
  /** Older releases don't build with this machine's Go; the Go module proxy serves the one they do. */
  readonly toolchain?: string;
  readonly tags?: string;
  readonly goFlags?: string;
}

// Leaves the cloud providers of old out, half of the build: no machine here has a cloud.
const older = { toolchain: 'go1.21.13', tags: 'providerless' };
const worker = ['kube-proxy', 'kubelet'];
const apiServer = ['kube-apiserver', 'kubectl'];
const controllers = ['kube-controller-manager', 'kube-scheduler'];

const releases: Readonly<Record<string, Release>> = {
  // Built with a Go of 1.18 or newer it panics where it writes maps as JSON.
  '1.21.0': { programs: ['kubectl', ...worker], ...older, toolchain: 'go1.17.13', goFlags: '-mod=readonly' },
  // Older modules lack a generated file of the API server's.
  '1.24.0': { programs: [...apiServer, ...controllers, ...worker], ...older },
  '1.28.0': { programs: worker, ...older },
  '1.29.0': { programs: [...apiServer, ...controllers, ...worker], ...older },
  '1.33.13': { programs: worker },
  '1.35.8': { programs: worker },
  '1.37.0': { programs: [...apiServer, ...controllers, ...worker] },
};

/** Builds a release unless the cache has it; gives the folder of its programs. */
export async function takeKubernetes(version: string, binaries: Binaries, signal: AbortSignal): Promise<string> {
  if (version === versions.kubernetes) return binaries.kubernetes;
  const release = releases[version];
  if (release === undefined) throw new Error(`no module under go/ builds Kubernetes ${version}`);
  const { programs, ...how } = release;
  return buildComponent({ ...kubernetesComponent(`kubernetes-${version}`, version, programs), ...how }, signal);
}
