import { bootstrapToken } from './bootstrap-token.js';
import { packedRows } from './packed.js';
import type { ClusterRow } from './row.js';

const iptables: ClusterRow = {
  name: 'proxy-iptables',
  what: 'kube-proxy by iptables',
  guest: 'trixie',
  spec: { proxy: { mode: 'iptables' } },
  isMeant: (document) => {
    if (!/^ *mode: iptables$/m.test(document)) throw new Error('kube-proxy has another mode');
    return 'mode: iptables';
  },
};

/** The whole table, in the order in which it runs. */
export const rows: readonly ClusterRow[] = [bootstrapToken, ...packedRows, iptables];
