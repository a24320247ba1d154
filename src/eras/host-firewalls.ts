/** Providers whose images come with a firewall that keeps a cluster's traffic out, with what it is. */
export const closedImages: Readonly<Record<string, { readonly firewall: string; readonly source: string }>> = {
  vultr: {
    firewall: 'ufw, open for SSH alone',
    source: 'Vultr: firewall quickstart for Ubuntu (ufw is on in its Debian and Ubuntu images, 22/tcp allowed)',
  },
  oci: {
    firewall: "iptables' rules, which reject what comes in but for SSH, and all that is forwarded",
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
