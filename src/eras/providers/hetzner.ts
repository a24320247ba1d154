import { linkLocal } from '../metadata.js';
import { type Provider, text } from '../provider.js';

export const hetzner: Provider = {
  limit: 32_768,
  counts: 'bytes of text',
  forms: text,
  console: true,
  change: 'no: another document is another machine',
  datasource: 'Hetzner',
  ignition: '2.17.0',
  source: 'Hetzner Cloud API: user_data, at most 32 KiB, text',
  image: null,
  addresses: { ...linkLocal, source: 'Hetzner Cloud API: server metadata' },
  service: {
    headers: [],
    session: null,
    hostname: [{ path: '/hetzner/v1/metadata/hostname' }],
    // A YAML list of networks, each with its `ip` first; `[]` until the first one is attached.
    privateAddress: [{ path: '/hetzner/v1/metadata/private-networks', pattern: '[[:space:]]ip: ([0-9.]+)' }],
    privateNetworks: null,
    publicAddress: [{ path: '/hetzner/v1/metadata/public-ipv4' }],
    podCIDR: [],
    ownsPublicAddress: true,
    podRangeAgent: null,
    source: 'Hetzner Cloud API: server metadata; hetznercloud/hcloud-go metadata/client_test.go',
  },
  routes: {
    script: null,
    unconfirmed: null,
    terraform: {
      provider: 'hetznercloud/hcloud',
      resource: 'hcloud_network_route',
      name: null,
      destination: 'destination',
      destination6: null,
      nextHop: 'gateway',
      leadsTo: 'address',
      fixed: {},
      variables: { network_id: "The id of the machines' network; its range holds the pods' range too." },
      needs: "its address within that network, and no subnet of the network that overlaps the pods' range",
      source: 'hetznercloud/terraform-provider-hcloud website/docs/r/network_route.html.md',
    },
  },
  terraform: {
    address: 'hetznercloud/hcloud',
    read: '1.68.0',
    arguments: [
      { resource: 'hcloud_server', argument: 'user_data', takes: 'text', encodes: 'never', onChange: 'replaces' },
    ],
    source: 'hetznercloud/terraform-provider-hcloud internal/server/resource.go',
  },
};
