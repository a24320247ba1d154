import type { Era } from './lookup.js';

/** A program that nodes call and no download brings. */
export type Tool = 'conntrack' | 'ipset' | 'iptables' | 'ipvsadm' | 'nft' | 'python3';

/** What kube-proxy and the kubelet call, whatever the proxy mode. */
export const nodeTools: readonly [Era<readonly Tool[]>, ...Era<readonly Tool[]>[]] = [
  {
    since: '1.8.0',
    value: ['conntrack', 'iptables'],
    source: 'kubernetes/kubernetes#135306 (deb dependencies); kubernetes/kubernetes#126847 (conntrack)',
  },
  { since: '1.32.0', value: ['iptables'], source: 'kubernetes/kubernetes#126847: conntrack no longer called' },
];
