import { describe, expect, it, vi } from 'vitest';
import { network1 } from './identity-cases.js';
import { azureInterfaces, azureNetwork, identityFile, namespaces, run } from './identity-machine.js';
import { judged } from './judges/judge.js';

// A run starts three programs, and sleeps where the script tries again.
vi.setConfig({ testTimeout: 60_000 });

const network2 = `- ip: 192.168.0.2
  alias_ips: []
`;

judged('a network namespace, for the metadata service', namespaces, () => {
  describe('where there are several private networks', () => {
    const identity = { address: 'privateAddress' };
    const hetzner = {
      provider: 'hetzner',
      answers: { 'GET /hetzner/v1/metadata/private-networks': network1 + network2 },
    };
    const addresses = ['203.0.113.9', '10.0.0.2', '192.168.0.2', '10.200.0.1', '10.32.0.1'];
    const several = (which: string) =>
      `this machine has more than one private address: ${which}; spec.target.identity.addressIn can say which is the node's\n`;

    it('does not take the first', () => {
      const { status, output, files } = run({ ...hetzner, identity, addresses });
      expect(output).toBe(several('10.0.0.2 192.168.0.2'));
      expect([status, files[identityFile]]).toEqual([1, null]);
    });

    it('stays what it was', () => {
      const files = { [identityFile]: 'NODE_IP=192.168.0.2\n' };
      expect(run({ ...hetzner, identity, addresses, files }).output).toBe('this node is NODE_IP=192.168.0.2\n');
    });

    it('takes the one in the range, and asks nobody', () => {
      const { output, asked } = run({ ...hetzner, identity: { ...identity, addressIn: '192.168.0.0/16' }, addresses });
      expect(output).toBe('this node is NODE_IP=192.168.0.2\n');
      expect(asked).toEqual([]);
    });

    it('takes the one in one of the ranges, which is no bridge of pods and no Service', () => {
      const ranges = { ...identity, name: 'privateAddress', addressIn: ['172.16.0.0/12', '10.0.0.0/8'] };
      const { output } = run({ ...hetzner, provider: 'generic', identity: ranges, addresses });
      expect(output).toBe('this node is NODE_NAME=10.0.0.2 NODE_IP=10.0.0.2\n');
    });

    it('is clear about ranges with two addresses', () => {
      const ranges = { ...identity, addressIn: ['10.0.0.0/8', '192.168.0.0/24'] };
      expect(run({ ...hetzner, identity: ranges, addresses }).output).toBe(several('10.0.0.2 192.168.0.2'));
    });

    it('is clear about ranges with none', () => {
      const ranges = { ...identity, addressIn: ['10.200.0.0/15', '172.16.0.0/12'] };
      const { status, output } = run({ ...hetzner, identity: ranges, addresses, hurried: true });
      expect(output).toBe(
        "no interface of this machine has an address in 10.200.0.0/15 or 172.16.0.0/12 that is no pod's or Service's; they have 203.0.113.9 10.0.0.2 192.168.0.2 10.200.0.1 10.32.0.1 \n",
      );
      expect(status).toBe(1);
    });

    it('takes one that came while it asked for something else', () => {
      const ranges = { name: 'hostname', address: 'privateAddress', addressIn: '10.0.0.0/24' };
      const answers = { 'GET /hetzner/v1/metadata/hostname': 'my-server' };
      const attached = { 1: ['10.0.0.9'] };
      const { output } = run({ provider: 'hetzner', identity: ranges, answers, addresses: [], attached });
      expect(output).toBe('this node is NODE_NAME=my-server NODE_IP=10.0.0.9\n');
    });

    it('on azure, where interfaces come in no order', () => {
      const answers = { [azureNetwork]: azureInterfaces(['10.0.0.4', '10.0.0.5'], ['10.0.1.4']) };
      expect(run({ provider: 'azure', identity, answers }).output).toBe(several('10.0.0.4 10.0.1.4'));
    });

    it('on openstack, which names the first of them only', () => {
      const networkOf = (type: string, id: number) => ({
        id: `network${id}`,
        type,
        link: 'tap0',
        network_id: 'da5bb487',
      });
      const answersOf = (...types: string[]) => ({
        'GET /latest/meta-data/local-ipv4': '192.168.1.4',
        'GET /openstack/latest/network_data.json': JSON.stringify({ links: [], networks: types.map(networkOf) }),
      });
      const openstack = { provider: 'openstack', identity } as const;
      expect(run({ ...openstack, answers: answersOf('ipv4_dhcp', 'ipv4') }).output).toBe(several('network0 network1'));
      const alone = 'this node is NODE_IP=192.168.1.4\n';
      expect(run({ ...openstack, answers: answersOf('ipv4_dhcp', 'ipv6_slaac') }).output).toBe(alone);
      const files = { [identityFile]: 'NODE_IP=192.168.1.4\n' };
      expect(run({ ...openstack, answers: answersOf('ipv4', 'ipv4'), files }).output).toBe(alone);
    });
  });
});
