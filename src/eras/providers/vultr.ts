import { linkLocal } from '../metadata.js';
import { part } from '../node-facts.js';
import { type Provider, text } from '../provider.js';
import { perhapsByMachines } from '../routes.js';

export const vultr: Provider = {
  limit: 16_384,
  counts: 'bytes of text; no limit is documented, so this is the smallest of all providers',
  forms: text,
  console: true,
  change: 'through the API; Terraform makes another machine',
  datasource: 'Vultr',
  ignition: '2.2.0',
  unconfirmed: 'the limit',
  source: 'Vultr API v2: create-instance, user_data in base64; vultr/vultr vultr_instance',
  image: {
    firewall: 'ufw',
    words: 'ufw, open for SSH alone',
    source: 'Vultr: firewall quickstart for Ubuntu (ufw is on in its Debian and Ubuntu images, 22/tcp allowed)',
  },
  addresses: { ...linkLocal, source: 'Vultr: metadata API' },
  service: {
    ipv6Hosts: [],
    headers: [],
    session: null,
    hostname: [],
    // The second interface is that of the VPC network.
    privateAddress: [{ path: '/v1/interfaces/1/ipv4/address' }],
    privateNetworks: null,
    publicAddress: [{ path: '/v1/interfaces/0/ipv4/address' }],
    // Of a /64 that is the machine's own.
    ipv6Address: [{ path: '/v1/interfaces/0/ipv6/address' }],
    podCIDR: [],
    ownsPublicAddress: true,
    podRangeAgent: null,
    source:
      'Vultr: metadata API; canonical/cloud-init 04eacd06e cloudinit/sources/helpers/vultr.py, tests/unittests/sources/test_vultr.py',
  },
  nodeFacts: {
    headers: [],
    session: null,
    facts: [part('INSTANCE_ID', 'instance ID', '/v1.json', '"instance-v2-id": *"([^"]*)"')],
    providerID: 'vultr://{INSTANCE_ID}',
    region: null,
    zone: null,
    instanceType: null,
    source:
      'vultr/vultr-cloud-controller-manager d5f3ab03 vultr/instances.go (vultrIDFromProviderID); Vultr: metadata API',
  },
  routes: perhapsByMachines,
  terraform: {
    address: 'vultr/vultr',
    read: '2.32.0',
    arguments: [
      { resource: 'vultr_instance', argument: 'user_data', takes: 'text', encodes: 'always', onChange: 'replaces' },
    ],
    source: 'vultr/terraform-provider-vultr vultr/resource_vultr_instance.go',
  },
};
