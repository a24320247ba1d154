import { everything, network1 } from './identity-cases.js';
import {
  azure,
  azureInterfaces,
  azureNetwork,
  flavor,
  google,
  metadata,
  type Run,
  session,
  token,
} from './identity-machine.js';

/** Machines that find out who they are: what the metadata says, and what the machine then knows. */
export const happy: [string, Run, string][] = [
  [
    'aws, with a session',
    {
      provider: 'aws',
      identity: { ...everything, podCIDR: 'metadata' },
      answers: {
        ...token,
        'GET /latest/meta-data/local-hostname': { body: 'IP-10-0-1-5.ec2.internal', ...session },
        'GET /latest/meta-data/local-ipv4': { body: '10.0.1.5', ...session },
        'GET /latest/meta-data/tags/instance/pod-cidr': { body: '10.200.7.0/24', ...session },
      },
    },
    'NODE_NAME=ip-10-0-1-5.ec2.internal\nNODE_IP=10.0.1.5\nPOD_CIDR=10.200.7.0/24\n',
  ],
  [
    'aws as it was before sessions',
    {
      provider: 'aws',
      identity: { name: 'publicAddress' },
      answers: { 'PUT /latest/api/token': { status: 405 }, 'GET /latest/meta-data/public-ipv4': '203.0.113.7' },
    },
    'NODE_NAME=203.0.113.7\n',
  ],
  [
    'gcp, with its attribute',
    {
      identity: { ...everything, podCIDR: 'metadata' },
      answers: {
        [google('name')]: { body: 'worker-a', ...flavor },
        [google('network-interfaces/0/ip')]: { body: '10.240.0.20', ...flavor },
        [google('attributes/pod-cidr')]: { body: '10.200.1.0/24\n', ...flavor },
      },
    },
    'NODE_NAME=worker-a\nNODE_IP=10.240.0.20\nPOD_CIDR=10.200.1.0/24\n',
  ],
  [
    'gcp, with an alias range',
    {
      identity: { podCIDR: 'metadata' },
      answers: { [google('network-interfaces/0/ip-aliases/0')]: { body: '10.200.2.0/24', ...flavor } },
    },
    'POD_CIDR=10.200.2.0/24\n',
  ],
  [
    'gcp, by its public address',
    {
      identity: { name: 'publicAddress' },
      answers: { [google('network-interfaces/0/access-configs/0/external-ip')]: { body: '203.0.113.8', ...flavor } },
    },
    'NODE_NAME=203.0.113.8\n',
  ],
  [
    'azure, with a tag among others',
    {
      provider: 'azure',
      identity: { ...everything, podCIDR: 'metadata' },
      answers: {
        [azure('compute/name')]: { body: 'Worker-A', ...metadata },
        [azureNetwork]: { body: azureInterfaces(['10.0.0.4', '10.0.0.5']), ...metadata },
        [azure('compute/tags')]: { body: 'Department:IT;my-pod-cidr:x;pod-cidr:10.200.3.0/24;b:c', ...metadata },
      },
    },
    'NODE_NAME=worker-a\nNODE_IP=10.0.0.4\nPOD_CIDR=10.200.3.0/24\n',
  ],
  [
    'azure, by its public address',
    {
      provider: 'azure',
      identity: { name: 'publicAddress' },
      answers: {
        [azure('network/interface/0/ipv4/ipAddress/0/publicIpAddress')]: { body: '203.0.113.9', ...metadata },
      },
    },
    'NODE_NAME=203.0.113.9\n',
  ],
  [
    'digitalocean',
    {
      provider: 'digitalocean',
      identity: everything,
      answers: {
        'GET /metadata/v1/hostname': 'droplet-1',
        'GET /metadata/v1/interfaces/private/0/ipv4/address': '10.132.0.2',
      },
    },
    'NODE_NAME=droplet-1\nNODE_IP=10.132.0.2\n',
  ],
  [
    'digitalocean, all public',
    {
      provider: 'digitalocean',
      identity: { name: 'publicAddress', address: 'publicAddress' },
      answers: { 'GET /metadata/v1/interfaces/public/0/ipv4/address': '203.0.113.10' },
    },
    'NODE_NAME=203.0.113.10\nNODE_IP=203.0.113.10\n',
  ],
  [
    'hetzner, with a network',
    {
      provider: 'hetzner',
      identity: everything,
      answers: {
        'GET /hetzner/v1/metadata/hostname': 'my-server',
        'GET /hetzner/v1/metadata/private-networks': network1,
      },
    },
    'NODE_NAME=my-server\nNODE_IP=10.0.0.2\n',
  ],
  [
    'hetzner, public',
    {
      provider: 'hetzner',
      identity: { name: 'publicAddress', address: 'publicAddress' },
      answers: { 'GET /hetzner/v1/metadata/public-ipv4': '203.0.113.11' },
    },
    'NODE_NAME=203.0.113.11\nNODE_IP=203.0.113.11\n',
  ],
  [
    'openstack, with a property',
    {
      provider: 'openstack',
      identity: { ...everything, podCIDR: 'metadata' },
      answers: {
        'GET /latest/meta-data/local-hostname': 'Test.novalocal',
        'GET /latest/meta-data/local-ipv4': '192.168.1.4',
        'GET /openstack/latest/meta_data.json':
          '{"uuid": "d8e02d56", "meta": {"role": "\\"pod-cidr\\": \\"x\\"", "pod-cidr": "10.200.4.0/24"}, "name": "Test"}',
      },
    },
    'NODE_NAME=test\nNODE_IP=192.168.1.4\nPOD_CIDR=10.200.4.0/24\n',
  ],
  [
    'openstack, by its floating address',
    {
      provider: 'openstack',
      identity: { name: 'publicAddress' },
      answers: { 'GET /latest/meta-data/public-ipv4': '203.0.113.12' },
    },
    'NODE_NAME=203.0.113.12\n',
  ],
];
