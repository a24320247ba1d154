import { linkLocal } from '../metadata.js';
import { labelPart, part } from '../node-facts.js';
import { binary, type Provider } from '../provider.js';

const session = {
  path: '/latest/api/token',
  ask: 'X-aws-ec2-metadata-token-ttl-seconds: 60',
  send: 'X-aws-ec2-metadata-token',
};

export const aws: Provider = {
  limit: 16_384,
  counts: 'raw bytes, before base64',
  forms: binary,
  console: true,
  change: 'while the machine is stopped, but cloud-init does not run it again',
  datasource: 'Ec2',
  ignition: '2.0.0',
  source: 'AWS EC2 user guide: user data is limited to 16 KB in raw form; hashicorp/aws aws_instance',
  image: null,
  addresses: {
    ...linkLocal,
    ipv6: ['fd00:ec2::254'],
    ports: [80],
    source: 'Amazon EC2 user guide: instance metadata endpoints, which are plain HTTP alone',
  },
  service: {
    // Where HttpProtocolIpv6 is enabled.
    ipv6Hosts: ['fd00:ec2::254'],
    headers: [],
    session,
    // Where the DHCP options name several domains, the rest of them stand behind it.
    hostname: [{ path: '/latest/meta-data/local-hostname', pattern: '^([^[:space:]]+)' }],
    // That of the first interface, device number 0.
    privateAddress: [{ path: '/latest/meta-data/local-ipv4' }],
    privateNetworks: null,
    publicAddress: [{ path: '/latest/meta-data/public-ipv4' }],
    // The first one of the first interface.
    ipv6Address: [{ path: '/latest/meta-data/ipv6' }],
    // The machine's tags are there where its InstanceMetadataTags are enabled.
    podCIDR: [{ path: '/latest/meta-data/tags/instance/pod-cidr' }],
    ownsPublicAddress: false,
    podRangeAgent: null,
    source:
      'Amazon EC2 user guide: instance metadata categories (local-ipv4 and ipv6 are of the primary interface), IMDSv2, its IPv6 endpoint, tags in instance metadata; Amazon VPC user guide: DHCP option sets (several domains end up in the host name)',
  },
  nodeFacts: {
    headers: [],
    session,
    facts: [
      part('INSTANCE_ID', 'instance ID', '/latest/meta-data/instance-id'),
      part('ZONE', 'availability zone', '/latest/meta-data/placement/availability-zone'),
      labelPart('REGION', 'region', '/latest/meta-data/placement/region'),
      labelPart('INSTANCE_TYPE', 'instance type', '/latest/meta-data/instance-type'),
    ],
    providerID: 'aws:///{ZONE}/{INSTANCE_ID}',
    region: '{REGION}',
    zone: '{ZONE}',
    instanceType: '{INSTANCE_TYPE}',
    source:
      'kubernetes/cloud-provider-aws 63ec440c pkg/providers/v1/instances.go (KubernetesInstanceID); Amazon EC2 user guide: instance metadata categories',
  },
  routes: {
    script: null,
    unconfirmed: null,
    terraform: {
      provider: 'hashicorp/aws',
      resource: 'aws_route',
      name: null,
      destination: 'destination_cidr_block',
      destination6: 'destination_ipv6_cidr_block',
      nextHop: 'network_interface_id',
      leadsTo: 'network interface',
      fixed: {},
      variables: { route_table_id: "The id of the route table of the machines' subnet." },
      needs: 'source_dest_check = false',
      source: 'hashicorp/terraform-provider-aws website/docs/r/route.html.markdown',
    },
  },
  terraform: {
    address: 'hashicorp/aws',
    read: 'commits 5c58e0c2 and 00a35305',
    arguments: [
      {
        resource: 'aws_instance',
        argument: 'user_data',
        takes: 'text',
        encodes: 'unless base64',
        // With user_data_replace_on_change it makes a new one.
        onChange: 'restarts',
      },
      {
        resource: 'aws_instance',
        argument: 'user_data_base64',
        takes: 'base64',
        encodes: 'never',
        onChange: 'restarts',
      },
      {
        resource: 'aws_launch_template',
        argument: 'user_data',
        takes: 'base64',
        encodes: 'never',
        onChange: 'updates',
      },
    ],
    source: 'hashicorp/terraform-provider-aws website/docs/r/instance.html.markdown, launch_template.html.markdown',
  },
};
