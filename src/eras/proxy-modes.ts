import type { ProxyModeName } from '../generated/names.js';
import type { Era, SourcedSpan } from './lookup.js';
import type { Tool } from './tools.js';

export type ProxyMode = Exclude<ProxyModeName, 'none'>;

/** kube-proxy's mode where the spec names none. nftables is upstream's own choice of default once it was stable. */
export const defaultProxyMode: readonly [Era<ProxyMode>, ...Era<ProxyMode>[]] = [
  { since: '1.8.0', value: 'iptables', source: 'kubernetes/kubernetes v1.8.15 cmd/kube-proxy/app/server.go' },
  { since: '1.33.0', value: 'nftables', source: 'kubernetes/website feature-gates/NFTablesProxyMode.md: stable 1.33' },
];

/** Feature gates that a proxy mode needs; null where kube-proxy does not know the mode at all. */
export const nftablesGates: readonly [Era<Record<string, boolean> | null>, ...Era<Record<string, boolean> | null>[]] = [
  { since: '1.8.0', value: null, source: 'kubernetes/kube-proxy config/v1alpha1/types.go: nftables since 1.29' },
  { since: '1.29.0', value: { NFTablesProxyMode: true }, source: 'kubernetes/website NFTablesProxyMode.md: alpha' },
  { since: '1.31.0', value: {}, source: 'kubernetes/website NFTablesProxyMode.md: beta, on' },
];

/** Feature gates that ipvs needs. */
export const ipvsGates: readonly [Era<Record<string, boolean>>, ...Era<Record<string, boolean>>[]] = [
  {
    since: '1.8.0',
    value: { SupportIPVSProxyMode: true },
    source: 'kubernetes/kubernetes v1.8.15 and v1.9.11 pkg/features/kube_features.go: off by default',
  },
  { since: '1.10.0', value: {}, source: 'kubernetes/kubernetes v1.10.13 pkg/features/kube_features.go: on' },
];

/** Linux with nf_conntrack_ipv4 as a module of its own. */
export const ownConntrackModule = {
  until: '4.19',
  source: 'torvalds/linux a0ae2562c6c4',
} as const satisfies SourcedSpan;

/**
 * Whether kube-proxy's ipvs mode asks for the module nf_conntrack_ipv4, which Linux 4.19 made part of nf_conntrack;
 * it falls back to iptables without a word where it is missing.
 */
export const ipvsAsksForOldModule: readonly [Era<boolean>, ...Era<boolean>[]] = [
  { since: '1.8.0', value: true, source: 'kubernetes/kubernetes v1.10.13 pkg/proxy/ipvs/proxier.go; #70304' },
  { since: '1.11.10', value: false, source: 'kubernetes/kubernetes#75241; v1.11.10 pkg/proxy/ipvs/proxier.go' },
  { since: '1.12.0', value: true, source: 'kubernetes/kubernetes#72146' },
  { since: '1.12.10', value: false, source: 'kubernetes/kubernetes#75242; v1.12.10 pkg/proxy/ipvs/proxier.go' },
  { since: '1.13.0', value: false, source: 'kubernetes/kubernetes#70398' },
];

/** Whether kube-proxy warns of its ipvs mode at each start. */
export const ipvsIsDeprecated: readonly [Era<boolean>, ...Era<boolean>[]] = [
  { since: '1.8.0', value: false, source: 'kubernetes/kubernetes v1.34.0 cmd/kube-proxy/app/server_linux.go' },
  { since: '1.35.0', value: true, source: 'kubernetes/kubernetes#134539; to be off by default in 1.40: KEP-5495' },
];

/** What kube-proxy sets limits of when it starts: without the module it ends at once, and nothing else may have loaded it. */
const conntrack = {
  modules: ['nf_conntrack'],
  source: 'kubernetes/kubernetes cmd/kube-proxy/app/conntrack.go, from 1.36 on pkg/proxy/conntrack/sysctls.go: SetMax',
};

/** What each proxy mode needs besides. */
export const proxyNeeds: Readonly<
  Record<ProxyMode, { tools: readonly Tool[]; modules: readonly string[]; source: string }>
> = {
  iptables: { tools: [], ...conntrack },
  ipvs: {
    tools: ['ipset', 'ipvsadm'],
    modules: ['ip_vs', 'ip_vs_rr', 'ip_vs_sh', 'ip_vs_wrr', ...conntrack.modules],
    source: 'kubernetes-sigs/kubespray roles/kubernetes/node; kubernetes/kubernetes pkg/proxy/ipvs/README.md',
  },
  nftables: { tools: ['nft'], ...conntrack },
};
