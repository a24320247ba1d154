import {
  type Answer,
  azureInterfaces,
  azureNetwork,
  flavor,
  google,
  header,
  metadata,
  session,
  token,
} from './identity-machine.js';

export const pods = ['10.200.0.0/16', 'fd00:200::/56'];

const services = ['10.32.0.0/24', 'fd00:32::/112'];

export const slices = ['10.200.0.0/24', 'fd00:200::/64'];

/** What is laid over the spec, for each order of the families. */
export const [dual, ipv6First, ipv6Only] = [[0, 1], [1, 0], [1]].map((families) => {
  const of = (ranges: readonly string[]) => families.map((each) => ranges[each]);
  return {
    network: { podCIDR: of(pods), serviceCIDR: of(services) },
    workers: [{ name: 'worker-0', podCIDR: of(slices) }],
  };
}) as [object, object, object];

export const address = { address: 'privateAddress' };

const oracle = header('authorization', 'Bearer Oracle');

/** How a provider says both addresses, and which of them a machine's kubelet is told. */
export interface Said {
  readonly answers: Readonly<Record<string, string | Answer>>;
  readonly pair: readonly [ipv4: string, ipv6: string];
  /** Where else than at 169.254.169.254 it answers. */
  readonly host?: string;
}

const vnics = `[ {
  "ipv6Addresses" : [ "2603:c020:400d:5dbb:e94a:a85d:26e3:e0d4", "2603:c020:400d:5dbb::7" ],
  "macAddr" : "02:00:17:0D:6B:BE",
  "privateIp" : "10.0.0.183"
}, {
  "ipv6Addresses" : [ "2603:c020:400d:5d7e:aacc:8e5f:3b1b:3a4a" ],
  "privateIp" : "10.0.4.5"
} ]`;

const networkConfig = `config:
- mac_address: 96:00:00:08:19:da
  name: eth0
  subnets:
  - dns_nameservers:
    - 185.12.64.1
    ipv4: true
    type: dhcp
  - address: 2a01:4f8:beef:beef::1/64
    dns_nameservers:
    - 2a01:4ff:ff00::add:2
    gateway: fe80::1
    ipv6: true
  type: physical
version: 1
`;

const networkData = JSON.stringify({
  links: [],
  networks: [
    { id: 'network0', type: 'ipv4_dhcp', link: 'tap0', network_id: 'da5bb487' },
    {
      id: 'network1',
      type: 'ipv6_slaac',
      link: 'tap0',
      ip_address: '2001:db8:0:0:f816:3eff:fe00:0001',
      netmask: 'ffff:ffff:ffff:ffff::',
      routes: [{ network: '::', netmask: '::', gateway: '2001:db8::1' }],
    },
  ],
  services: [{ type: 'dns', address: '2001:db8::53' }],
})
  .replaceAll('":', '": ')
  .replaceAll(',"', ', "');

/** Every provider whose metadata has an IPv6 address, each in its own spelling. */
export const providers: Readonly<Record<string, Said>> = {
  aws: {
    answers: {
      ...token,
      'GET /latest/meta-data/local-ipv4': { body: '10.0.1.5', ...session },
      'GET /latest/meta-data/ipv6': { body: '2600:1f18:1234:5600:abcd:0:0:12', ...session },
    },
    pair: ['10.0.1.5', '2600:1f18:1234:5600:abcd::12'],
    host: 'fd00:ec2::254',
  },
  gcp: {
    answers: {
      [google('network-interfaces/0/ip')]: { body: '10.132.0.2', ...flavor },
      [google('network-interfaces/0/ipv6s')]: { body: '2600:1900:4000:1a2b:0:0:0:0\n', ...flavor },
    },
    pair: ['10.132.0.2', '2600:1900:4000:1a2b::'],
    host: 'fd20:ce::254',
  },
  azure: {
    answers: {
      [azureNetwork]: {
        body: azureInterfaces(['10.0.0.4']).replace(
          '"ipv6":{"ipAddress":[]}',
          '"ipv6":{"ipAddress":[{"privateIpAddress":"ace:cab:deca:deed::4"}]}',
        ),
        ...metadata,
      },
    },
    pair: ['10.0.0.4', 'ace:cab:deca:deed::4'],
  },
  digitalocean: {
    answers: {
      'GET /metadata/v1/interfaces/private/0/ipv4/address': '10.132.0.2',
      'GET /metadata/v1/interfaces/public/0/ipv6/address': '2604:A880:0800:0010:0000:0000:017D:2001',
    },
    pair: ['10.132.0.2', '2604:a880:800:10::17d:2001'],
  },
  hetzner: {
    answers: {
      'GET /hetzner/v1/metadata/private-networks': '- ip: 10.0.0.2\n  alias_ips: []\n',
      'GET /hetzner/v1/metadata/network-config': networkConfig,
    },
    pair: ['10.0.0.2', '2a01:4f8:beef:beef::1'],
    host: 'fe80::a9fe:a9fe',
  },
  openstack: {
    answers: {
      'GET /latest/meta-data/local-ipv4': '192.168.1.4',
      'GET /openstack/latest/network_data.json': networkData,
    },
    pair: ['192.168.1.4', '2001:db8::f816:3eff:fe00:1'],
    host: 'fe80::a9fe:a9fe',
  },
  oci: {
    answers: { 'GET /opc/v2/vnics/': { body: vnics, ...oracle } },
    pair: ['10.0.0.183', '2603:c020:400d:5dbb:e94a:a85d:26e3:e0d4'],
    host: 'fd00:c1::a9fe:a9fe',
  },
  vultr: {
    answers: {
      'GET /v1/interfaces/1/ipv4/address': '10.1.96.3',
      'GET /v1/interfaces/0/ipv6/address': '2001:19f0:5:28a7:5400:03ff:fe1b:4eca',
    },
    pair: ['10.1.96.3', '2001:19f0:5:28a7:5400:3ff:fe1b:4eca'],
  },
};
