import { type Binaries, buildComponent } from '../binaries.js';
import { kubernetesComponent, versions } from '../components.js';

/** A Kubernetes release that is built from its module, go/kubernetes-VERSION (go/new-kubernetes.sh writes them). */
interface Release {
  readonly programs: readonly string[];
  /** Older releases don't build with this machine's Go; the Go module proxy serves the one they do. */
  readonly toolchain?: string;
}

const worker = ['kube-proxy', 'kubelet'];
const apiServer = ['kube-apiserver', 'kubectl'];
const controllers = ['kube-controller-manager', 'kube-scheduler'];
const toolchain = 'go1.21.13';

const releases: Readonly<Record<string, Release>> = {
  '1.21.0': { programs: ['kubectl', ...worker], toolchain },
  // Older modules lack a generated file of the API server's.
  '1.24.0': { programs: [...apiServer, ...controllers, ...worker], toolchain },
  '1.28.0': { programs: worker, toolchain },
  '1.29.0': { programs: [...apiServer, ...worker], toolchain },
  '1.33.13': { programs: worker },
  '1.35.8': { programs: worker },
  '1.37.0': { programs: [...apiServer, ...worker] },
};

/** Builds a release unless the cache has it; gives the folder of its programs. */
export async function takeKubernetes(version: string, binaries: Binaries, signal: AbortSignal): Promise<string> {
  if (version === versions.kubernetes) return binaries.kubernetes;
  const release = releases[version];
  if (release === undefined) throw new Error(`no module under go/ builds Kubernetes ${version}`);
  const component = kubernetesComponent(`kubernetes-${version}`, version, release.programs);
  const { toolchain: older } = release;
  return buildComponent(older === undefined ? component : { ...component, toolchain: older }, signal);
}
