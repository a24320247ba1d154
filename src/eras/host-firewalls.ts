/** Firewalls that keep their settings, and that can be opened in them. */
export const hostFirewalls = ['ufw', 'firewalld', 'netfilter-persistent'] as const;
export type HostFirewall = (typeof hostFirewalls)[number];

/** Providers whose images come with a firewall that keeps a cluster's traffic out, which it is and how people know it. */
export const closedImages: Readonly<
  Record<string, { readonly firewall: HostFirewall; readonly words: string; readonly source: string }>
> = {
  vultr: {
    firewall: 'ufw',
    words: 'ufw, open for SSH alone',
    source: 'Vultr: firewall quickstart for Ubuntu (ufw is on in its Debian and Ubuntu images, 22/tcp allowed)',
  },
  oci: {
    firewall: 'netfilter-persistent',
    words: "iptables' rules, which reject what comes in but for SSH, and all that is forwarded",
    source:
      'Oracle: "Enabling Network Traffic to Ubuntu Images in Oracle Cloud Infrastructure", 2022-07-04 (/etc/iptables/rules.v4 by netfilter-persistent); the rules as in Ubuntu 22.04 and 24.04 of OCI',
  },
};

/**
 * What of a machine others in the cluster, and clients of its Services, call: the kubelet, and the range of NodePorts.
 * Source: kubernetes/website reference/networking/ports-and-protocols.md, worker nodes.
 */
export const openPorts: { readonly kubelet: number; readonly nodePorts: readonly [first: number, last: number] } = {
  kubelet: 10250,
  nodePorts: [30000, 32767],
};
