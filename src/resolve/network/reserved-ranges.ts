/**
 * Addresses that no machine can be reached at from another one, with what messages call each range.
 * Source: IANA's IPv4 Special-Purpose Address Registry (RFC 6890) and RFC 5771 for multicast.
 */
export const reservedRanges = [
  ['0.0.0.0/8', 'the addresses of "this network"'],
  ['127.0.0.0/8', 'the loopback addresses'],
  ['169.254.0.0/16', 'the link-local addresses'],
  ['224.0.0.0/4', 'the multicast addresses'],
  ['240.0.0.0/4', 'the reserved addresses, with the broadcast one'],
] as const;
