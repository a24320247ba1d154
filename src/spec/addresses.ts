import { Address4, Address6 } from 'ip-address';

export type Family = 'IPv4' | 'IPv6';

/** Neighbouring addresses of one family, both ends included, as numbers: of 32 bits or of 128. */
export interface Span {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
}

/** A CIDR's span; `prefix` is the number of network bits. A single address is one of 32 or 128. */
export interface AddressRange extends Span {
  readonly prefix: number;
}

/** One text or a list of them, of which a text may hold several with commas between: what Kubernetes' own flags take. */
export function listed(value: string | readonly string[] | null): readonly string[] {
  return typeof value === 'string' ? value.split(',').map((part) => part.trim()) : (value ?? []);
}

/** The bits of an address. */
export const width: Readonly<Record<Family, number>> = { IPv4: 32, IPv6: 128 };

/** The longest text there is: six groups and a dotted quad. */
const longest = 'ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255'.length;

/**
 * An address of either family; undefined where the text is none. Leading zeros of an octet make it none, as some programs read
 * them as octal, and so does a zone.
 */
export function parseAddress(text: string): AddressRange | undefined {
  if (text.length > longest || /[/%]/.test(text)) return undefined;
  const family = text.includes(':') ? 'IPv6' : 'IPv4';
  try {
    const number = (family === 'IPv6' ? new Address6(text) : new Address4(text)).bigInt();
    return { family, first: number, last: number, prefix: width[family] };
  } catch {
    return undefined;
  }
}

/** An address's canonical text: a dotted quad, or RFC 5952's. Counting begins anew behind the last one; rules tell of that. */
export function formatAddress(family: Family, number: bigint): string {
  const inside = BigInt.asUintN(width[family], number);
  return (family === 'IPv6' ? Address6.fromBigInt(inside) : Address4.fromBigInt(inside)).correctForm();
}

/** How many addresses lie behind a prefix. */
const sizeOf = (family: Family, prefix: number): bigint => 1n << BigInt(width[family] - prefix);

/** The range of /`prefix` that begins at an address, which is a multiple of its size. */
function rangeFrom(family: Family, first: bigint, prefix: number): AddressRange {
  return { family, first, last: first + sizeOf(family, prefix) - 1n, prefix };
}

/** The first range of /`prefix` that holds no address below `least`. */
export function rangeAbove(family: Family, least: bigint, prefix: number): AddressRange {
  const size = sizeOf(family, prefix);
  return rangeFrom(family, ((least + size - 1n) / size) * size, prefix);
}

/** The range that holds the address of `ADDRESS/N`, host bits cleared; undefined where the text is no such thing. */
export function enclosingRange(text: string): AddressRange | undefined {
  const [, start = '', digits] = /^([^/]*)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
  const address = parseAddress(start);
  const prefix = Number(digits);
  if (address === undefined || !(prefix <= address.prefix)) return undefined;
  const { family, first } = address;
  return rangeFrom(family, first - (first % sizeOf(family, prefix)), prefix);
}

/** The range of a CIDR whose host bits are zero; undefined for every other text. */
export function parseRange(text: string): AddressRange | undefined {
  const range = enclosingRange(text);
  return range?.first === parseAddress(text.split('/')[0] ?? '')?.first ? range : undefined;
}

/** The CIDR of a range, as `10.200.0.0/16`. */
export function formatRange({ family, first, prefix }: AddressRange): string {
  return `${formatAddress(family, first)}/${prefix}`;
}

/** An address that the schema has passed. */
export function addressOf(text: string): AddressRange {
  const address = parseAddress(text);
  if (address === undefined) throw new Error(`not an address: ${text}`);
  return address;
}

/** The range of a CIDR that the schema has passed. */
export function rangeOf(text: string): AddressRange {
  const range = parseRange(text);
  if (range === undefined) throw new Error(`not a range of addresses: ${text}`);
  return range;
}

/** An address or a range as every file has it. */
export const canonicalAddress = (text: string): string => formatAddress(addressOf(text).family, addressOf(text).first);
export const canonicalRange = (text: string): string => formatRange(rangeOf(text));

/** The addresses that lie so many above an address, or above a range's first one; its text is read once for all of them. */
export function addressesFrom(start: string): (offset: number) => string {
  const { family, first } = start.includes('/') ? rangeOf(start) : addressOf(start);
  return (offset) => formatAddress(family, first + BigInt(offset));
}

/** The slices of a range that is cut into slices of /`prefix`, each by its number (from 0), as a CIDR. */
export function slicesOf(range: string, prefix: number): (index: number) => string {
  const { family, first } = rangeOf(range);
  const size = sizeOf(family, prefix);
  return (index) => formatRange(rangeFrom(family, first + BigInt(index) * size, prefix));
}

/** How many slices of /`prefix` a range has room for; 0 where a slice is larger than the range. */
export function sliceCount(range: AddressRange, prefix: number): number {
  return prefix < range.prefix ? 0 : 2 ** (prefix - range.prefix);
}

export function contains(outer: Span, inner: Span): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

export function overlaps(a: Span, b: Span): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

/** The larger of two numbers: `Math.max` takes no bigint. */
export const higher = (a: bigint, b: bigint): bigint => (a > b ? a : b);
