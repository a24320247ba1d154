import type { ArtifactName } from '../eras/artifact-names.js';
import { filledAddress, knownDigest, nearestKnown, publishedDigest, upstreamAddress } from '../eras/catalogue.js';
import { flannelInBundle } from '../eras/flannel.js';
import { newestGvisor } from '../eras/gvisor.js';
import { handlers as traitsOf } from '../eras/handlers.js';
import { eraAt } from '../eras/lookup.js';
import type { OperatingSystem } from '../eras/systems.js';
import type { ClusterSpec } from '../generated/cluster-spec.js';
import { diagnose } from '../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../spec/diagnostic.js';
import { buildFor, minimumProblems } from './builds.js';
import { takesDockerBridge } from './docker-bridge.js';
import type { Releases } from './releases.js';
import type { ResolvedArtifact, ResolvedRuntime } from './resolved.js';

type Spec = ClusterSpec['spec'];

/** What is fetched: which artifact, of which release, and the place in the spec that decides it. */
interface Need {
  readonly name: ArtifactName;
  readonly version: string;
  readonly origin: SpecPath;
}

/** The downloads that this cluster's workers need, in the order in which a node is built up. */
function neededArtifacts(spec: Spec, releases: Releases, runtime: ResolvedRuntime): readonly Need[] {
  const { kubernetes, proxy, cni } = spec;
  const byKubernetes = { version: releases.kubernetes, origin: ['spec', 'kubernetes', 'version'] };
  const apart: ArtifactName[] = proxy?.mode === 'none' ? ['kubelet', 'kubectl'] : ['kubelet', 'kube-proxy', 'kubectl'];
  const programs: ArtifactName[] = kubernetes.binaries === 'single' ? apart : ['kubernetes-node'];
  const byRuntime = (name: ArtifactName, key: 'version' | 'runc' | 'crictl', version: string): Need => ({
    name,
    version,
    origin: spec.runtime?.[key] ? ['spec', 'runtime', key] : byKubernetes.origin,
  });
  const cniPlugins: Need = {
    name: 'cni-plugins',
    version: releases.cni,
    origin: cni?.version ? ['spec', 'cni', 'version'] : byKubernetes.origin,
  };
  return [
    byRuntime(buildFor(spec, runtime.name, releases.version), 'version', releases.version),
    ...(needsRunc(runtime) ? [byRuntime('runc', 'runc', releases.runc)] : []),
    ...criDockerd(runtime),
    ...ofHandlers(spec, runtime),
    ...(takesDockerBridge(spec) ? [] : [cniPlugins]),
    ...flannel(spec, releases),
    ...(releases.crictl === null ? [] : [byRuntime('crictl', 'crictl', releases.crictl)]),
    ...programs.map((name) => ({ name, ...byKubernetes })),
  ];
}

/** CRI-O's bundle has crun; a handler of the type runc is another program. */
function needsRunc({ name, handlers }: ResolvedRuntime): boolean {
  if (name === 'crio') return handlers.some(({ traits, program }) => traits.engine === 'runc' && program === null);
  return name === 'containerd';
}

function criDockerd(runtime: ResolvedRuntime): Need[] {
  if (runtime.name !== 'docker' || runtime.criDockerd === null) return [];
  return [{ name: 'cri-dockerd', version: runtime.criDockerd, origin: ['spec', 'runtime', 'criDockerd'] }];
}

/** flanneld, and its CNI plugin where pods' networks are made by one and the bundle of plugins no longer has it. */
function flannel(spec: Spec, releases: Releases): Need[] {
  const { cni } = spec;
  if (cni?.plugin !== 'flannel') return [];
  const origin = ['spec', 'cni', 'flannel', 'version'];
  const daemon: Need = { name: 'flanneld', version: releases.flanneld, origin };
  if (takesDockerBridge(spec) || eraAt(flannelInBundle, releases.cni)) return [daemon];
  const byPlugin = cni.flannel?.cniPlugin ? ['spec', 'cni', 'flannel', 'cniPlugin'] : ['spec', 'kubernetes', 'version'];
  return [daemon, { name: 'flannel-cni-plugin', version: releases.flannelCniPlugin, origin: byPlugin }];
}

/** What handlers are fetched with: a program, and its shim wherever it is not called as runc would be. */
function ofHandlers({ runtime: { handlers = [] } = {} }: Spec, runtime: ResolvedRuntime): Need[] {
  return handlers.flatMap(({ name, type, version }, index): Need[] => {
    const { fetched } = traitsOf[type];
    if (fetched === null) return [];
    const origin = ['spec', 'runtime', 'handlers', index, version ? 'version' : 'type'];
    const shim = runtime.runtimeClasses.includes(name) ? [fetched.shim] : [];
    return [fetched.program, ...shim].map((artifact) => ({ name: artifact, version: version ?? newestGvisor, origin }));
  });
}

/** Every download with address and digest; a digest that is neither known nor given nor waived is an error. */
export function resolveArtifacts(
  spec: Spec,
  releases: Releases,
  runtime: ResolvedRuntime,
  os: OperatingSystem,
): { artifacts: ResolvedArtifact[]; diagnostics: Diagnostic[] } {
  const arch = spec.target.arch ?? 'amd64';
  const diagnostics: Diagnostic[] = [];
  const artifacts = neededArtifacts(spec, releases, runtime).map((need): ResolvedArtifact => {
    const { name, version, origin } = need;
    diagnostics.push(...minimumProblems(spec, os, need));
    const override = spec.artifacts?.overrides?.[name] ?? {};
    const digest = override.digest ?? (override.url ? undefined : knownDigest(name, version, arch));
    if (!digest && !override.unverified) {
      const ways = override.url ? waysOfOwn : waysOfUpstream(name, version, arch);
      const place = spec.artifacts?.overrides?.[name] ? ['spec', 'artifacts', 'overrides', name] : origin;
      diagnostics.push(diagnose('artifact-no-digest', place, { artifact: name, version, arch, ...ways }));
    }
    const url = override.url ? filledAddress(override.url, version, arch) : upstreamAddress(name, version, arch);
    return { name, version, url, mirrored: !override.url, digest: digest ?? null };
  });
  return { artifacts, diagnostics };
}

/** Why nothing is known of a file that lies at an address of the user's own. */
const waysOfOwn = { reason: 'an address of your own', unpublished: 'Nothing is known of the file there' };

/** Why a release cannot be checked, and the ways out: releases that can be, and where this one's digest is found. */
function waysOfUpstream(name: ArtifactName, version: string, arch: 'amd64' | 'arm64') {
  const published = publishedDigest(name, version, arch);
  return {
    reason: 'no published digest is known',
    known: nearestKnown(name, version, arch).join(' and ') || undefined,
    published,
    unpublished: published ? undefined : 'Upstream publishes none',
  };
}

/** Where artifacts are fetched below, in order: the mirrors, then the upstream hosts themselves. */
export function resolveSources({ artifacts }: Spec): string[] {
  const mirrors = (artifacts?.mirrors ?? []).map((mirror) => `${mirror}/`);
  return artifacts?.upstream === false && mirrors.length > 0 ? mirrors : [...mirrors, 'https://'];
}
