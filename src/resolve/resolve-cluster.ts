import { namesSigner } from '../eras/kubernetes.js';
import { eraAt } from '../eras/lookup.js';
import { type OperatingSystem, systems } from '../eras/systems.js';
import type { ClusterSpec } from '../generated/cluster-spec.js';
import type { Diagnostic } from '../spec/diagnostic.js';
import { hasErrors } from '../spec/severity.js';
import { resolveArtifacts, resolveSources } from './artifacts.js';
import { addressAt } from './cidr.js';
import { resolveCni } from './cni.js';
import { resolveDns } from './dns.js';
import { resolveEnvelopes, resolveParts } from './envelopes.js';
import { resolveFirstBoot } from './first-boot.js';
import { resolveHost } from './host.js';
import { resolveBootstrap, resolveIdentities } from './identities.js';
import { resolveIdentity } from './identity.js';
import { resolveKubelet } from './kubelet.js';
import { resolveNodes } from './nodes.js';
import { checkPackages } from './packages.js';
import { resolveProxy } from './proxy.js';
import { resolveReleases } from './releases.js';
import type { ResolvedCluster, ResolvedPaths } from './resolved.js';
import { resolveRoutes } from './routes.js';
import { checkRules } from './rules/index.js';
import { resolveRuntime } from './runtime.js';
import { resolveRuntimeClasses } from './runtime-classes.js';
import { checkSystem } from './system.js';
import { resolveTarget } from './target.js';
import { resolveUnits } from './units.js';

/** A cluster ready to be planned, or null where an error forbids it; the diagnostics hold errors and warnings. */
export interface Resolution {
  readonly cluster: ResolvedCluster | null;
  readonly diagnostics: readonly Diagnostic[];
}

const defaultDirectories = {
  cniBinaries: '/opt/cni/bin',
  cniConfig: '/etc/cni/net.d',
  kubernetes: '/var/lib/kubernetes',
  kubelet: '/var/lib/kubelet',
  kubeProxy: '/var/lib/kube-proxy',
};

function resolvePaths({ paths = {} }: ClusterSpec['spec'], { programs }: OperatingSystem): ResolvedPaths {
  const directories = { binaries: programs, runtimeBinaries: programs, ...defaultDirectories, ...paths };
  return {
    authority: `${directories.kubernetes}/ca.pem`,
    kubeletKubeconfig: `${directories.kubelet}/kubeconfig`,
    kubeletCertificate: null,
    kubeletKey: null,
    ...directories,
  };
}

/** Makes every default, looks up every fact of the releases, checks what only several fields together can show. */
export function resolveCluster({ metadata, spec }: ClusterSpec): Resolution {
  const rules = checkRules(spec);
  if (hasErrors(rules)) return { cluster: null, diagnostics: rules };

  const os = systems[spec.target.os];
  const releases = resolveReleases(spec);
  const paths = resolvePaths(spec, os);
  const { runtime, diagnostics: ofRuntime } = resolveRuntime(spec, releases, os, paths);
  const { cni, diagnostics: ofCni } = resolveCni(spec, releases);
  const { proxy, diagnostics: ofProxy } = resolveProxy(spec, os);
  const { artifacts, diagnostics: ofArtifacts } = resolveArtifacts(spec, releases, runtime, os);
  const { dns, diagnostics: ofDns } = resolveDns(spec);
  const ofSystem = [...checkSystem(spec, os), ...checkPackages(spec, os, proxy)];
  const diagnostics = [...rules, ...ofSystem, ...ofRuntime, ...ofCni, ...ofProxy, ...ofDns, ...ofArtifacts];
  if (hasErrors(diagnostics)) return { cluster: null, diagnostics };

  const { network, controlPlane } = spec;
  const cluster: ResolvedCluster = {
    name: metadata.name,
    kubernetesVersion: spec.kubernetes.version,
    endpoint: controlPlane.endpoint,
    publicEndpoint: controlPlane.publicEndpoint ?? controlPlane.endpoint,
    podCIDR: network.podCIDR,
    serviceCIDR: network.serviceCIDR,
    nodeCIDRs: network.nodeCIDRs ?? [],
    dnsAddress: network.dnsAddress ?? addressAt(network.serviceCIDR, 10),
    domain: network.domain ?? 'cluster.local',
    paths,
    runtime,
    cni,
    kubelet: resolveKubelet(spec, os),
    proxy,
    units: resolveUnits(spec),
    host: resolveHost(spec, os, proxy),
    firstBoot: resolveFirstBoot(spec),
    identities: resolveIdentities(spec),
    bootstrap: resolveBootstrap(spec),
    identity: resolveIdentity(spec),
    artifacts,
    sources: resolveSources(spec),
    ...resolveTarget(spec, os),
    ...resolveEnvelopes(spec, os),
    parts: resolveParts(spec),
    dns,
    routes: resolveRoutes(spec),
    runtimeClasses: resolveRuntimeClasses(spec, runtime),
    namesSigner: eraAt(namesSigner, controlPlane.version ?? spec.kubernetes.version),
    kubeletClient: controlPlane.kubeletClient ?? 'kubernetes',
    nodes: resolveNodes(spec, os),
  };
  return { cluster, diagnostics };
}
