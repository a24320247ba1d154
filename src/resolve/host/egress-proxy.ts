import { providers } from '../../eras/providers.js';
import { parseWebAddress } from '../../spec/web-address.js';
import type { FullSpec } from '../full-spec.js';
import { addressRanges } from '../node/identity.js';
import type { ResolvedHost } from '../resolved/resolved.js';

/** The hosts of all API servers that the spec names. */
export function apiHosts({ controlPlane, workers, pools }: FullSpec): string[] {
  const endpoints = [controlPlane, ...workers, ...pools].map(({ endpoint }) => parseWebAddress(endpoint)?.host);
  return [...new Set(endpoints)].flatMap((host) => host ?? []);
}

/** The proxy that the machine goes out by, and what it reaches without: the cluster and the metadata service; null: none. */
export function resolveEgressProxy(spec: FullSpec): ResolvedHost['egressProxy'] {
  const { host, network, target } = spec;
  if (host.proxy === null) return null;
  const { http, https, noProxy } = host.proxy;
  const metadata = providers[target.provider].addresses;
  const direct = [
    'localhost',
    '127.0.0.1',
    ...apiHosts(spec),
    ...[network.podCIDR].flat(),
    ...[network.serviceCIDR].flat(),
    ...network.nodeCIDRs,
    ...addressRanges(target),
    ...(metadata ? [...metadata.ipv4, ...metadata.ipv6] : []),
    '.svc',
    `.${network.domain}`,
    ...noProxy,
  ];
  return { http, https, direct: [...new Set(direct)] };
}
