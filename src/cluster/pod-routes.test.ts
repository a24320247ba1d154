import { describe, expect, it } from 'vitest';
import { filesOf } from '../../test/cluster-side-files.js';
import { providers } from '../eras/providers.js';

describe('pod routes', () => {
  it.each(Object.entries(providers))('%s: some way is written', (provider, { routes }) => {
    const files = filesOf({ provider });
    const { terraform } = routes;
    expect(files.has('routes.sh')).toBe(routes.script !== null);
    expect(files.has('routes.tf.json')).toBe(terraform !== null);
    if (!terraform) return;
    const module = JSON.parse(files.get('routes.tf.json') ?? '');
    const name = terraform.provider.split('/')[1] ?? '';
    expect(module.terraform.required_providers[name].source).toBe(terraform.provider);
    const route = module.resource[terraform.resource].pods;
    const { for_each, ...given } = route;
    const { fixed, variables, destination, nextHop } = terraform;
    expect(for_each).toBe(`\${local.pod_routes}`);
    expect(Object.keys(given).sort()).toEqual(
      [...Object.keys(fixed), ...Object.keys(variables), destination, nextHop, terraform.name ?? []].flat().sort(),
    );
    // Every variable that is used is declared, and the other way round.
    const used = [...JSON.stringify(route).matchAll(/var\.(\w+)/g)].map(([, variable]) => variable);
    expect(Object.keys(module.variable).sort()).toEqual([...new Set(used)].sort());
    expect(module.locals.pod_routes['worker-0'].range).toBe('10.200.0.0/24');
  });

  it.each(['generic', 'linode'])('%s: what is not confirmed is said', (provider) => {
    const said = filesOf({ provider }).get('routes.sh')?.includes('# Not confirmed of this provider');
    expect(said).toBe(provider === 'linode');
  });

  it('ask for the addresses that the spec does not have', () => {
    const text = filesOf({ provider: 'hetzner', address: '' }).get('routes.tf.json') ?? '';
    expect(JSON.parse(text).resource.hcloud_network_route.pods.gateway).toBe(`\${var.next_hops[each.key]}`);
    expect(JSON.parse(text).variable.next_hops.type).toBe('map(string)');
  });
});
