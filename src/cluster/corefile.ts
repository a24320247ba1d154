import type { ResolvedCluster, ResolvedDns } from '../resolve/resolved/resolved.js';

type Traits = Extract<ResolvedDns, { name: 'coredns' }>['traits'];

const indent = (lines: readonly string[]): string[] => lines.map((line) => `    ${line}`);

/** A plugin, with its settings in braces where there are some. */
function plugin(line: string, settings: readonly (string | null)[] = []): string[] {
  const given = settings.filter((setting) => setting !== null);
  return given.length === 0 ? [line] : [`${line} {`, ...indent(given), '}'];
}

/** A Corefile for the cluster's names, which asks the node's own servers for all others. */
export function corefileText({ domain }: Pick<ResolvedCluster, 'domain'>, traits: Traits): string {
  const { forwarder, lameduck, maxConcurrent, plugins, ready, ttl, upstream } = traits;
  const block = [
    'errors',
    ...plugin('health', [lameduck === null ? null : `lameduck ${lameduck}s`]),
    ...(ready ? ['ready'] : []),
    ...plugin(`kubernetes ${domain} in-addr.arpa ip6.arpa`, [
      'pods insecure',
      upstream ? 'upstream' : null,
      'fallthrough in-addr.arpa ip6.arpa',
      ttl === null ? null : `ttl ${ttl}`,
    ]),
    'prometheus :9153',
    ...plugin(`${forwarder} . /etc/resolv.conf`, [maxConcurrent === null ? null : `max_concurrent ${maxConcurrent}`]),
    'cache 30',
    ...plugins,
  ];
  return `${plugin('.:53', block).join('\n')}\n`;
}
