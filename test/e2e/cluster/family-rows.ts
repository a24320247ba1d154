import { routeStays } from '../machine/advertisements.js';
import { byNetworkd, byTheKernel } from './family-images.js';
import { type ClusterRow, holds } from './row.js';
import { meetByRoutes } from './two-machines.js';

const stays = (minutes: number): NonNullable<ClusterRow['course']> => ({
  expects: { unverified: false },
  afterwards: (lab, report) =>
    report.check(`${minutes} minutes of router advertisements leave the default route`, () => routeStays(lab, minutes)),
});

/** Machines in clusters of two address families, and of IPv6 alone. */
export const familyRows: readonly ClusterRow[] = [
  {
    name: 'dual-stack',
    what: 'both address families, IPv4 first: kube-proxy by nftables, router advertisements read by systemd-networkd',
    guest: 'trixie',
    families: ['ipv4', 'ipv6'],
    spec: { proxy: { mode: 'nftables' } },
    image: byNetworkd(['ipv4', 'ipv6']),
    isMeant: holds([/ipv6-forwarding\.service/, /10\.200\.0\.0\/16,fd00:200::\/56/, /^ *mode: nftables$/m]),
    course: stays(10),
  },
  {
    name: 'dual-stack-ipv6-first',
    what: 'both address families, IPv6 first: kube-proxy by iptables, router advertisements read by the kernel itself',
    guest: 'trixie',
    families: ['ipv6', 'ipv4'],
    spec: { proxy: { mode: 'iptables' } },
    image: byTheKernel('10.240.0.20/24'),
    isMeant: holds([/ipv6-forwarding\.service/, /fd00:200::\/56,10\.200\.0\.0\/16/, /^ *mode: iptables$/m]),
    course: stays(10),
  },
  {
    name: 'ipv6-only',
    what: 'IPv6 and nothing else: control plane, mirror, packages, time and metadata too; the machine has no IPv4 address',
    guest: 'trixie',
    families: ['ipv6'],
    spec: { proxy: { mode: 'nftables' } },
    image: byNetworkd(['ipv6']),
    isMeant: holds([/ipv6-forwarding\.service/, /\[2001:db8::10\]:6443/, /\[2001:db8::1\]:8080/], [/10\.2[04]0\.0\./]),
    course: stays(3),
  },
  {
    name: 'pod-routes-dual',
    what: 'two workers of both families: their pods reach each other by the routes of both that routes.sh makes',
    guest: 'trixie',
    families: ['ipv4', 'ipv6'],
    hasNeighbour: true,
    spec: { proxy: { mode: 'iptables' } },
    image: byNetworkd(['ipv4', 'ipv6']),
    isMeant: holds([/fd00:200:0:0::\/64|fd00:200::\/64/, /^ *mode: iptables$/m]),
    course: { afterwards: meetByRoutes, expects: { unverified: false } },
  },
];
