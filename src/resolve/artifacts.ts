import type { ArtifactName } from '../eras/catalogue.js';
import { filledAddress, knownDigest, nearestKnown, publishedDigest, upstreamAddress } from '../eras/catalogue.js';
import { flannelInBundle } from '../eras/flannel.js';
import { eraAt } from '../eras/lookup.js';
import type { ClusterSpec } from '../generated/cluster-spec.js';
import { diagnose } from '../spec/diagnose.js';
import type { Diagnostic } from '../spec/diagnostic.js';
import type { Releases } from './releases.js';
import type { ResolvedArtifact } from './resolved.js';

type Spec = ClusterSpec['spec'];

/** The downloads that this cluster's workers need, in the order in which a node is built up. */
function neededArtifacts({ kubernetes, proxy, cni }: Spec, releases: Releases): readonly ArtifactName[] {
  const apart: ArtifactName[] = proxy?.mode === 'none' ? ['kubelet', 'kubectl'] : ['kubelet', 'kube-proxy', 'kubectl'];
  const programs: ArtifactName[] = kubernetes.binaries === 'single' ? apart : ['kubernetes-node'];
  return ['containerd', 'runc', 'cni-plugins', ...flannelArtifacts(cni, releases), 'crictl', ...programs];
}

function flannelArtifacts(cni: Spec['cni'], releases: Releases): readonly ArtifactName[] {
  if (cni?.plugin !== 'flannel') return [];
  return eraAt(flannelInBundle, releases.cni) ? ['flanneld'] : ['flanneld', 'flannel-cni-plugin'];
}

function releaseOf(name: ArtifactName, releases: Releases): string {
  if (name === 'flanneld') return releases.flanneld;
  if (name === 'flannel-cni-plugin') return releases.flannelCniPlugin;
  if (name === 'containerd' || name === 'runc' || name === 'crictl') return releases[name];
  return name === 'cni-plugins' ? releases.cni : releases.kubernetes;
}

/** Every download with address and digest; a digest that is neither known nor given nor waived is an error. */
export function resolveArtifacts(
  spec: Spec,
  releases: Releases,
): { artifacts: ResolvedArtifact[]; diagnostics: Diagnostic[] } {
  const arch = spec.target.arch ?? 'amd64';
  const diagnostics: Diagnostic[] = [];
  const artifacts = neededArtifacts(spec, releases).map((name): ResolvedArtifact => {
    const version = releaseOf(name, releases);
    const override = spec.artifacts?.overrides?.[name] ?? {};
    const digest = override.digest ?? (override.url ? undefined : knownDigest(name, version, arch));
    if (!digest && !override.unverified) {
      const ways = override.url ? waysOfOwn : waysOfUpstream(name, version, arch);
      diagnostics.push(
        diagnose('artifact-no-digest', originOf(name, spec), { artifact: name, version, arch, ...ways }),
      );
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

/** The place in the spec that decides which release of an artifact is fetched. */
function originOf(name: ArtifactName, { artifacts, runtime, cni }: Spec): (string | number)[] {
  if (artifacts?.overrides?.[name]) return ['spec', 'artifacts', 'overrides', name];
  if (name === 'containerd' && runtime?.version) return ['spec', 'runtime', 'version'];
  if ((name === 'runc' || name === 'crictl') && runtime?.[name]) return ['spec', 'runtime', name];
  if (name === 'cni-plugins' && cni?.version) return ['spec', 'cni', 'version'];
  if (name === 'flanneld') return ['spec', 'cni', 'flannel', 'version'];
  if (name === 'flannel-cni-plugin' && cni?.flannel?.cniPlugin) return ['spec', 'cni', 'flannel', 'cniPlugin'];
  return ['spec', 'kubernetes', 'version'];
}

/** Where artifacts are fetched below, in order: the mirrors, then the upstream hosts themselves. */
export function resolveSources({ artifacts }: Spec): string[] {
  const mirrors = (artifacts?.mirrors ?? []).map((mirror) => `${mirror}/`);
  return artifacts?.upstream === false && mirrors.length > 0 ? mirrors : [...mirrors, 'https://'];
}
