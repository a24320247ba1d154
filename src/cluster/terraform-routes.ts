import { jsonText } from '../plan/serialise.js';
import type { ResolvedCluster, TerraformRoutes } from '../resolve/resolved/resolved.js';
import type { Family } from '../spec/addresses.js';
import { type PodRoute, podRoutes } from './pod-routes.js';

const localName = ({ provider }: TerraformRoutes): string => provider.slice(provider.indexOf('/') + 1);

const known = (route: PodRoute): boolean => route.address !== null;

/** Whether the two families' ranges are arguments of their own. */
const isSplit = ({ destination, destination6 }: TerraformRoutes): boolean => destination !== destination6;

const rangeKey = (facts: TerraformRoutes, family: Family): string =>
  isSplit(facts) && family === 'IPv6' ? 'range_ipv6' : 'range';

/** The arguments for the range: a route has one of them, and null is none. */
function destinations(facts: TerraformRoutes, routes: readonly PodRoute[]): Record<string, string> {
  const families = new Set(routes.map(({ family }) => family));
  if (!isSplit(facts) || !families.has('IPv6')) return { [facts.destination]: expression('each.value.range') };
  if (families.size === 1) return { [String(facts.destination6)]: expression('each.value.range_ipv6') };
  return {
    [facts.destination]: expression('lookup(each.value, "range", null)'),
    [String(facts.destination6)]: expression('lookup(each.value, "range_ipv6", null)'),
  };
}

const expression = (text: string): string => `\${${text}}`;

/** A module for Terraform and OpenTofu that makes the pods' routes in the provider's network. */
export function terraformRoutesText(cluster: ResolvedCluster, facts: TerraformRoutes): string {
  const all = podRoutes(cluster);
  const routes = all.filter(({ family }) => family === 'IPv4' || facts.destination6 !== null);
  const others = routes.length < all.length ? ' It makes no routes for IPv6.' : '';
  const fromSpec = facts.leadsTo === 'address' && routes.every(known);
  const twice = routes.length > new Set(routes.map(({ node }) => node)).size;
  const entries = routes.map(({ node, name, family, range, address }) => {
    const ownName = facts.name === null ? {} : { name };
    const hop = fromSpec ? { next_hop: address } : twice ? { node } : {};
    const key = twice && family === 'IPv6' ? `${node} IPv6` : node;
    return [key, { ...ownName, [rangeKey(facts, family)]: range, ...hop }];
  });
  const hops = fromSpec
    ? {}
    : {
        next_hops: {
          type: 'map(string)',
          description: `The ${facts.leadsTo} of each node's machine, by the node's name.`,
        },
      };
  const asked = Object.entries(facts.variables).map(([name, description]) => {
    const fallback = name === 'network' ? { default: cluster.routes.network } : {};
    return [name, { type: 'string', description, ...fallback }];
  });
  return jsonText({
    '//': `Pod routes of the cluster ${cluster.name}: packets for a node's pods go to its machine, which needs ${facts.needs}.${others}`,
    terraform: { required_providers: { [localName(facts)]: { source: facts.provider } } },
    variable: { ...Object.fromEntries(asked), ...hops },
    locals: { pod_routes: Object.fromEntries(entries) },
    resource: {
      [facts.resource]: {
        pods: {
          // biome-ignore-start lint/suspicious/noTemplateCurlyInString: Terraform's own templates
          for_each: '${local.pod_routes}',
          ...(facts.name === null ? {} : { [facts.name]: '${each.value.name}' }),
          ...Object.fromEntries(Object.keys(facts.variables).map((name) => [name, `\${var.${name}}`])),
          ...facts.fixed,
          ...destinations(facts, routes),
          [facts.nextHop]: fromSpec
            ? '${each.value.next_hop}'
            : `\${var.next_hops[${twice ? 'each.value.node' : 'each.key'}]}`,
          // biome-ignore-end lint/suspicious/noTemplateCurlyInString: Terraform's own templates
        },
      },
    },
  });
}
