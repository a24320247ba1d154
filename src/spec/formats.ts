import { canonicalAddress, enclosingRange, formatRange, listed, parseAddress, parseRange, width } from './addresses.js';
import type { DiagnosticArgs } from './diagnostic.js';
import { imageReason, repositoryReason } from './image-reference.js';
import { openPgpReason, pemReason } from './pem-flaw.js';
import { type ReleaseFlaw, releaseFlaw, runtimeReleaseFlaw } from './release-flaw.js';
import { endpointReason, hostReason, isDnsName, urlReason } from './web-address.js';

/** What is wrong with a text: a code of the catalogue and what its message is made of, `value` aside. */
export interface Flaw {
  readonly code:
    | 'address-malformed'
    | 'cidr-malformed'
    | 'cidr-host-bits'
    | 'path-malformed'
    | 'name-malformed'
    | 'image-malformed'
    | 'pem-malformed'
    | 'release-malformed'
    | 'url-malformed';
  readonly args: DiagnosticArgs;
}

/** The name of a label or taint, and a value that is not empty. */
export const labelName = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

function addressReason(text: string): string {
  if (text.includes('/')) return 'an address has no prefix length';
  if (!text.includes(':')) {
    if (/(^|\.)0\d/.test(text)) return 'a number in an address has no leading zero';
    return 'an IPv4 address is four numbers from 0 to 255 with dots between them';
  }
  if (/[[\]]/.test(text)) return 'write the address without brackets here';
  if (text.includes('%')) return 'a zone is valid on one machine only';
  return 'an IPv6 address is eight groups of up to four hexadecimal digits, or fewer with one ::';
}

function addressFlaw(text: string): Flaw | undefined {
  if (parseAddress(text) !== undefined) return undefined;
  // Without a prefix length, brackets, a zone and leading zeros.
  const suggestion = text.replace(/[/%].*$|[[\]]/gs, '').replace(/(?<=^|\.)0+(?=\d)/g, '');
  const args = parseAddress(suggestion) === undefined ? {} : { suggestion };
  return { code: 'address-malformed', args: { reason: addressReason(text), ...args } };
}

function rangeReason(text: string): string {
  if (!text.includes('/')) return 'the prefix length is missing';
  const [start = ''] = text.split('/');
  const address = parseAddress(start);
  return address === undefined
    ? addressReason(start)
    : `the prefix length is a number from 0 to ${width[address.family]}`;
}

function rangeFlaw(text: string): Flaw | undefined {
  if (parseRange(text) !== undefined) return undefined;
  const enclosing = enclosingRange(text);
  if (enclosing === undefined) return { code: 'cidr-malformed', args: { reason: rangeReason(text) } };
  return { code: 'cidr-host-bits', args: { network: formatRange(enclosing) } };
}

/** The flaw of the first bad part of a text with commas; what is nearly always meant stands for the whole of it. */
function partFlaw(text: string, flawOf: (part: string) => Flaw | undefined): Flaw | undefined {
  const parts = listed(text);
  const at = parts.findIndex((part) => flawOf(part) !== undefined);
  const part = parts[at] ?? '';
  const flaw = at < 0 ? undefined : flawOf(part);
  if (flaw === undefined || parts.length === 1) return flaw;
  const wholes = ['network', 'suggestion'].flatMap((name) => {
    const meant = flaw.args[name];
    return typeof meant === 'string' ? [[name, parts.with(at, meant).join(',')]] : [];
  });
  return { ...flaw, args: { ...flaw.args, ...Object.fromEntries(wholes), value: part } };
}

function pathReason(text: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(text)) return 'it holds a control character';
  if (!text.startsWith('/')) return 'it does not start with a slash';
  if (text === '/') return 'it is the root directory';
  if (text.endsWith('/')) return 'it ends with a slash';
  if (text.includes('//')) return 'it holds two slashes in a row';
  if (text.split('/').some((part) => part === '.' || part === '..')) return 'it holds "." or ".." as a part';
  if (new TextEncoder().encode(text).length > 4095) return 'it is longer than 4095 bytes';
  return undefined;
}

function pathFlaw(text: string): Flaw | undefined {
  const reason = pathReason(text);
  return reason === undefined ? undefined : { code: 'path-malformed', args: { reason } };
}

/** The flaw of a name, with the nearest good name where lower case and dashes are all that it takes. */
function nameFlaw(kind: string, form: string, text: string, good: (text: string) => boolean): Flaw | undefined {
  if (good(text)) return undefined;
  const nearest = text.toLowerCase().replaceAll('_', '-');
  return { code: 'name-malformed', args: { kind, form, ...(good(nearest) ? { suggestion: nearest } : {}) } };
}

const labelForm =
  'at most 63 letters, digits, dashes, underscores and dots, a letter or digit at both ends; a DNS name and a slash may stand before';
const dnsForm = 'lower-case letters, digits and dashes, parts of at most 63 with dots between them';

const directForm = 'a host, a domain with a dot in front, an address or a range';

/** A name's host, where an IPv6 address stands without brackets. */
const isHost = (text: string): boolean => hostReason(text.includes(':') ? `[${text}]` : text) === undefined;

function urlFlaw(reason: string | undefined, suggestion?: string): Flaw | undefined {
  if (reason === undefined) return undefined;
  return { code: 'url-malformed', args: { reason, ...(suggestion === undefined ? {} : { suggestion }) } };
}

/** What is meant where only the scheme is wrong, or a slash too many stands at the end. */
function endpointFlaw(text: string, isPlainAllowed: (host: string) => boolean): Flaw | undefined {
  const reason = endpointReason(text, isPlainAllowed);
  if (reason === undefined) return undefined;
  const nearest = [
    text.replace(/\/$/, ''),
    text.replace(/^http:/, 'https:'),
    `https://${text}`,
    text.replace(/\[(.*?)\]/, (_, inside: string) => `[${parseAddress(inside) ? canonicalAddress(inside) : ''}]`),
  ];
  return urlFlaw(
    reason,
    nearest.find((other) => endpointReason(other, isPlainAllowed) === undefined),
  );
}

/** Plain http stays on the machine: there is nobody on the way who could listen. */
const isLoopback = (host: string): boolean => /^(localhost|127\.[\d.]+|\[::1\])$/.test(host);

function imageFlaw(reason: string | undefined, suggestion: string, isGood: boolean): Flaw | undefined {
  if (reason === undefined) return undefined;
  return { code: 'image-malformed', args: { reason, ...(isGood ? { suggestion } : {}) } };
}

/** What is nearly always meant: the same without a scheme or a slash at the end, in lower case. */
function nearestImage(text: string): string {
  const [, name = '', rest = ''] =
    /^([^@]*?)(:[\w.-]+)?(?:@.*)?$/.exec(text.replace(/^[a-z]+:\/\//, '').replace(/\/+$/, '')) ?? [];
  return name.toLowerCase() + rest;
}

function pemFlaw(kind: string, reason: string | undefined): Flaw | undefined {
  return reason === undefined ? undefined : { code: 'pem-malformed', args: { kind, reason } };
}

function releaseFlawOf(flaw: ReleaseFlaw | null): Flaw | undefined {
  return flaw === null ? undefined : { code: 'release-malformed', args: { ...flaw } };
}

function isLabelKey(text: string): boolean {
  const [name = '', prefix, ...rest] = text.split('/').reverse();
  return rest.length === 0 && labelName.test(name) && (prefix === undefined || isDnsName(prefix));
}

/** The reason why a text is not of a format, by the format's name in the schema; undefined for a good text. */
export const flaws = {
  address: addressFlaw,
  addresses: (text: string) => partFlaw(text, addressFlaw),
  range: rangeFlaw,
  ranges: (text: string) => partFlaw(text, rangeFlaw),
  /** What has a slash can only be a range: taken for anything else it would match no host, without a word. */
  'direct-host': (text: string) =>
    text.includes('/')
      ? rangeFlaw(text)
      : nameFlaw('a host', directForm, text, (name) => /^[A-Za-z0-9.*:_-]{1,255}$/.test(name)),
  'absolute-path': pathFlaw,
  'dns-name': (text: string) => nameFlaw('a DNS name', dnsForm, text, isDnsName),
  'node-name': (text: string) => nameFlaw('a node name', dnsForm, text, isDnsName),
  'label-key': (text: string) => nameFlaw('a label key', labelForm, text, isLabelKey),
  'https-endpoint': (text: string) => endpointFlaw(text, () => false),
  'node-endpoint': (text: string) => endpointFlaw(text, isLoopback),
  url: (text: string) => urlFlaw(urlReason(text)),
  image: (text: string) =>
    imageFlaw(imageReason(text), nearestImage(text), imageReason(nearestImage(text)) === undefined),
  'image-repository': (text: string) =>
    imageFlaw(repositoryReason(text), nearestImage(text), repositoryReason(nearestImage(text)) === undefined),
  release: (text: string) => releaseFlawOf(releaseFlaw(text)),
  'runtime-release': (text: string) => releaseFlawOf(runtimeReleaseFlaw(text)),
  certificates: (text: string) => pemFlaw('a certificate in PEM', pemReason(text, /^CERTIFICATE$/, false)),
  'openpgp-key': (text: string) => pemFlaw('an armored OpenPGP public key', openPgpReason(text)),
  'private-key': (text: string) => pemFlaw('a private key in PEM', pemReason(text, /^(RSA |EC )?PRIVATE KEY$/, true)),
  host: (text: string) => nameFlaw('a host', 'a DNS name in lower case, or an IPv4 address', text, isHost),
  san: (text: string) =>
    nameFlaw('a name for a certificate', 'a DNS name, *. before a DNS name, or an address', text, (name) =>
      isHost(name.startsWith('*.') ? name.slice(2).replace(/^[\d.]+$|:/, '*') : name),
    ),
} as const;

export type Format = keyof typeof flaws;

/** The same as yes-or-no questions, which is what the generated validator asks. */
export const formats = Object.fromEntries(
  Object.entries(flaws).map(([name, flaw]) => [name, (text: string) => flaw(text) === undefined]),
) as Record<Format, (text: string) => boolean>;
