import { namesSigner } from '../eras/kubernetes.js';
import { eraAt } from '../eras/lookup.js';
import { systems } from '../eras/systems.js';
import type { ClusterSpec } from '../generated/cluster-spec.js';
import type { Diagnostic } from '../spec/diagnostic.js';
import { hasErrors } from '../spec/severity.js';
import { resolveArtifacts, resolveSources } from './artifacts/artifacts.js';
import { resolveHost } from './host/host.js';
import { checkPackages } from './host/packages.js';
import { checkSystem } from './host/system.js';
import { resolveUnits } from './host/units.js';
import { resolveBalancer } from './network/balancer.js';
import { resolveCni } from './network/cni.js';
import { resolveDns } from './network/dns.js';
import { resolveProxy } from './network/proxy.js';
import { resolveRoutes } from './network/routes.js';
import { resolveApprover } from './node/approver.js';
import { resolveBootstrap, resolveIdentities } from './node/identities.js';
import { resolveIdentity } from './node/identity.js';
import { resolveKubeconfig } from './node/kubeconfig.js';
import { resolveKubelet } from './node/kubelet.js';
import { filesToBring } from './node/named-files.js';
import { resolveNodes } from './node/nodes.js';
import { normalise } from './normalise.js';
import type { ResolvedCluster } from './resolved/resolved.js';
import { checkRules } from './rules/index.js';
import { resolveRuntime } from './runtime/runtime.js';
import { resolveRuntimeClasses } from './runtime/runtime-classes.js';
import { resolveEnvelopes, resolveParts } from './target/envelopes.js';
import { resolveFirstBoot } from './target/first-boot.js';
import { resolveTarget } from './target/target.js';

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
    balancer: resolveBalancer(controlPlane),
    podCIDRs: network.podCIDR,
    serviceCIDRs: network.serviceCIDR,
    nodeCIDRs: network.nodeCIDRs,
    dnsAddresses: network.dnsAddress,
    domain: network.domain,
    paths: spec.paths,
    runtime,
    cni,
    cloudProvider: spec.target.cloudProvider,
    isClosed: spec.hardening === 'baseline',
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
    approver: resolveApprover(spec),
    routes: resolveRoutes(spec),
    runtimeClasses: resolveRuntimeClasses(spec, runtime),
    namesSigner: eraAt(namesSigner, controlPlane.version),
    kubeletClient: controlPlane.kubeletClient,
    kubeconfig: resolveKubeconfig(spec, metadata.name),
    nodes: resolveNodes(spec, os),
  };
  return { cluster, diagnostics };
}
