import { formatAddress, formatRange, type Ipv4Range, parseAddress, parseRange } from '../../spec/ipv4.js';

export { formatAddress, formatRange, type Ipv4Range };

/** The number of an address that the schema has passed. */
export function addressOf(text: string): number {
  const address = parseAddress(text);
  if (address === undefined) throw new Error(`not an IPv4 address: ${text}`);
  return address;
}

/** The range of a CIDR that the schema has passed. */
export function rangeOf(text: string): Ipv4Range {
  const range = parseRange(text);
  if (range === undefined) throw new Error(`not an IPv4 range: ${text}`);
  return range;
}

/** The address that lies `offset` above an address, or above a range's first one. */
export function addressAt(start: string, offset: number): string {
  const first = start.includes('/') ? rangeOf(start).first : addressOf(start);
  return formatAddress(first + offset);
}

/** The slice number `index` (from 0) of a range that is cut into slices of /`prefix`, as a CIDR. */
export function sliceAt(range: string, prefix: number, index: number): string {
  const size = 2 ** (32 - prefix);
  const first = rangeOf(range).first + index * size;
  return formatRange({ first, last: first + size - 1, prefix });
}

/** How many slices of /`prefix` a range has room for; 0 where a slice is larger than the range. */
export function sliceCount(range: Ipv4Range, prefix: number): number {
  return prefix < range.prefix ? 0 : 2 ** (prefix - range.prefix);
}

interface Span {
  readonly first: number;
  readonly last: number;
}

export function contains(outer: Span, inner: Span): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

export function overlaps(a: Span, b: Span): boolean {
  return a.first <= b.last && b.first <= a.last;
}
