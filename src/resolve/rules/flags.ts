import { kubeletFlags, kubeProxyFlags, kubeProxyFlagsBesideFile } from '../../eras/flags.js';
import { hasDockershim } from '../../eras/kubernetes.js';
import { eraAt, gapAt, type Span } from '../../eras/lookup.js';
import { minorBefore } from '../../eras/release-order.js';
import { kubeletSettingFlags, kubeProxySettingFlags } from '../../eras/settings.js';
import type { Flags } from '../../generated/full-cluster-spec.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../spec/diagnostic.js';
import { suggestionFor } from '../../spec/suggestion.js';
import type { FullProxy, FullSpec, NormalisedSpec } from '../full-spec.js';
import { asksForCertificates } from '../node/identities.js';
import { flagValueProblems } from './config/flag-values.js';
import { featureGateFlagProblems } from './config/gates.js';

/** A program whose flags the spec may lay over ours. */
interface Program {
  readonly name: 'kubelet' | 'kube-proxy';
  readonly flags: Readonly<Record<string, Span>>;
  /** Flags that the documents set themselves, and what decides their values. A flag beats the configuration file. */
  readonly owners: Readonly<Record<string, string>>;
  /** Flags of ours that may be taken away. */
  readonly ours: ReadonlySet<string>;
  /** Those that it reads, where it does not read all. */
  readonly read?: readonly string[];
}

const names = 'the names of spec.workers and spec.pools';

const kubeletOwners: Readonly<Record<string, string>> = {
  'bootstrap-kubeconfig': 'spec.paths.kubelet',
  'cgroup-driver': 'spec.runtime.cgroupDriver',
  'cluster-dns': 'spec.network.dnsAddress',
  'cluster-domain': 'spec.network.domain',
  config: 'spec.paths.kubelet',
  'container-runtime': 'spec.runtime.name',
  'container-runtime-endpoint': 'spec.runtime.name',
  'hostname-override': names,
  kubeconfig: 'spec.paths.kubelet',
  'node-ip': 'the addresses of spec.workers and spec.pools',
  'node-labels': 'the labels of spec.workers and spec.pools',
  'pod-manifest-path': 'spec.kubelet.staticPods',
  'register-with-taints': 'the taints of spec.workers and spec.pools',
};

/** What the kubelet gets as flags wherever its settings stand. */
const kubeletAlways = [
  'allow-privileged',
  'container-runtime',
  'container-runtime-endpoint',
  'hostname-override',
  'node-ip',
  'node-labels',
  'register-with-taints',
];

const kubeProxyOwners: Readonly<Record<string, string>> = {
  'cluster-cidr': 'spec.network.podCIDR',
  config: 'spec.paths.kubeProxy',
  'hostname-override': names,
  kubeconfig: 'spec.proxy.credentials',
  'proxy-mode': 'spec.proxy.mode',
};

/** Without them a program would be no part of the cluster. */
const essential = ['config', 'kubeconfig'];

/** What a kubelet is told that asks for its certificates itself. */
const rotation = ['rotate-certificates', 'rotate-server-certificates'];

function kubelet(spec: FullSpec): Program {
  const foreign = asksForCertificates(spec) ? ['tls-cert-file', 'tls-private-key-file'] : rotation;
  const settings =
    spec.kubelet.settings === 'flags'
      ? Object.values(kubeletSettingFlags).filter((flag) => !foreign.includes(flag))
      : [];
  const fromMetadata: Readonly<Record<string, string>> =
    spec.target.identity.providerID === 'metadata' ? { 'provider-id': 'spec.target.identity.providerID' } : {};
  return {
    name: 'kubelet',
    flags: kubeletFlags(),
    owners: { ...kubeletOwners, ...fromMetadata },
    ours: new Set([...kubeletAlways, ...Object.keys(fromMetadata), ...dockershimFlags(spec), ...settings]),
  };
}

/** What the kubelet gets where it reaches Docker by itself. */
function dockershimFlags({ runtime, kubernetes }: FullSpec): string[] {
  if (runtime.name !== 'docker' || !eraAt(hasDockershim, kubernetes.version)) return [];
  return ['cni-bin-dir', 'cni-conf-dir', 'network-plugin', 'pod-infra-container-image'];
}

function kubeProxy({ settings }: FullProxy): Program {
  const byFlags = settings === 'flags';
  return {
    name: 'kube-proxy',
    flags: kubeProxyFlags(),
    owners: kubeProxyOwners,
    ours: new Set(byFlags ? Object.values(kubeProxySettingFlags) : []),
    ...(byFlags ? {} : { read: kubeProxyFlagsBesideFile }),
  };
}

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

function flagProblem(
  flag: string,
  value: string | null,
  path: SpecPath,
  program: Program,
  version: string,
): Diagnostic[] {
  const { name, owners, ours, read } = program;
  const about = { flag, version, program: name };
  const source = own(owners, flag);
  if (value === null && !essential.includes(flag)) {
    return ours.has(flag) ? [] : [diagnose('flag-not-ours', path, about, 'key')];
  }
  if (source !== undefined) return [diagnose('flag-owned', path, { flag, source }, 'key')];
  const ofRelease = eraProblem(flag, path, program, version);
  if (ofRelease.length > 0) return ofRelease;
  if (read !== undefined && !read.includes(flag)) return [diagnose('flag-not-read', path, about, 'key')];
  if (value === null) return [];
  const reader = { program: name, version };
  return [
    ...(flag === 'feature-gates' ? featureGateFlagProblems(value, path, reader) : []),
    ...flagValueProblems(flag, value, path, reader),
  ];
}

/** A flag that no release has, or not this one. */
function eraProblem(flag: string, path: SpecPath, { name, flags, owners }: Program, version: string): Diagnostic[] {
  const about = { flag, version, program: name };
  const era = own(flags, flag);
  if (era === undefined) {
    const meant = suggestionFor(flag, Object.keys(flags));
    const owner = meant === undefined ? undefined : own(owners, meant);
    // Of a flag that is not the user's to give, its place is said instead.
    const advice = owner === undefined ? { suggestion: meant } : { owned: meant, source: owner };
    return [diagnose('flag-unknown', path, { ...about, ...advice }, 'key')];
  }
  const gap = gapAt([era], version);
  if (gap === null) return [];
  if (gap.since !== undefined) return [diagnose('flag-too-new', path, { ...about, since: gap.since }, 'key')];
  const config = name === 'kubelet' ? 'spec.kubelet.config' : 'spec.proxy.config';
  return [diagnose('flag-removed', path, { ...about, last: minorBefore(gap.until), config }, 'key')];
}

function problemsOf(flags: Flags, path: SpecPath, program: Program, version: string): Diagnostic[] {
  return Object.entries(flags).flatMap(([flag, value]) =>
    flagProblem(flag, value, [...path, 'flags', flag], program, version),
  );
}

/** Flags laid over ours, the cluster's and those of single machines: known to their release, and not ours to say. */
export function flagRules({ spec }: NormalisedSpec): Diagnostic[] {
  const { version } = spec.kubernetes;
  const { proxy } = spec;
  const ofCluster = kubelet(spec);
  const set = Object.entries(spec.kubelet.flags).flatMap(([flag, value]) => (value === null ? [] : [flag]));
  const onMachine = { ...ofCluster, ours: new Set([...ofCluster.ours, ...set]) };
  const machines = (['workers', 'pools'] as const).flatMap((kind) =>
    spec[kind].flatMap((machine, index) =>
      problemsOf(machine.kubelet.flags, ['spec', kind, index, 'kubelet'], onMachine, version),
    ),
  );
  return [
    ...problemsOf(spec.kubelet.flags, ['spec', 'kubelet'], ofCluster, version),
    ...(proxy ? problemsOf(proxy.flags, ['spec', 'proxy'], kubeProxy(proxy), version) : []),
    ...machines,
  ];
}
