import { linkLocal } from '../metadata.js';
import { labelPart, part } from '../node-facts.js';
import { type Provider, text } from '../provider.js';
import { byMachines } from '../routes.js';

export const digitalocean: Provider = {
  limit: 65_536,
  counts: 'bytes of plain text',
  forms: text,
  console: true,
  change: 'no: another document is another machine',
  datasource: 'DigitalOcean',
  ignition: '2.0.0',
  unconfirmed: 'whether the document of a droplet that exists can change',
  source: 'DigitalOcean API: user_data, plain text of at most 64 KiB; nothing decodes base64 or gzip',
  image: null,
  addresses: { ...linkLocal, source: 'DigitalOcean: Droplet metadata API' },
  service: {
    ipv6Hosts: [],
    headers: [],
    session: null,
    hostname: [{ path: '/metadata/v1/hostname' }],
    // A Droplet is in one VPC network, so it has one private interface at most.
    privateAddress: [{ path: '/metadata/v1/interfaces/private/0/ipv4/address' }],
    privateNetworks: null,
    publicAddress: [{ path: '/metadata/v1/interfaces/public/0/ipv4/address' }],
    // Of its 16 the one that it has, in full length; a VPC network has IPv4 alone.
    ipv6Address: [{ path: '/metadata/v1/interfaces/public/0/ipv6/address' }],
    // A Droplet's tags take neither dots nor slashes.
    podCIDR: [],
    ownsPublicAddress: true,
    podRangeAgent: null,
    source: 'DigitalOcean: Droplet metadata API',
  },
  nodeFacts: {
    headers: [],
    session: null,
    facts: [part('INSTANCE_ID', 'Droplet ID', '/metadata/v1/id'), labelPart('REGION', 'region', '/metadata/v1/region')],
    providerID: 'digitalocean://{INSTANCE_ID}',
    region: '{REGION}',
    zone: null,
    instanceType: null,
    source:
      'digitalocean/digitalocean-cloud-controller-manager 70d527e3 cloud-controller-manager/do/droplets.go (no zone); DigitalOcean: Droplet metadata API',
  },
  // Its VPC has no routes of the user's own; machines reach each other there, and route by themselves.
  routes: byMachines,
  terraform: {
    address: 'digitalocean/digitalocean',
    read: '2.99.1',
    arguments: [
      {
        resource: 'digitalocean_droplet',
        argument: 'user_data',
        takes: 'text',
        encodes: 'never',
        onChange: 'replaces',
      },
    ],
    source: 'digitalocean/terraform-provider-digitalocean digitalocean/droplet/resource_droplet.go',
  },
};
