import { bareHost } from '../../spec/web-address.js';
import type { FullSpec } from '../full-spec.js';
import { balancerAddress } from '../network/balancer.js';
import type { ResolvedFirstBoot, ResolvedNode } from '../resolved/resolved.js';

/** What the spec adds to the first boot. */
export function resolveFirstBoot({ firstBoot }: FullSpec): ResolvedFirstBoot {
  const { clusterAPI, reportURL, onReady, onFailed, commands, images } = firstBoot;
  return { clusterAPI, reportURL, onReady, onFailed, commands, images };
}

/**
 * Whether the first boot waits until the API server knows the node. Where the machine itself is its endpoint, the API
 * server is one of its own pods, and may well come later.
 */
export function waitsForNode(
  { firstBoot, controlPlane: { balancer } }: FullSpec,
  { name, addresses }: Pick<ResolvedNode, 'name' | 'addresses'>,
  endpoint: string,
): boolean {
  const [, host = ''] = /^https?:\/\/(\[[^\]]*\]|[^:/]*)/.exec(endpoint) ?? [];
  const isItself = /^(localhost|127\..*|\[::1\])$/.test(host) || addresses.includes(bareHost(host)) || host === name;
  const isBalancer = balancer !== null && endpoint === balancerAddress(balancer);
  return firstBoot.waitForNode && (!isItself || isBalancer);
}
