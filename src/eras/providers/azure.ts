import { http } from '../metadata.js';
import type { MetadataPlace } from '../metadata-service.js';
import { labelPart, lowerPart, part } from '../node-facts.js';
import { binary, type Provider } from '../provider.js';

const ask = (path: string): string => `/metadata/instance/${path}?api-version=2021-02-01&format=text`;
const gap = '[[:space:]]*';
const headers = ['Metadata: true'];

/** The first address of a family of each interface. */
const firstAddress = (family: 'ipv4' | 'ipv6', form: string): MetadataPlace => ({
  path: '/metadata/instance/network?api-version=2021-02-01',
  pattern: `"${family}":${gap}\\{${gap}"ipAddress":${gap}\\[${gap}\\{${gap}"privateIpAddress":${gap}"(${form})"`,
});

export const azure: Provider = {
  limit: 65_535,
  counts: 'bytes, before base64',
  forms: binary,
  console: true,
  change: 'no: another document is another machine',
  datasource: 'Azure',
  ignition: '2.0.0',
  source: 'Azure REST API: osProfile.customData, at most 65535 bytes decoded',
  image: null,
  addresses: {
    ipv4: ['168.63.129.16', '169.254.169.254'],
    ipv6: [],
    ports: [...http, 32526],
    source:
      'Azure Instance Metadata Service; Azure/aks-engine and Azure/AgentBaker block_wireserver (the wire server 168.63.129.16, its ports 80 and 32526)',
  },
  service: {
    ipv6Hosts: [],
    headers,
    session: null,
    hostname: [{ path: ask('compute/name') }],
    // The first address of each interface; which interface comes first is not said.
    privateAddress: [firstAddress('ipv4', '[0-9.]+')],
    privateNetworks: null,
    publicAddress: [{ path: ask('network/interface/0/ipv4/ipAddress/0/publicIpAddress') }],
    ipv6Address: [firstAddress('ipv6', '[0-9A-Fa-f:]+')],
    // All tags in one line, as `Department:IT;pod-cidr:10.200.0.0/24`.
    podCIDR: [{ path: ask('compute/tags'), pattern: '(^|;)pod-cidr:([^;]*)' }],
    ownsPublicAddress: false,
    podRangeAgent: null,
    source: 'Azure Instance Metadata Service: network metadata (interfaces come in no certain order), VM tags',
  },
  nodeFacts: {
    headers,
    session: null,
    facts: [
      // /subscriptions/ID/resourceGroups/NAME/providers/Microsoft.Compute/…
      lowerPart('SUBSCRIPTION', 'subscription', ask('compute/resourceId'), '^/subscriptions/([^/]+)/'),
      lowerPart('GROUP', 'resource group', ask('compute/resourceId'), '/resourceGroups/([^/]+)/'),
      part('RESOURCE', 'resource', ask('compute/resourceId'), '/(providers/.+)$'),
      labelPart('REGION', 'location', ask('compute/location')),
      labelPart('ZONE', 'zone', ask('compute/zone')),
      labelPart('INSTANCE_TYPE', 'size', ask('compute/vmSize')),
    ],
    providerID: 'azure:///subscriptions/{SUBSCRIPTION}/resourceGroups/{GROUP}/{RESOURCE}',
    region: '{REGION}',
    // A machine in no zone has none; the cloud controller manager names its fault domain there.
    zone: '{REGION}-{ZONE}',
    instanceType: '{INSTANCE_TYPE}',
    source:
      'kubernetes-sigs/cloud-provider-azure 7b31c76c pkg/provider/azure_instances_v1.go (getLocalInstanceProviderID), azure_zones.go (makeZone)',
  },
  routes: {
    script: null,
    unconfirmed: null,
    terraform: {
      provider: 'hashicorp/azurerm',
      resource: 'azurerm_route',
      name: 'name',
      destination: 'address_prefix',
      destination6: 'address_prefix',
      nextHop: 'next_hop_in_ip_address',
      leadsTo: 'address',
      fixed: { next_hop_type: 'VirtualAppliance' },
      variables: {
        resource_group_name: 'The resource group of the route table.',
        route_table_name: "The route table of the machines' subnet.",
      },
      needs: 'IP forwarding on its network interface',
      source:
        'hashicorp/terraform-provider-azurerm website/docs/r/route.html.markdown; of IPv6: kubernetes-sigs/cloud-provider-azure pkg/provider/azure_routes.go, a route of each family',
    },
  },
  terraform: {
    address: 'hashicorp/azurerm',
    read: 'commit 0102f942',
    arguments: [
      {
        resource: 'azurerm_linux_virtual_machine',
        argument: 'custom_data',
        takes: 'base64',
        encodes: 'never',
        onChange: 'replaces',
      },
    ],
    source: 'hashicorp/terraform-provider-azurerm internal/services/compute/linux_virtual_machine_resource.go',
  },
};
