import type { AdoptedCluster } from './settle.js';
import { holdsKeys } from './spec-text.js';

/** What is left to the owner, a sentence each, the most important first. */
export function leftToOwner(cluster: AdoptedCluster): string[] {
  const { facts, pins } = cluster;
  const noAuthority =
    facts.authority === undefined
      ? [
          `the CA is missing: put the cluster's ca.crt into ca.pem of the folder of keys, or run this again with what "kubectl -n kube-public get cm cluster-info -o yaml" prints${pins.length > 0 ? `; its key must have the digest ${pins.join(' or ')}` : ''}`,
        ]
      : [];
  return [
    ...noAuthority,
    ...tokenWords(cluster),
    'target and workers: which machines, and their names',
    "the network: nodes become Ready once the cluster's add-on (Calico, Cilium, flannel …) runs on them; if there is none, set cni.plugin",
    ...(facts.proxy === undefined
      ? ['kube-proxy: the spec says none, because kubeadm runs it as a DaemonSet; set proxy.mode if yours does not']
      : []),
    ...(facts.checksKubelets
      ? [
          'serving certificates: this API server checks them, so approve the requests of new nodes with "bootwright approve"',
        ]
      : []),
    'cluster/: apply nothing of it if kubeadm made the control plane',
  ];
}

function tokenWords(cluster: AdoptedCluster): string[] {
  const { token, tokenEnd } = cluster.facts;
  if (holdsKeys(cluster)) return [];
  if (token === undefined)
    return ['the token: run this again with what "kubeadm token create --print-join-command" prints'];
  if (tokenEnd === undefined) {
    return [
      'the token expires 24 hours after kubeadm made it, unless --ttl said otherwise; the join command does not say',
    ];
  }
  return tokenEnd.text === 'never'
    ? ['the token never expires: anyone who reads a document can join machines forever']
    : [];
}
