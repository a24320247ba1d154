/** Firewalls that keep their settings, and that can be opened in them. */
export const hostFirewalls = ['ufw', 'firewalld', 'netfilter-persistent'] as const;
export type HostFirewall = (typeof hostFirewalls)[number];

/** An image that comes with a firewall which keeps a cluster's traffic out: which it is, and how people know it. */
export interface ClosedImage {
  readonly firewall: HostFirewall;
  readonly words: string;
  readonly source: string;
}

/**
 * What of a machine others in the cluster, and clients of its Services, call: the kubelet, and the range of NodePorts.
 * Source: kubernetes/website reference/networking/ports-and-protocols.md, worker nodes.
 */
export const openPorts: { readonly kubelet: number; readonly nodePorts: readonly [first: number, last: number] } = {
  kubelet: 10250,
  nodePorts: [30000, 32767],
};
