/**
 * IPv4 arithmetic on plain 32-bit numbers. Every value stays below 2^32, where a double is exact, so no BigInt is needed;
 * an address library costs more to load than the rest of the checks together.
 */

/** A range of addresses, both ends included, as 32-bit numbers; `prefix` is the number of network bits. */
export interface Ipv4Range {
  readonly first: number;
  readonly last: number;
  readonly prefix: number;
}

const quad = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})$/;

/** The number of a dotted quad; undefined where the text is none (leading zeros are none: some programs read them as octal). */
export function parseAddress(text: string): number | undefined {
  const parts = quad.exec(text)?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

/** The dotted quad of a number below 2^32. */
export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** The range that holds the address of `A.B.C.D/N`, host bits cleared; undefined where the text is no such thing. */
export function enclosingRange(text: string): Ipv4Range | undefined {
  const match = /^([\d.]+)\/(0|[1-9]\d?)$/.exec(text);
  const address = parseAddress(match?.[1] ?? '');
  const prefix = Number(match?.[2]);
  if (address === undefined || !(prefix <= 32)) return undefined;
  const size = 2 ** (32 - prefix);
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1, prefix };
}

/** The range of a CIDR whose host bits are zero; undefined for every other text. */
export function parseRange(text: string): Ipv4Range | undefined {
  const range = enclosingRange(text);
  return range !== undefined && formatRange(range) === text ? range : undefined;
}

/** The CIDR of a range, as `10.200.0.0/16`. */
export function formatRange(range: Ipv4Range): string {
  return `${formatAddress(range.first)}/${range.prefix}`;
}
