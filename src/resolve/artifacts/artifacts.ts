import type { ArtifactName } from '../../eras/artifact-names.js';
import { filledAddress, knownDigest, nearestKnown, publishedDigest, upstreamAddress } from '../../eras/catalogue.js';
import { flannelInBundle } from '../../eras/flannel.js';
import { handlers as traitsOf } from '../../eras/handlers.js';
import { eraAt } from '../../eras/lookup.js';
import type { OperatingSystem } from '../../eras/operating-system.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../spec/diagnostic.js';
import type { FullSpec, NormalisedSpec } from '../full-spec.js';
import type { ResolvedArtifact, ResolvedRuntime } from '../resolved/resolved.js';
import { takesDockerBridge } from '../runtime/docker-bridge.js';
import { buildFor, minimumProblems } from './builds.js';

/** What is fetched: which artifact, of which release, and the place in the spec that decides it. */
interface Need {
  readonly name: ArtifactName;
  readonly version: string;
  readonly origin: SpecPath;
}

/** The downloads that this cluster's workers need, in the order in which a node is built up. */
function neededArtifacts({ spec, given }: NormalisedSpec, runtime: ResolvedRuntime): readonly Need[] {
  const { kubernetes, cni } = spec;
  const { version, runc, crictl } = spec.runtime;
  const byKubernetes = { version: kubernetes.version, origin: ['spec', 'kubernetes', 'version'] };
  const apart: ArtifactName[] = spec.proxy === null ? ['kubelet', 'kubectl'] : ['kubelet', 'kube-proxy', 'kubectl'];
  const programs: ArtifactName[] = kubernetes.binaries === 'single' ? apart : ['kubernetes-node'];
  const byRuntime = (name: ArtifactName, key: 'version' | 'runc' | 'crictl', release: string): Need => ({
    name,
    version: release,
    origin: given.runtime?.[key] ? ['spec', 'runtime', key] : byKubernetes.origin,
  });
  const cniPlugins: Need = {
    name: 'cni-plugins',
    version: cni.version,
    origin: given.cni?.version ? ['spec', 'cni', 'version'] : byKubernetes.origin,
  };
  return [
    byRuntime(buildFor(spec, runtime.name, version), 'version', version),
    ...(needsRunc(runtime) ? [byRuntime('runc', 'runc', runc)] : []),
    ...criDockerd(runtime),
    ...ofHandlers({ spec, given }, runtime),
    ...(takesDockerBridge(spec) ? [] : [cniPlugins]),
    ...flannel({ spec, given }),
    ...(crictl === null ? [] : [byRuntime('crictl', 'crictl', crictl)]),
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
function flannel({ spec, given }: NormalisedSpec): Need[] {
  const { version, flannel } = spec.cni;
  if (flannel === null) return [];
  const origin = ['spec', 'cni', 'flannel', 'version'];
  const daemon: Need = { name: 'flanneld', version: flannel.version, origin };
  if (takesDockerBridge(spec) || eraAt(flannelInBundle, version)) return [daemon];
  const byPlugin = given.cni?.flannel?.cniPlugin
    ? ['spec', 'cni', 'flannel', 'cniPlugin']
    : ['spec', 'kubernetes', 'version'];
  return [daemon, { name: 'flannel-cni-plugin', version: flannel.cniPlugin, origin: byPlugin }];
}

/** What handlers are fetched with: a program, and its shim wherever it is not called as runc would be. */
function ofHandlers({ spec, given }: NormalisedSpec, runtime: ResolvedRuntime): Need[] {
  return spec.runtime.handlers.flatMap(({ name, type, version }, index): Need[] => {
    const { fetched } = traitsOf[type];
    if (fetched === null || version === null) return [];
    const named = given.runtime?.handlers?.[index]?.version;
    const origin = ['spec', 'runtime', 'handlers', index, named ? 'version' : 'type'];
    const shim = runtime.runtimeClasses.includes(name) ? [fetched.shim] : [];
    return [fetched.program, ...shim].map((artifact) => ({ name: artifact, version, origin }));
  });
}

/** Every download with address and digest; a digest that is neither known nor given nor waived is an error. */
export function resolveArtifacts(
  { spec, given }: NormalisedSpec,
  runtime: ResolvedRuntime,
  os: OperatingSystem,
): { artifacts: ResolvedArtifact[]; diagnostics: Diagnostic[] } {
  const { arch } = spec.target;
  const diagnostics: Diagnostic[] = [];
  const artifacts = neededArtifacts({ spec, given }, runtime).map((need): ResolvedArtifact => {
    const { name, version, origin } = need;
    diagnostics.push(...minimumProblems(spec, os, need));
    const override = spec.artifacts.overrides[name];
    const known = override.url === null ? knownDigest(name, version, arch) : undefined;
    const digest = override.digest ?? known ?? null;
    if (digest === null && !override.unverified) {
      const ways = override.url ? waysOfOwn : waysOfUpstream(name, version, arch);
      const place = given.artifacts?.overrides?.[name] ? ['spec', 'artifacts', 'overrides', name] : origin;
      diagnostics.push(diagnose('artifact-no-digest', place, { artifact: name, version, arch, ...ways }));
    }
    const url = override.url ? filledAddress(override.url, version, arch) : upstreamAddress(name, version, arch);
    return { name, version, url, mirrored: !override.url, digest };
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
export function resolveSources({ artifacts: { mirrors: given, upstream } }: FullSpec): string[] {
  const mirrors = given.map((mirror) => `${mirror}/`);
  return !upstream && mirrors.length > 0 ? mirrors : [...mirrors, 'https://'];
}
