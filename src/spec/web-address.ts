import { canonicalAddress, parseAddress } from './addresses.js';

/** The parts of an http or https address that matter here. */
export interface WebAddress {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number | null;
  /** Whatever stands behind host and port: path, query and fragment. */
  readonly rest: string;
}

const form = /^(https?):\/\/(?:[^/?#@]*@)?(\[[^\]/?#]*\]|[^:/?#@[\]]*)(?::([^/?#]*))?([/?#].*)?$/su;
const credentials = /^https?:\/\/[^/?#]*@/;
const dnsLabel = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** Whether a text is a DNS name in lower case: labels of at most 63 characters, 253 in all. */
export function isDnsName(text: string): boolean {
  return text.length <= 253 && text.split('.').every((label) => dnsLabel.test(label));
}

/**
 * Why no program could ask for this host; undefined where one can. A name whose last label is a number is read as an
 * address (https://url.spec.whatwg.org/#ends-in-a-number-checker), and one that begins with xn-- must be Punycode.
 */
export function hostReason(host: string): string | undefined {
  if (host === '') return 'there is no host';
  if (host.startsWith('[')) return bracketReason(host.slice(1, -1));
  if (parseAddress(host) !== undefined) return undefined;
  if (/^[\d.]+$/.test(host)) return 'four numbers from 0 to 255, without leading zeros, make an IPv4 address';
  if (!isDnsName(host)) return 'the host is neither a DNS name in lower case nor an address';
  if (/(^|\.)(\d+|0x[\da-f]*)$/.test(host)) return 'the last part of a DNS name is not a number';
  if (host.split('.').some((label) => label.startsWith('xn--')) && !URL.canParse(`https://${host}`)) {
    return 'a part that begins with xn-- is not Punycode';
  }
  return undefined;
}

/** One spelling of an IPv6 address, as certificates and diffs have it. Source: RFC 5952. */
function bracketReason(text: string): string | undefined {
  if (parseAddress(text)?.family !== 'IPv6') return 'what stands in brackets is not an IPv6 address';
  const canonical = canonicalAddress(text);
  return canonical === text ? undefined : `its IPv6 address is written ${canonical}`;
}

/** A URL's host without the brackets that an IPv6 address has there. */
export const bareHost = (host: string): string => host.replace(/^\[(.*)\]$/, '$1');

/** The address that a URL's host is; undefined where it is a name. */
export const hostAddress = (host: string) => parseAddress(bareHost(host));

/** Splits an address; undefined where it is not http or https, or its port is none. Never throws. */
export function parseWebAddress(text: string): WebAddress | undefined {
  const [, scheme, host = '', digits, rest = ''] = form.exec(text) ?? [];
  if (scheme === undefined) return undefined;
  const isPort = digits === undefined || (/^[1-9]\d{0,4}$/.test(digits) && Number(digits) <= 65535);
  if (!isPort) return undefined;
  return { scheme: scheme as WebAddress['scheme'], host, port: digits === undefined ? null : Number(digits), rest };
}

/** Why a text is not the address of an API server, HOST and perhaps PORT and nothing else; undefined where it is. */
export function endpointReason(text: string, isPlainAllowed: (host: string) => boolean): string | undefined {
  const address = parseWebAddress(text);
  if (address === undefined) {
    return /^https?:\/\//.test(text) ? 'the port is not a number from 1 to 65535' : 'it does not start with https://';
  }
  if (address.scheme === 'http' && !isPlainAllowed(address.host)) return 'it does not start with https://';
  if (credentials.test(text)) return 'a user or a password has no place in it';
  const ofHost = hostReason(address.host);
  if (ofHost !== undefined) return ofHost;
  if (address.rest === '') return undefined;
  const part = { '/': 'path', '?': 'query', '#': 'fragment' }[address.rest.charAt(0)];
  return `it has a ${part}, and kubelets are told of a host and a port only`;
}

/** Places in an address that are filled in later: a release, an architecture. */
const placeholder = /\{(?:version|arch|machine)\}/g;

/** Why nothing can be fetched from an address, or sent to it; undefined where it can. */
export function urlReason(text: string): string | undefined {
  if (!/^[!-~]*$/.test(text)) return 'it holds white space, or characters beyond ASCII';
  if (!/^https?:\/\//.test(text)) return 'it does not start with http:// or https://';
  return URL.canParse(text.replaceAll(placeholder, 'a')) ? undefined : 'its host or its port is not valid';
}
