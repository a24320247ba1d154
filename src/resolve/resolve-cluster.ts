import { namesSigner } from '../eras/kubernetes.js';
import { eraAt } from '../eras/lookup.js';
import { systems } from '../eras/systems.js';
import type { ClusterSpec } from '../generated/cluster-spec.js';
import type { Diagnostic } from '../spec/diagnostic.js';
import { hasErrors } from '../spec/severity.js';
import { resolveArtifacts, resolveSources } from './artifacts.js';
import { resolveCni } from './cni.js';
import { resolveDns } from './dns.js';
import { resolveEnvelopes, resolveParts } from './envelopes.js';
import { resolveFirstBoot } from './first-boot.js';
import { resolveHost } from './host.js';
import { resolveBootstrap, resolveIdentities } from './identities.js';
import { resolveIdentity } from './identity.js';
import { resolveKubelet } from './kubelet.js';
import { filesToBring } from './named-files.js';
import { resolveNodes } from './nodes.js';
import { normalise } from './normalise.js';
import { checkPackages } from './packages.js';
import { resolveProxy } from './proxy.js';
import type { ResolvedCluster } from './resolved.js';
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

/** Makes every default, looks up every fact of the releases, checks what only several fields together can show. */
export function resolveCluster({ metadata, spec: given }: ClusterSpec): Resolution {
  const normal = normalise(given);
  const { spec } = normal;
  const rules = checkRules(normal);
  if (hasErrors(rules)) return { cluster: null, diagnostics: rules };

  const os = systems[spec.target.os];
  const { runtime, diagnostics: ofRuntime } = resolveRuntime(normal, os);
  const { cni, diagnostics: ofCni } = resolveCni(spec);
  const { proxy, diagnostics: ofProxy } = resolveProxy(normal, os);
  const { artifacts, diagnostics: ofArtifacts } = resolveArtifacts(normal, runtime, os);
  const { dns, diagnostics: ofDns } = resolveDns(normal);
  const ofSystem = [...checkSystem(spec, os), ...checkPackages(spec, os)];
  const diagnostics = [...rules, ...ofSystem, ...ofRuntime, ...ofCni, ...ofProxy, ...ofDns, ...ofArtifacts];
  if (hasErrors(diagnostics)) return { cluster: null, diagnostics };

  const { network, controlPlane } = spec;
  const cluster: ResolvedCluster = {
    name: metadata.name,
    kubernetesVersion: spec.kubernetes.version,
    endpoint: controlPlane.endpoint,
    publicEndpoint: controlPlane.publicEndpoint,
    podCIDR: network.podCIDR,
    serviceCIDR: network.serviceCIDR,
    nodeCIDRs: network.nodeCIDRs,
    dnsAddress: network.dnsAddress,
    domain: network.domain,
    paths: spec.paths,
    runtime,
    cni,
    kubelet: resolveKubelet(spec, os),
    proxy,
    units: resolveUnits(spec),
    host: resolveHost(normal, os),
    firstBoot: resolveFirstBoot(spec),
    identities: resolveIdentities(spec),
    bootstrap: resolveBootstrap(spec),
    identity: resolveIdentity(spec),
    artifacts,
    sources: resolveSources(spec),
    ...resolveTarget(spec, os),
    ...resolveEnvelopes(spec, os),
    parts: resolveParts(spec),
    filesToBring: filesToBring(spec),
    dns,
    routes: resolveRoutes(spec),
    runtimeClasses: resolveRuntimeClasses(spec, runtime),
    namesSigner: eraAt(namesSigner, controlPlane.version),
    kubeletClient: controlPlane.kubeletClient,
    nodes: resolveNodes(spec, os),
  };
  return { cluster, diagnostics };
}
