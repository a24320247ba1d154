/**
 * Addresses that no machine can be reached at from another one, with what messages call each range.
 * Sources: IANA's IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890), RFC 5771 and RFC 4291 for multicast.
 */
export const reservedRanges = [
  ['0.0.0.0/8', 'the addresses of "this network"'],
  ['127.0.0.0/8', 'the loopback addresses'],
  ['169.254.0.0/16', 'the link-local addresses'],
  ['224.0.0.0/4', 'the multicast addresses'],
  ['240.0.0.0/4', 'the reserved addresses, with the broadcast one'],
  ['::/128', 'the unspecified address'],
  ['::1/128', 'the loopback address'],
  ['::ffff:0:0/96', 'the IPv4 addresses in the form of IPv6'],
  ['fe80::/10', 'the link-local addresses'],
  ['ff00::/8', 'the multicast addresses'],
] as const;

export type NamedRange = readonly [range: string, which: string];

/** The cluster's own ranges, with what messages call each. */
export function clusterRanges(podCIDR: readonly string[], serviceCIDR: readonly string[]): NamedRange[] {
  return [
    ...podCIDR.map((range): NamedRange => [range, 'the range of the pods']),
    ...serviceCIDR.map((range): NamedRange => [range, 'the range of the Services']),
  ];
}
