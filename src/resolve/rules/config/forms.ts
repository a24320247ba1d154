import { parseAddress, width } from '../../../spec/addresses.js';
import { labelName } from '../../../spec/formats.js';

/** A key as labels, annotations and taints have it. Source: kubernetes/apimachinery pkg/util/validation, IsQualifiedName. */
export function isQualifiedName(text: string): boolean {
  const parts = text.split('/');
  const name = parts.pop() ?? '';
  if (parts.length > 1 || !labelName.test(name)) return false;
  const [prefix] = parts;
  return (
    prefix === undefined ||
    /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(prefix)
  );
}

/** Source: the same, IsValidLabelValue. */
export const isLabelValue = (text: string): boolean => text === '' || labelName.test(text);

/** Processors such as `0-1,4`. Source: k8s.io/utils cpuset, Parse. */
export const isCpuSet = (text: string): boolean =>
  text.split(',').every((range) => {
    const [, from, to = from] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(range) ?? [];
    return from !== undefined && Number(from) <= Number(to);
  });

/** Source: component-base tracing/api/v1/config.go, validateEndpoint. */
export const isTracingEndpoint = (text: string): boolean =>
  !text.includes('//') ? !/[\s%]/.test(text) : /^(dns|unix|unix-abstract):[^\s%]*$/.test(text);

/** Either family; leading zeros are taken as Go's older parser took them. Source: k8s.io/utils net, ParseIPSloppy. */
const parseSloppy = (text: string) => parseAddress(text.replace(/(^|[.:])0+(?=\d)/g, '$1'));

export const isAddress = (text: string): boolean => parseSloppy(text) !== undefined;

/** A range of either family. */
export function isRange(text: string): boolean {
  const [, start = '', bits = ''] = /^(.*)\/(\d{1,3})$/.exec(text) ?? [];
  const address = parseSloppy(start);
  return address !== undefined && Number(bits) <= width[address.family];
}

/** `ADDRESS:PORT`, an IPv6 address in brackets. Source: pkg/proxy/apis/config/validation, validateHostPort. */
export function isAddressWithPort(text: string): boolean {
  const [, bracketed, bare, port] = /^(?:\[([^[\]]*)\]|([^:[\]]*)):(\d{1,5})$/.exec(text) ?? [];
  return isAddress(bracketed ?? bare ?? '') && Number(port) >= 1 && Number(port) <= 65_535;
}

/** Ports such as `30000-32767`, `30000+10` or `80`. Source: kubernetes/apimachinery pkg/util/net/port_range.go. */
export function isPortRange(text: string): boolean {
  const [, from, sign, to] = /^\s*(\d{1,5})(?:([-+])(\d{1,5}))?\s*$/.exec(text) ?? [];
  const last = sign === '+' ? Number(from) + Number(to) : Number(to ?? from);
  return from !== undefined && Number(from) <= last && last <= 65_535;
}
