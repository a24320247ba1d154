import { runCommand } from '../harness/command.js';
import { apiServerAddress, type Network } from './network.js';

/** What a machine can meet on its way to the API server, as nftables' verdict on its packets. */
const verdicts = {
  'no answer': 'drop',
  'no route': 'reject with icmp type host-unreachable',
  refused: 'reject with tcp reset',
} as const;

export type Obstacle = keyof typeof verdicts;

/** Puts an obstacle between this address and the API server, in place of any other; everybody else is let through. */
export async function cutOff(network: Network, address: string, obstacle: Obstacle): Promise<void> {
  await letThrough(network);
  const rule = `ip saddr ${address} ip daddr ${apiServerAddress} tcp dport 6443 ${verdicts[obstacle]}`;
  await nft(network, `table ip obstacle {\nchain input {\ntype filter hook input priority 0\n${rule}\n}\n}`);
}

/** The way is free again for everybody. */
export async function letThrough(network: Network): Promise<void> {
  // Added first, because what isn't there can't be deleted.
  await nft(network, 'add table ip obstacle; delete table ip obstacle');
}

async function nft(network: Network, rules: string): Promise<void> {
  await runCommand(network.inside(['nft', '-f', '-']), { input: `${rules}\n` });
}
