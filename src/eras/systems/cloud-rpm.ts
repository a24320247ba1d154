import type { OperatingSystem } from '../operating-system.js';
import { resolverFiles } from '../resolver.js';
import { lifecycles } from './lifecycles.js';
import { rpmLike } from './rpm-like.js';

/** Systems of two clouds' own; their SELinux enforces nothing. */
export const cloudSystems = {
  'amazon-linux-2023': {
    ...rpmLike,
    support: { ends: '2029-06-30', source: `${lifecycles}amazon-linux.md: end of maintenance` },
    cloudInit: { release: '22.2.2', source: 'awslabs/amazon-eks-ami#2426, a log' },
    packageManager: 'dnf',
    packageOf: { ...rpmLike.packageOf, iptables: 'iptables-nft' },
    resolvConf: resolverFiles.ofResolved,
    cgroup: 2,
    nftables: true,
    packetFilter: 'nft',
    glibc: { release: '2.34', source: 'Amazon Linux 2023: glibc-2.34' },
    kernel: '6.1',
    systemd: '252',
    networkd: '252',
    source:
      'awslabs/amazon-eks-ami#2426 (cloud-init 22.2.2), #2006 (SELinux is permissive); docs.aws.amazon.com linux/al2/ug/aml2-kernel.html (Linux 6.1); amazonlinux/amazon-linux-2023#55 (conntrack-tools); kubernetes/kops nodeup/pkg/model/packages.go (iptables-nft); systemd 252 with networkd and resolved [unconfirmed], nft 1.0.4 [unconfirmed]',
  },
  'azure-linux-3': {
    ...rpmLike,
    support: {
      ends: null,
      source: 'learn.microsoft.com azure-linux/support-cycle: roughly three years after AKS 1.32, which names no day',
    },
    cloudInit: {
      release: '23.3',
      source: 'microsoft/azurelinux SPECS/cloud-init of January 2024, from which 3.0 comes [unconfirmed]',
    },
    packageManager: 'tdnf',
    resolvConf: resolverFiles.ofResolved,
    cgroup: 2,
    nftables: true,
    packetFilter: 'nft',
    glibc: { release: '2.38', source: 'Azure Linux 3: glibc 2.38' },
    kernel: '6.6',
    systemd: '255',
    networkd: '255',
    source:
      'microsoft/azurelinux releases (Linux 6.6), SPECS of branch 3.0 (glibc 2.38, systemd 255); networkd and resolved [unconfirmed], nft 1.0.9 [unconfirmed], SELinux is not enforcing [unconfirmed]',
  },
} as const satisfies Readonly<Record<string, OperatingSystem>>;
