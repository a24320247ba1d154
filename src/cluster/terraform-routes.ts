import { jsonText } from '../plan/serialise.js';
import type { ResolvedCluster, TerraformRoutes } from '../resolve/resolved/resolved.js';
import { type PodRoute, podRoutes } from './pod-routes.js';

const localName = ({ provider }: TerraformRoutes): string => provider.slice(provider.indexOf('/') + 1);

const known = (route: PodRoute): boolean => route.address !== null;

/** A module for Terraform and OpenTofu that makes the pods' routes in the provider's network. */
export function terraformRoutesText(cluster: ResolvedCluster, facts: TerraformRoutes): string {
  const routes = podRoutes(cluster);
  const fromSpec = facts.leadsTo === 'address' && routes.every(known);
  const entries = routes.map(({ node, name, range, address }) => {
    const ownName = facts.name === null ? {} : { name };
    return [node, { ...ownName, range, ...(fromSpec ? { next_hop: address } : {}) }];
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
    '//': `Pod routes of the cluster ${cluster.name}: packets for a node's pods go to its machine, which needs ${facts.needs}.`,
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
          [facts.destination]: '${each.value.range}',
          [facts.nextHop]: fromSpec ? '${each.value.next_hop}' : '${var.next_hops[each.key]}',
          // biome-ignore-end lint/suspicious/noTemplateCurlyInString: Terraform's own templates
        },
      },
    },
  });
}
