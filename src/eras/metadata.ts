/**
 * The addresses at which providers serve instance metadata, and with it user-data.
 * Source: the providers' own manuals: AWS, GCP, Azure, DigitalOcean, Hetzner, OpenStack and most others (169.254.169.254;
 * AWS also fd00:ec2::254), OpenStack over IPv6 (fd00:a9fe:a9fe::1 is Linode's, fd00:c1::a9fe:a9fe OCI's),
 * Scaleway (169.254.42.42, fd00:42::42), Alibaba (100.100.100.200).
 */
export const metadataAddresses = {
  ipv4: ['100.100.100.200', '169.254.42.42', '169.254.169.254'],
  ipv6: ['fd00:42::42', 'fd00:a9fe:a9fe::1', 'fd00:c1::a9fe:a9fe', 'fd00:ec2::254'],
} as const;
