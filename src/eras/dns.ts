import type { Era, Span } from './lookup.js';

/** The cluster's DNS server where the spec names none. */
export const defaultDns: readonly [Era<'kube-dns' | 'coredns'>, ...Era<'kube-dns' | 'coredns'>[]] = [
  { since: '1.8.0', value: 'kube-dns', source: 'kubernetes/website kubeadm-init.md: kube-dns up to 1.10' },
  { since: '1.11.0', value: 'coredns', source: 'kubernetes/website#26821: CoreDNS the default in 1.11 and later' },
];

/** The CoreDNS that kubeadm of a Kubernetes release installs. */
export const coreDnsReleases: readonly [Era<string>, ...Era<string>[]] = [
  // kubeadm's 1.0.1 and 1.0.6 were alpha and beta features; 1.1.3 is the oldest whose Corefile is known here.
  { since: '1.8.0', value: '1.1.3', source: 'coredns/deployment CoreDNS-k8s_version.md (1.9 and 1.10 had 1.0.x)' },
  { since: '1.12.0', value: '1.2.2', source: 'coredns/deployment CoreDNS-k8s_version.md' },
  { since: '1.13.0', value: '1.2.6', source: 'coredns/deployment CoreDNS-k8s_version.md' },
  { since: '1.14.0', value: '1.3.1', source: 'coredns/deployment CoreDNS-k8s_version.md' },
  { since: '1.16.0', value: '1.6.2', source: 'coredns/deployment CoreDNS-k8s_version.md' },
  { since: '1.17.0', value: '1.6.5', source: 'coredns/deployment CoreDNS-k8s_version.md' },
  { since: '1.18.0', value: '1.6.7', source: 'coredns/deployment CoreDNS-k8s_version.md' },
  { since: '1.19.0', value: '1.7.0', source: 'coredns/deployment CoreDNS-k8s_version.md' },
  { since: '1.21.0', value: '1.8.0', source: 'coredns/deployment CoreDNS-k8s_version.md' },
  { since: '1.22.0', value: '1.8.4', source: 'coredns/deployment CoreDNS-k8s_version.md' },
  { since: '1.23.0', value: '1.8.6', source: 'coredns/deployment CoreDNS-k8s_version.md' },
  { since: '1.25.0', value: '1.9.3', source: 'kubernetes/minikube constants_kubeadm_images.go' },
  { since: '1.27.0', value: '1.10.1', source: 'kubernetes/minikube constants_kubeadm_images.go' },
  { since: '1.29.0', value: '1.11.1', source: 'kubernetes/minikube constants_kubeadm_images.go' },
  { since: '1.31.0', value: '1.11.3', source: 'kubernetes/minikube constants_kubeadm_images.go' },
  { since: '1.33.0', value: '1.12.0', source: 'kubernetes/minikube constants_kubeadm_images.go' },
  { since: '1.34.0', value: '1.12.1', source: 'kubernetes/minikube constants_kubeadm_images.go' },
  { since: '1.35.0', value: '1.13.1', source: 'kubernetes/minikube constants_kubeadm_images.go' },
  { since: '1.36.0', value: '1.14.2', source: 'kubernetes/kubernetes v1.36.4 cmd/kubeadm/app/constants/constants.go' },
  { since: '1.37.0', value: '1.14.6', source: 'kubernetes/kubernetes v1.37.0 cmd/kubeadm/app/constants/constants.go' },
];

/** What a release of CoreDNS reads, needs and is called. */
export interface CoreDnsTraits {
  /** The image's path below the registry, `{version}` to be filled in. */
  readonly image: string;
  /** The plugin that asks other servers. */
  readonly forwarder: 'proxy' | 'forward';
  /** Whether the kubernetes plugin must be told to resolve what a Service's externalName points at. */
  readonly upstream: boolean;
  /** How long clients keep an answer, in seconds, where the plugin takes it (the default was 5). */
  readonly ttl: number | null;
  /** Plugins without settings, after the cache. */
  readonly plugins: readonly string[];
  /** Whether it answers /ready on port 8181. */
  readonly ready: boolean;
  /** Seconds that it goes on answering when it has been told to stop. */
  readonly lameduck: number | null;
  /** The most queries that wait for other servers at a time. */
  readonly maxConcurrent: number | null;
  /** Whether it writes logs below /tmp. */
  readonly writesToTmp: boolean;
  readonly endpointSlices: boolean;
  /** Whether it reads Node objects. */
  readonly nodes: boolean;
}

const first: CoreDnsTraits = {
  image: 'coredns:{version}',
  forwarder: 'proxy',
  upstream: true,
  ttl: null,
  plugins: ['reload'],
  ready: false,
  lameduck: null,
  maxConcurrent: null,
  writesToTmp: true,
  endpointSlices: false,
  nodes: true,
};
const looping: CoreDnsTraits = { ...first, plugins: ['loop', 'reload', 'loadbalance'] };
const forwarding: CoreDnsTraits = { ...looping, forwarder: 'forward' };
const readying: CoreDnsTraits = { ...forwarding, upstream: false, ttl: 30, ready: true };
const withoutTmp: CoreDnsTraits = { ...readying, writesToTmp: false };
const lameduck: CoreDnsTraits = { ...withoutTmp, lameduck: 5 };
const bounded: CoreDnsTraits = { ...lameduck, maxConcurrent: 1000 };
const nested: CoreDnsTraits = { ...bounded, image: 'coredns/coredns:v{version}' };
const slicing: CoreDnsTraits = { ...nested, endpointSlices: true, nodes: false };

export const coreDnsTraits: readonly [Era<CoreDnsTraits>, ...Era<CoreDnsTraits>[]] = [
  { since: '1.1.3', value: first, source: 'coredns/corefile-migration versions.go: default of Kubernetes 1.11' },
  {
    since: '1.2.1',
    value: looping,
    source: 'coredns/corefile-migration versions.go: loop new in 1.2.1, default of 1.12',
  },
  { since: '1.3.1', value: forwarding, source: 'kubernetes/kubernetes v1.14.8 coredns.yaml.base' },
  {
    since: '1.5.0',
    value: readying,
    source: 'coredns/deployment CoreDNS-k8s_version.md: between 1.3.1 and 1.6.2 proxy went, ready came',
  },
  { since: '1.6.2', value: withoutTmp, source: 'coredns/deployment CoreDNS-k8s_version.md: klog in place of glog' },
  { since: '1.6.5', value: lameduck, source: 'coredns/corefile-migration versions.go: a new default in 1.6.5' },
  { since: '1.7.0', value: bounded, source: 'kubernetes/kubernetes v1.20.5 coredns.yaml.base' },
  { since: '1.8.0', value: nested, source: 'kubernetes/kubernetes kubeadm 1.21: coredns/coredns:v1.8.0' },
  {
    since: '1.8.1',
    value: slicing,
    source: 'openshift/cluster-dns-operator#244; coredns/deployment CoreDNS-k8s_version.md',
  },
];

/** The kube-dns that goes with a Kubernetes release; null from where kubeadm no longer knew it. */
export const kubeDnsReleases: readonly [Era<string | null>, ...Era<string | null>[]] = [
  { since: '1.8.0', value: '1.14.5', source: 'kubernetes/kubernetes ad586e19 cluster/addons/dns/kube-dns.yaml.base' },
  { since: '1.9.0', value: '1.14.7', source: 'kubeadm config images list of 1.9' },
  { since: '1.10.0', value: '1.14.8', source: 'kubernetes/minikube constants.go v1.3.0' },
  { since: '1.11.0', value: '1.14.10', source: 'kubernetes/kubernetes 0949e036 cluster/addons/dns/kube-dns.yaml.base' },
  { since: '1.13.0', value: '1.14.13', source: 'kubernetes/kubernetes 1.13 cmd/kubeadm/app/constants: KubeDNSVersion' },
  { since: '1.21.0', value: null, source: 'kubernetes/kubernetes#99646: kubeadm without kube-dns' },
];

export interface KubeDnsTraits {
  /** The record that the sidecar asks for, to see whether the others answer. */
  readonly probe: 'A' | 'SRV';
  /** dnsmasq's flags between the cache's size and its servers. */
  readonly cacheFlags: readonly string[];
}

export const kubeDnsTraits: readonly [Era<KubeDnsTraits>, ...Era<KubeDnsTraits>[]] = [
  {
    since: '1.14.5',
    value: { probe: 'A', cacheFlags: [] },
    source: 'kubernetes/kubernetes ad586e19 cluster/addons/dns/kube-dns.yaml.base',
  },
  {
    since: '1.14.6',
    value: { probe: 'SRV', cacheFlags: ['--no-negcache'] },
    source: 'kubernetes/kubernetes 382eca69 and 0949e036 cluster/addons/dns/kube-dns.yaml.base (1.14.6, 1.14.10)',
  },
  {
    since: '1.14.13',
    value: { probe: 'SRV', cacheFlags: ['--no-negcache', '--dns-loop-detect'] },
    source: 'kubernetes/kubernetes v1.14.8 cluster/addons/dns/kube-dns/kube-dns.yaml.base',
  },
];

/** The releases of each server that these tables know; from 1.15.0 on kube-dns has other images and settings. */
export const knownDns: Readonly<Record<'coredns' | 'kube-dns', Span>> = {
  coredns: { since: coreDnsTraits[0].since },
  'kube-dns': { since: kubeDnsTraits[0].since, until: '1.15.0' },
};

/** How a Kubernetes API server takes an add-on's pods. */
export interface AddonApi {
  /** The apiVersion of Deployments. */
  readonly deployments: string;
  /** What keeps the pod from being evicted first. */
  readonly critical: 'annotation' | 'priorityClass';
  /** Where the runtime's own seccomp profile is asked for. */
  readonly seccomp: 'annotation' | 'field' | null;
}

export const addonApis: readonly [Era<AddonApi>, ...Era<AddonApi>[]] = [
  {
    since: '1.8.0',
    value: { deployments: 'extensions/v1beta1', critical: 'annotation', seccomp: null },
    source: 'kubernetes/kubernetes ad586e19 cluster/addons/dns/kube-dns.yaml.base',
  },
  {
    since: '1.9.0',
    value: { deployments: 'apps/v1', critical: 'annotation', seccomp: null },
    source: 'kubernetes/api kubernetes-1.9.0 apps/v1: Deployment',
  },
  {
    since: '1.11.0',
    value: { deployments: 'apps/v1', critical: 'priorityClass', seccomp: 'annotation' },
    source: 'kubernetes/website feature-gates: PodPriority beta and on in 1.11; v1.14.8 coredns.yaml.base',
  },
  {
    since: '1.19.0',
    value: { deployments: 'apps/v1', critical: 'priorityClass', seccomp: 'field' },
    source: 'kubernetes/api kubernetes-1.19.0 core/v1 types.go: SeccompProfile; v1.20.5 coredns.yaml.base',
  },
];

/** The label that the kubelet puts on its node for the operating system. */
export const osLabels: readonly [Era<string>, ...Era<string>[]] = [
  { since: '1.8.0', value: 'beta.kubernetes.io/os', source: 'kubernetes/kubernetes v1.14.8 coredns.yaml.base' },
  { since: '1.14.0', value: 'kubernetes.io/os', source: 'kubernetes/website labels-annotations-taints: since 1.14' },
];
