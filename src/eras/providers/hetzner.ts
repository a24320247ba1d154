import { linkLocal } from '../metadata.js';
import { labelPart, part } from '../node-facts.js';
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
    ipv6Hosts: ['fe80::a9fe:a9fe'],
    headers: [],
    session: null,
    hostname: [{ path: '/hetzner/v1/metadata/hostname' }],
    // A YAML list of networks, each with its `ip` first; `[]` until the first one is attached.
    privateAddress: [{ path: '/hetzner/v1/metadata/private-networks', pattern: '[[:space:]]ip: ([0-9.]+)' }],
    privateNetworks: null,
    publicAddress: [{ path: '/hetzner/v1/metadata/public-ipv4' }],
    // cloud-init's own format, with `- address: 2001:db8::1/64` in it; a private network has IPv4 alone.
    ipv6Address: [
      { path: '/hetzner/v1/metadata/network-config', pattern: '[[:space:]]address: ([0-9a-f]*:[0-9a-f:]*)/' },
    ],
    podCIDR: [],
    ownsPublicAddress: true,
    podRangeAgent: null,
    source:
      'Hetzner Cloud API: server metadata; hetznercloud/hcloud-go metadata/client_test.go; of IPv6: canonical/cloud-init 04eacd06e cloudinit/sources/DataSourceHetzner.py (base_urls_v1), tests/unittests/sources/test_hetzner.py; siderolabs/talos hcloud platform (network-config)',
  },
  nodeFacts: {
    headers: [],
    session: null,
    facts: [
      part('INSTANCE_ID', 'server ID', '/hetzner/v1/metadata/instance-id'),
      // As fsn1-dc14: the location, and its data center.
      labelPart('REGION', 'location', '/hetzner/v1/metadata/availability-zone', '^([^-]+)'),
      labelPart('ZONE', 'data center', '/hetzner/v1/metadata/availability-zone'),
    ],
    providerID: 'hcloud://{INSTANCE_ID}',
    region: '{REGION}',
    zone: '{ZONE}',
    instanceType: null,
    source:
      'hetznercloud/hcloud-cloud-controller-manager 6485324f internal/providerid/providerid.go, internal/legacydatacenter/datacenter.go, hcloud/instances.go; Hetzner Cloud API: server metadata',
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
