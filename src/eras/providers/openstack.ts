import { linkLocal } from '../metadata.js';
import { labelPart, part } from '../node-facts.js';
import { binary, type Provider } from '../provider.js';

export const openstack: Provider = {
  limit: 49_149,
  counts: 'raw bytes, of which base64 makes 65,532 characters',
  forms: binary,
  console: true,
  change: 'no: another document is another machine',
  datasource: 'OpenStack, ConfigDrive',
  ignition: '2.0.0',
  unconfirmed: 'that raw bytes are limited to what fits into 65,535 characters of base64',
  source: 'OpenStack Nova API: user_data, base64 of at most 65535 characters',
  image: null,
  addresses: { ...linkLocal, source: 'OpenStack Nova: metadata service; its fe80::a9fe:a9fe is forwarded by nobody' },
  service: {
    ipv6Hosts: ['fe80::a9fe:a9fe'],
    headers: [],
    session: null,
    // The server's name with Nova's dhcp_domain behind it.
    hostname: [{ path: '/latest/meta-data/local-hostname', pattern: '^([^.]+)' }],
    // The first fixed address of the first network, in no order of the user's.
    privateAddress: [{ path: '/latest/meta-data/local-ipv4' }],
    privateNetworks: {
      path: '/openstack/latest/network_data.json',
      pattern: '"(network[0-9]+)", *"type": *"ipv4',
    },
    publicAddress: [{ path: '/latest/meta-data/public-ipv4' }],
    // Of each network that has one, unless it is by DHCPv6 without the subnet's address mode.
    ipv6Address: [
      { path: '/openstack/latest/network_data.json', pattern: '"ip_address": *"([0-9A-Fa-f]*:[0-9A-Fa-f:]*)"' },
    ],
    // A property of the server: `--property pod-cidr=10.200.0.0/24`.
    podCIDR: [{ path: '/openstack/latest/meta_data.json', pattern: '"pod-cidr": *"([^"]*)"' }],
    ownsPublicAddress: false,
    podRangeAgent: null,
    source:
      'OpenStack Nova: metadata service; openstack/nova nova/api/metadata/base.py (local-ipv4), nova/virt/netutils.py (networks by DHCP have no address there); over IPv6: canonical/cloud-init 04eacd06e cloudinit/sources/DataSourceOpenStack.py',
  },
  nodeFacts: {
    headers: [],
    session: null,
    facts: [
      part('INSTANCE_ID', 'UUID', '/openstack/latest/meta_data.json', '"uuid": *"([^"]*)"'),
      labelPart('ZONE', 'availability zone', '/openstack/latest/meta_data.json', '"availability_zone": *"([^"]*)"'),
      labelPart('INSTANCE_TYPE', 'flavor', '/latest/meta-data/instance-type'),
    ],
    providerID: 'openstack:///{INSTANCE_ID}',
    region: null,
    zone: '{ZONE}',
    instanceType: '{INSTANCE_TYPE}',
    source:
      'kubernetes/cloud-provider-openstack c453fb7c pkg/openstack/instances.go (makeInstanceID; with OS_CCM_REGIONAL it names a region, which no metadata has), pkg/util/metadata/metadata.go',
  },
  routes: {
    script: null,
    unconfirmed: null,
    terraform: {
      provider: 'terraform-provider-openstack/openstack',
      resource: 'openstack_networking_router_route_v2',
      name: null,
      destination: 'destination_cidr',
      destination6: 'destination_cidr',
      nextHop: 'next_hop',
      leadsTo: 'address',
      fixed: {},
      variables: { router_id: "The id of the router of the machines' subnet." },
      needs: "its pods' range among the allowed_address_pairs of its port",
      source:
        "terraform-provider-openstack docs/resources/networking_router_route_v2.md; of IPv6: kubernetes/cloud-provider-openstack pkg/openstack/routes.go (13d7b046), CreateRoute, whose next hop is of the range's family",
    },
  },
  terraform: {
    address: 'terraform-provider-openstack/openstack',
    read: '3.4.0',
    arguments: [
      {
        resource: 'openstack_compute_instance_v2',
        argument: 'user_data',
        takes: 'text',
        // Its library encodes what is not base64 yet.
        encodes: 'unless base64',
        onChange: 'replaces',
      },
      {
        resource: 'openstack_compute_instance_v2',
        argument: 'user_data',
        takes: 'base64',
        encodes: 'unless base64',
        onChange: 'replaces',
      },
    ],
    source:
      'terraform-provider-openstack openstack/resource_openstack_compute_instance_v2.go; gophercloud openstack/compute/v2/servers/requests.go',
  },
};
