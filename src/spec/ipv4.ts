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

const octet = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const quad = new RegExp(`^${octet}\\.${octet}\\.${octet}\\.${octet}$`);

/** The number of a dotted quad; undefined where the text is none (leading zeros are none: some programs read them as octal). */
export function parseAddress(text: string): number | undefined {
  const parts = quad.exec(text);
  if (parts === null) return undefined;
  const [, a, b, c, d] = parts;
  return ((Number(a) * 256 + Number(b)) * 256 + Number(c)) * 256 + Number(d);
}

/** The dotted quad of a number below 2^32. */
export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

function splitRange(text: string): { address: number; prefix: number } | undefined {
  const slash = text.indexOf('/');
  const address = slash < 0 ? undefined : parseAddress(text.slice(0, slash));
  const digits = text.slice(slash + 1);
  if (address === undefined || !/^(0|[1-9]\d?)$/.test(digits) || Number(digits) > 32) return undefined;
  return { address, prefix: Number(digits) };
}

/** The range that holds the address of `A.B.C.D/N`, host bits cleared; undefined where the text is no such thing. */
export function enclosingRange(text: string): Ipv4Range | undefined {
  const split = splitRange(text);
  if (split === undefined) return undefined;
  const { address, prefix } = split;
  const size = 2 ** (32 - prefix);
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1, prefix };
}

/** The range of a CIDR whose host bits are zero; undefined for every other text. */
export function parseRange(text: string): Ipv4Range | undefined {
  const range = enclosingRange(text);
  return range?.first === splitRange(text)?.address ? range : undefined;
}

/** The CIDR of a range, as `10.200.0.0/16`. */
export function formatRange(range: Ipv4Range): string {
  return `${formatAddress(range.first)}/${range.prefix}`;
}
