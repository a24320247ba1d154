import type { Shell } from '../machine/shell.js';

/** What a machine became, a line each, without what is its document's own: those files are compared with the plan. */
export type Inventory = readonly string[];

export const inventoryCommands = [
  // Everything that the install puts somewhere, and whatever it forgot there.
  `find /usr/local /opt -mindepth 1 ! -type f ! -path /opt/bootwright -printf 'path %M %u:%g %p %l\\n'`,
  `find /usr/local /opt -type f ! -path '/opt/bootwright/*' -printf '%M %u:%g ' -exec sha256sum {} \\;`,
  `find /var/lib/kubelet /var/lib/kube-proxy /var/lib/kubernetes /opt/bootwright /var/lib/bootwright -maxdepth 0 -printf 'path %M %u:%g %p\\n'`,
  `find /var/lib/bootwright/done /var/lib/bootwright/cache -printf 'path %M %u:%g %p\\n'`,
  `sed 's/^/fstab /' /etc/fstab`,
  `tail -n +2 /proc/swaps | sed 's/^/swap /'`,
  `systemctl list-unit-files --no-legend --state=enabled,disabled,masked,linked | awk '{ print "unit", $1, $2 }'`,
  `systemctl --failed --no-legend --plain | sed 's/^/failed /'`,
  `dpkg-query -W -f 'package \${Package} \${Version} \${Status}\\n'`,
].join('; ');

export async function takeInventory(shell: Shell): Promise<Inventory> {
  // A busy machine's systemd takes longer to list its units than systemctl waits, which then lists none.
  const patient = 'export SYSTEMD_BUS_TIMEOUT=90; set -eo pipefail';
  const text = await shell.run(`${patient}; ${inventoryCommands}`, 120_000);
  return text.split('\n').filter(Boolean).sort();
}

/** What one machine has and the other hasn't, a line each. */
export function compareInventories(expected: Inventory, found: Inventory): readonly string[] {
  return [
    ...expected.filter((line) => !found.includes(line)).map((line) => `lacks ${line}`),
    ...found.filter((line) => !expected.includes(line)).map((line) => `has   ${line}`),
  ];
}
