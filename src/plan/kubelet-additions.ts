import { templates } from '../generated/templates.js';
import type { ResolvedCluster } from '../resolve/resolved/resolved.js';
import type { ContributedStep } from './contribution.js';
import type { PlannedFlags } from './flags.js';
import { type PlannedFile, plainFile } from './node-plan.js';
import { yamlText } from './serialise.js';

/** What stands beside the kubelet's own settings: files, flags, a command before it starts, and what is fetched. */
export interface KubeletAdditions {
  readonly files: readonly PlannedFile[];
  readonly flags: PlannedFlags;
  readonly before: readonly (readonly string[])[];
  readonly steps: readonly ContributedStep[];
}

const providerDirectory = '/opt/bootwright/image-credential-providers';
const providerConfig = '/etc/kubernetes/image-credential-providers.yaml';
const reserveScript = '/opt/bootwright/reserve.sh';
const dropIns = '/etc/kubernetes/kubelet.conf.d';

/** Who the kubelet asks for a registry's credentials. */
function planProviders({ kubelet: { imageCredentialProviders: providers } }: ResolvedCluster): KubeletAdditions | null {
  if (providers.length === 0) return null;
  const text = yamlText({
    apiVersion: 'kubelet.config.k8s.io/v1',
    kind: 'CredentialProviderConfig',
    providers: providers.map(({ name, matchImages, cacheDuration, args, env }) => ({
      name,
      matchImages,
      defaultCacheDuration: cacheDuration,
      apiVersion: 'credentialprovider.kubelet.k8s.io/v1',
      ...(args.length > 0 ? { args } : {}),
      ...(Object.keys(env).length > 0
        ? { env: Object.entries(env).map(([variable, value]) => ({ name: variable, value })) }
        : {}),
    })),
  });
  const origin = ['spec', 'kubelet', 'imageCredentialProviders'];
  return {
    // A variable may well hold a token.
    files: [{ ...plainFile(providerConfig, text, origin), mode: 0o600 }],
    flags: {
      'image-credential-provider-bin-dir': providerDirectory,
      'image-credential-provider-config': providerConfig,
    },
    before: [],
    steps: providers.map(({ name, url, digest }) => ({
      name: `provider-${name}`,
      command: ['put', url, digest, providerDirectory, 'file', name],
      phase: 'host',
    })),
  };
}

/** What is set aside by the machine's size, in a file that the kubelet lays over its configuration. */
function planReserved({ kubelet: { reserved } }: ResolvedCluster, maxPods: number): KubeletAdditions | null {
  if (reserved === 'none') return null;
  const content = templates['reserve.sh']({ directory: dropIns });
  return {
    files: [{ path: reserveScript, content, mode: 0o755, secret: false, origin: ['spec', 'kubelet', 'reserved'] }],
    flags: { 'config-dir': dropIns },
    before: [['/bin/bash', reserveScript, String(maxPods)]],
    steps: [],
  };
}

/** All of it; `maxPods` is how many pods the node may have. */
export function planKubeletAdditions(cluster: ResolvedCluster, maxPods: number): KubeletAdditions {
  const parts = [planProviders(cluster), planReserved(cluster, maxPods)].flatMap((part) => part ?? []);
  const cloud = cluster.cloudProvider === 'external' ? { 'cloud-provider': 'external' } : {};
  return {
    files: parts.flatMap(({ files }) => files),
    flags: Object.assign({}, cloud, ...parts.map(({ flags }) => flags)),
    before: parts.flatMap(({ before }) => before),
    steps: parts.flatMap(({ steps }) => steps),
  };
}
