import { rmSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import {
  type Answer,
  azureInterfaces,
  azureNetwork,
  filesOf,
  flavor,
  google,
  header,
  identityFile,
  metadata,
  namespaces,
  network,
  type Run,
  run,
  session,
  token,
  withPrograms,
} from './identity-machine.js';
import { judged } from './judges/judge.js';

vi.setConfig({ testTimeout: 60_000 });

const pods = ['10.200.0.0/16', 'fd00:200::/56'];
const services = ['10.32.0.0/24', 'fd00:32::/112'];
const slices = ['10.200.0.0/24', 'fd00:200::/64'];
/** What is laid over the spec, for each order of the families. */
const [dual, ipv6First, ipv6Only] = [[0, 1], [1, 0], [1]].map((families) => {
  const of = (ranges: readonly string[]) => families.map((each) => ranges[each]);
  return {
    network: { podCIDR: of(pods), serviceCIDR: of(services) },
    workers: [{ name: 'worker-0', podCIDR: of(slices) }],
  };
}) as [object, object, object];

const address = { address: 'privateAddress' };
const oracle = header('authorization', 'Bearer Oracle');

/** How a provider says both addresses, and which of them a machine's kubelet is told. */
interface Said {
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
const providers: Readonly<Record<string, Said>> = {
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
const rows = Object.entries(providers);

judged('a network namespace, for the metadata service', namespaces, () => {
  describe.each(rows)('%s', (provider, { answers, pair, host }) => {
    const [ipv4, ipv6] = pair;
    const of = (spec: object, more: Partial<Run> = {}) =>
      run({ provider, identity: address, answers, addresses: pair, spec, ...more });

    it('tells the kubelet both, IPv4 first', () => {
      const { status, output, files } = of(dual);
      expect(output).toBe(`this node is NODE_IPV4=${ipv4} NODE_IPV6=${ipv6} NODE_IP=${ipv4},${ipv6}\n`);
      expect(files[identityFile]).toBe(`NODE_IPV4=${ipv4}\nNODE_IPV6=${ipv6}\nNODE_IP=${ipv4},${ipv6}\n`);
      expect(status).toBe(0);
    });

    it('tells the kubelet both, IPv6 first', () => {
      expect(of(ipv6First).output).toBe(`this node is NODE_IPV6=${ipv6} NODE_IPV4=${ipv4} NODE_IP=${ipv6},${ipv4}\n`);
    });

    it('tells the kubelet the one that there is', () => {
      expect(of(ipv6Only, { addresses: [ipv6] }).output).toBe(`this node is NODE_IP=${ipv6}\n`);
    });

    it.runIf(host)('is asked over IPv6, where that alone answers', () => {
      const { status, output } = of(ipv6Only, { addresses: [ipv6], served: [host ?? ''], hurried: true });
      expect(output.replaceAll(/^curl: .*\n/gm, '')).toBe(`this node is NODE_IP=${ipv6}\n`);
      expect(status).toBe(0);
    });
  });

  const { aws } = providers as { aws: Said };
  const [ipv4, ipv6] = aws.pair;

  it('asks the host that has answered, and no other one', () => {
    const { asked, output } = run({
      provider: 'aws',
      identity: address,
      answers: aws.answers,
      addresses: aws.pair,
      spec: dual,
      served: ['fd00:ec2::254'],
    });
    expect(output.match(/^curl: /gm)).toHaveLength(2);
    expect(asked.map(([method]) => method)).toEqual(['PUT', 'GET', 'PUT', 'GET']);
  });

  it('is told the first family alone where the cloud adds the other', () => {
    const spec = { ...dual, kubernetes: { version: '1.28.15' }, kubelet: { flags: { 'cloud-provider': 'external' } } };
    const { output } = run({ provider: 'aws', identity: address, answers: aws.answers, addresses: aws.pair, spec });
    expect(output).toBe(`this node is NODE_IP=${ipv4}\n`);
  });

  it('keeps the last boot where nobody answers', () => {
    const known = `NODE_IPV4=${ipv4}\nNODE_IPV6=${ipv6}\nNODE_IP=${ipv4},${ipv6}\n`;
    const { status, output, files } = run({
      provider: 'aws',
      identity: address,
      files: { [identityFile]: known },
      addresses: aws.pair,
      spec: dual,
      hurried: true,
    });
    expect(output).toContain("the metadata service does not answer: the IPv6 address is still the last boot's\n");
    expect(files[identityFile]).toBe(known);
    expect(status).toBe(0);
  });

  it('waits until an interface has the address', () => {
    const { output, asked } = run({
      provider: 'digitalocean',
      identity: address,
      answers: providers.digitalocean?.answers ?? {},
      addresses: ['10.132.0.2', '2604:a880:800:10::17d:2001 preferred_lft 0'],
      attached: { 4: ['2001:db8::1'] },
      spec: dual,
      hurried: true,
    });
    expect(output).toBe(
      'the IPv6 address 2604:a880:800:10::17d:2001 is on no interface of this machine; they have 2001:db8::1 \n',
    );
    expect(asked).toHaveLength(7);
  });

  describe('by ranges', () => {
    const identity = { ...address, addressIn: ['10.240.0.0/24', '2001:db8::/64'] };
    const interfaces = ['203.0.113.9', '10.240.0.20', '2001:db8::20', 'fd00:200:0:14::1', 'fd12::20'];

    it('takes one of each from its interfaces, and asks nobody', () => {
      const { output, asked } = run({ provider: 'generic', identity, spec: dual, addresses: interfaces });
      expect(output).toBe(
        'this node is NODE_IPV4=10.240.0.20 NODE_IPV6=2001:db8::20 NODE_IP=10.240.0.20,2001:db8::20\n',
      );
      expect(asked).toEqual([]);
    });

    it('takes none that is about to go', () => {
      const ofIPv6 = { ...address, addressIn: '2001:db8::/64' };
      const passing = ['2001:db8::bad preferred_lft 0', ...interfaces];
      const { output } = run({ provider: 'generic', identity: ofIPv6, spec: ipv6Only, addresses: passing });
      expect(output).toMatch(/^this node is NODE_IP=2001:db8::20\n$/);
    });

    it('is clear about two, and about none', () => {
      const two = run({ provider: 'generic', identity, spec: dual, addresses: [...interfaces, '2001:db8::21'] });
      expect(two.output).toMatch(
        /^this machine has more than one IPv6 address in 2001:db8::\/64: 2001:db8::2[01] 2001:db8::2[01]; spec/,
      );
      const none = run({ provider: 'generic', identity, spec: dual, addresses: ['10.240.0.20'], hurried: true });
      expect(none.output).toBe(
        "this machine has no IPv6 address in 2001:db8::/64 that is no pod's or Service's; its interfaces have \n",
      );
    });

    it('cuts the slices of both families with the number of the address', () => {
      const { output, files } = run({
        provider: 'generic',
        identity: { ...identity, podCIDR: 'address' },
        spec: dual,
        addresses: interfaces,
      });
      expect(output).toMatch(/ POD_CIDR_IPV4=10\.200\.20\.0\/24 POD_CIDR_IPV6=fd00:200:0:14::\/64 /);
      const { ranges, routes } = JSON.parse(files[network] ?? '').plugins[0].ipam;
      expect(ranges).toEqual([[{ subnet: '10.200.20.0/24' }], [{ subnet: 'fd00:200:0:14::/64' }]]);
      expect(routes).toEqual([{ dst: '0.0.0.0/0' }, { dst: '::/0' }]);
    });

    it('cuts the slice of one family by the number in the other, and of IPv4 alone', () => {
      const cut = { ...address, podCIDR: 'address' };
      const byIpv6 = { ...cut, addressIn: ['2001:db8::/120'] };
      const only = run({ provider: 'generic', identity: byIpv6, spec: ipv6Only, addresses: interfaces });
      expect(only.output).toBe('this node is NODE_IP=2001:db8::20 POD_CIDR=fd00:200:0:20::/64\n');
      const byIpv4 = { ...cut, addressIn: '10.240.0.0/24' };
      const old = run({ provider: 'generic', identity: byIpv4, addresses: interfaces });
      expect(old.output).toBe('this node is NODE_IP=10.240.0.20 POD_CIDR=10.200.20.0/24\n');
    });

    it('takes one family by range and the other of metadata', () => {
      const { output } = run({
        provider: 'aws',
        identity: { ...address, addressIn: '10.240.0.0/24' },
        answers: aws.answers,
        addresses: ['10.0.1.5', '10.240.0.20', ipv6],
        spec: dual,
      });
      expect(output).toBe(`this node is NODE_IPV4=10.240.0.20 NODE_IPV6=${ipv6} NODE_IP=10.240.0.20,${ipv6}\n`);
    });

    it('asks openstack nothing more about an address in a range', () => {
      const networks = ['network0', 'network1'].map((id) => ({ id, type: 'ipv4', link: 'tap0' }));
      const answers = {
        'GET /latest/meta-data/local-hostname': 'worker-a',
        'GET /openstack/latest/network_data.json': JSON.stringify({ networks }).replaceAll('":', '": '),
      };
      const ranged = { name: 'hostname', ...address, addressIn: '10.240.0.0/24' };
      const { output } = run({ provider: 'openstack', identity: ranged, answers, addresses: interfaces });
      expect(output).toBe('this node is NODE_NAME=worker-a NODE_IP=10.240.0.20\n');
    });
  });

  describe('ranges of pods in the metadata', () => {
    const identity = { podCIDR: 'metadata' };
    const of = (body: string, spec: object = dual) =>
      run({ identity, answers: { [google('attributes/pod-cidr')]: body }, spec, hurried: true });
    const pair = 'this node is POD_CIDR_IPV4=10.200.1.0/24 POD_CIDR_IPV6=fd00:200:0:1::/64\n';

    it.each([
      ['with a comma', '10.200.1.0/24,fd00:200:0:1::/64'],
      ['with a blank, in another order and another spelling', 'FD00:0200:0:1:0::/64 10.200.1.0/24\n'],
    ])('are a pair %s', (_, body) => {
      const { output, files } = of(body);
      expect(output).toBe(pair);
      const { ranges } = JSON.parse(files[network] ?? '').plugins[0].ipam;
      expect(ranges).toEqual([[{ subnet: '10.200.1.0/24' }], [{ subnet: 'fd00:200:0:1::/64' }]]);
    });

    it('are one where the cluster has one family', () => {
      expect(of('fd00:200:0:1::/64', ipv6Only).output).toBe('this node is POD_CIDR=fd00:200:0:1::/64\n');
    });

    it('are missed by their family', () => {
      expect(of('10.200.1.0/24').output).toBe(
        'the metadata service has no pod CIDR inside fd00:200::/56 for this machine: 404 for /computeMetadata/v1/instance/network-interfaces/0/ip-aliases/0\n',
      );
    });

    it.each([
      ['host bits', 'fd00:200:0:1::1/64'],
      ["a range that is not the cluster's", 'fd00:201::/64'],
      ["more than the cluster's range", 'fd00:200::/48'],
      ['a range of two addresses', 'fd00:200::/127'],
      ['a prefix that is none', 'fd00:200::/129'],
      ['a prefix with a zero before it', 'fd00:200::/064'],
      ['an address', 'fd00:200::1'],
      ['nine groups', '1:2:3:4:5:6:7:8:9/64'],
      ['a shell', 'fd00:$(reboot)::/64'],
    ])('are refused: %s', (_, body) => {
      const { status, output, files } = of(body, ipv6Only);
      expect(output).toMatch(/^this is no pod CIDR inside fd00:200::\/56 for a node: [ -~]+\n$/);
      expect([status, files[identityFile]]).toEqual([1, null]);
    });
  });

  it.each([
    '::1',
    '::',
    'fe80::1',
    'ff02::1',
    '::ffff:10.0.0.1',
    '::ffff:a00:1',
    '2001:db8::1/64',
    '2001:db8::g',
    '1::2::3',
  ])('refuses %s for an address', (body) => {
    const answers = { [google('network-interfaces/0/ipv6s')]: body };
    const { status, output } = run({ identity: address, answers, spec: ipv6Only });
    expect(output).toMatch(/^this is no IPv6 address for a node: [ -~]+\n$/m);
    expect(status).toBe(1);
  });

  it.each([
    ['aws', 'fd00:ec2::254', []],
    ['aws', 'fd00:ec2::254', ['curl']],
    // By the name of a link.
    ['hetzner', 'fe80::a9fe:a9fe', []],
  ] as const)('asks %s at %s by bash and %j', (provider, host, more) => {
    const path = withPrograms(...more);
    const { answers, pair } = providers[provider] as Said;
    const { output } = run({
      ...{ provider, identity: address, answers, path },
      ...{ addresses: [pair[1]], spec: ipv6Only, served: [host] },
    });
    rmSync(path, { recursive: true });
    expect(output).toMatch(new RegExp(`^this node is NODE_IP=${pair[1]}$`, 'm'));
  });
});

it('fits into the smallest user-data, with all that there is', () => {
  const identity = {
    ...{ name: 'hostname', ...address, addressIn: '10.240.0.0/24', podCIDR: 'address' },
    ...{ providerID: 'metadata', topology: 'metadata' },
  };
  expect(filesOf('aws', identity, dual)).toHaveProperty(['/opt/bootwright/node-identity.sh']);
});
