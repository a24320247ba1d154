import { childrenOf, type DerNode, encodeDer, tags } from './der.js';

/** A certificate's alternative names: DNS names in lower case (wildcards as they are), addresses in canonical text. */
export interface AlternativeNames {
  readonly dns: readonly string[];
  readonly ip: readonly string[];
}

/** Sorts names and addresses apart, in the order given and each once. */
export function sortNames(names: readonly string[]): AlternativeNames {
  const ip = new Set<string>();
  const dns = new Set<string>();
  for (const name of names) {
    const address = canonicalAddress(name);
    if (address === undefined) dns.add(name.toLowerCase());
    else ip.add(address);
  }
  return { dns: [...dns], ip: [...ip] };
}

/** Reads a GeneralNames sequence; kinds other than names and addresses (mail, URI) are passed over. */
export function readAlternativeNames(node: DerNode): AlternativeNames {
  const names = childrenOf(node);
  const dns = names.filter(({ tag }) => tag === 0x82).map(({ content }) => new TextDecoder().decode(content));
  const ip = names.filter(({ tag }) => tag === 0x87).map(({ content }) => formatAddress(content));
  return sortNames([...dns, ...ip]);
}

/** Writes a GeneralNames sequence, names first. Throws RangeError on a name that is not ASCII: IDNs go in as punycode. */
export function encodeAlternativeNames(names: AlternativeNames): Uint8Array<ArrayBuffer> {
  const dns = names.dns.map((name) => {
    if (!/^[\x21-\x7e]+$/.test(name)) throw new RangeError(`not a DNS name: ${name}`);
    return encodeDer(0x82, new TextEncoder().encode(name));
  });
  return encodeDer(tags.sequence, ...dns, ...names.ip.map((address) => encodeDer(0x87, addressBytes(address))));
}

/** The planned names that a certificate lacks; one of its wildcards stands for one label, as TLS has it (RFC 6125). */
export function missingNames(planned: AlternativeNames, present: AlternativeNames): string[] {
  const covered = (name: string) =>
    present.dns.includes(name) || present.dns.includes(name.replace(/^[^.]+(?=\.)/, '*'));
  return [
    ...planned.dns.filter((name) => !covered(name.toLowerCase())),
    ...planned.ip.filter((address) => !present.ip.includes(canonicalAddress(address) ?? address)),
  ];
}

function canonicalAddress(text: string): string | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (parts?.every((part) => part < 256)) return parts.join('.');
  if (!text.includes(':')) return undefined;
  // The URL standard has the one IPv6 reader and writer (RFC 5952) that both Node.js and browsers ship.
  const url = `http://[${text}]/`;
  return URL.canParse(url) ? new URL(url).hostname.slice(1, -1) : undefined;
}

function formatAddress(content: Uint8Array): string {
  if (content.length === 4) return content.join('.');
  const groups: string[] = [];
  for (let index = 0; index + 1 < content.length; index += 2)
    groups.push((((content[index] ?? 0) << 8) | (content[index + 1] ?? 0)).toString(16));
  return groups.join(':');
}

function addressBytes(address: string): Uint8Array {
  if (!address.includes(':')) return Uint8Array.from(address.split('.'), Number);
  const [head = [], tail] = address.split('::').map((half) => half.split(':').filter((group) => group !== ''));
  const gap = tail === undefined ? [] : Array<string>(8 - head.length - tail.length).fill('0');
  const groups = [...head, ...gap, ...(tail ?? [])].map((group) => Number.parseInt(group, 16));
  return Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 0xff]));
}
