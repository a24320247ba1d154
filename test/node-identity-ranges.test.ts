import { describe, expect, it, vi } from 'vitest';
import { address, dual, ipv6Only, providers, type Said } from './identity-families.js';
import { google, identityFile, namespaces, network, run } from './identity-machine.js';
import { judged } from './judges/judge.js';

vi.setConfig({ testTimeout: 60_000 });

judged('a network namespace, for the metadata service', namespaces, () => {
  const { aws } = providers as { aws: Said };

  const [_ipv4, ipv6] = aws.pair;

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
});
