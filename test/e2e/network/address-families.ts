import { BlockList, isIPv6 } from 'node:net';

export type Family = 'ipv4' | 'ipv6';

/** What the test's network, and a cluster in it, have of a family. */
export interface Addressing {
  /** The bridge's own address: router, name server and download mirror of the guests. */
  readonly gateway: string;
  readonly apiServer: string;
  /** Where most providers serve metadata. */
  readonly metadata: string;
  /** How many bits of an address are the network's. */
  readonly prefix: number;
  readonly pods: string;
  readonly services: string;
  /** Of the machines themselves. */
  readonly nodes: string;
  readonly firstService: string;
  /** Of the machine with this index, and of its pods. */
  readonly machine: (index: number) => string;
  readonly podsOf: (index: number) => string;
}

export const addressing: Readonly<Record<Family, Addressing>> = {
  ipv4: {
    gateway: '10.240.0.1',
    apiServer: '10.240.0.10',
    metadata: '169.254.169.254',
    prefix: 24,
    pods: '10.200.0.0/16',
    services: '10.32.0.0/24',
    nodes: '10.240.0.0/24',
    firstService: '10.32.0.1',
    machine: (index) => `10.240.0.${20 + index}`,
    podsOf: (index) => `10.200.${index}.0/24`,
  },
  ipv6: {
    gateway: '2001:db8::1',
    apiServer: '2001:db8::10',
    metadata: 'fd00:ec2::254',
    prefix: 64,
    pods: 'fd00:200::/56',
    services: 'fd00:32::/112',
    nodes: '2001:db8::/64',
    firstService: 'fd00:32::1',
    // What a machine makes of an advertised prefix and its network card, 52:54:00:f0:00:20 and those behind it.
    machine: (index) => `2001:db8::5054:ff:fef0:${20 + index}`,
    podsOf: (index) => `fd00:200:0:${index}::/64`,
  },
};

/** An address as it stands in a URL. */
export function inUrl(address: string): string {
  return isIPv6(address) ? `[${address}]` : address;
}

/** Whether an address lies in a range of its family. */
export function liesIn(address: string, range: string): boolean {
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  const [net = '', prefix] = range.split('/');
  if (isIPv6(net) !== isIPv6(address)) return false;
  const block = new BlockList();
  block.addSubnet(net, Number(prefix), family);
  return block.check(address, family);
}
