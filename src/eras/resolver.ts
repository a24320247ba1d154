/**
 * Where a machine's own resolvers stand. systemd-resolved keeps them in a file of its own, since /etc/resolv.conf then
 * names only its stub, which loops in a pod; an image without it (Hetzner's Debian 12) has them in /etc/resolv.conf.
 * Source: systemd-resolved.service(8), /etc/resolv.conf; kubernetes/website tasks/administer-cluster/dns-debugging-resolution.md,
 * known issues.
 */
export const resolverFiles = { ofResolved: '/run/systemd/resolve/resolv.conf', plain: '/etc/resolv.conf' } as const;
