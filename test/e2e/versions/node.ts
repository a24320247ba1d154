import type { Shell } from '../machine/shell.js';
import type { Complaint } from './complaints.js';

/** The units that a document starts, in their order. */
export const units = ['containerd', 'kubelet', 'kube-proxy'] as const;
export type Unit = (typeof units)[number];

/** Takes away what the units before left, so that the next ones find a machine as after its first boot. */
const clear = `
systemctl stop ${[...units].reverse().join(' ')} 2>/dev/null || :
systemctl reset-failed
pkill -KILL -f '[c]ontainerd-shim' || :
sleep 1
awk '$2 ~ "^/(run/containerd|run/netns|var/lib/kubelet)/" {print $2}' /proc/mounts | sort -r | xargs -r umount -l
ip link delete cni0 2>/dev/null || :
for table in filter nat mangle; do iptables -t $table -F && iptables -t $table -X; done
if type nft >/dev/null; then nft flush ruleset; fi
rm -rf /var/lib/{kubelet,kube-proxy,containerd,cni,kubernetes} /run/containerd /etc/{containerd,kubernetes} /etc/cni/net.d
rm -f /etc/systemd/system/{${units.join(',')}}.service
`;

/** Puts an archive of the root directory in place on a machine without one, and does what the document's host step does. */
export async function settle(shell: Shell, url: string): Promise<void> {
  await shell.run(`bash -euc ${quote(clear)}`, 120_000);
  // Debian's /bin is a link: it must stay one.
  await shell.run(`set -e; curl -fsS ${url} | tar -x -C / --keep-directory-symlink --no-overwrite-dir`, 120_000);
  await shell.run(`set -e
    systemctl daemon-reload
    xargs -a /etc/modules-load.d/kubernetes.conf modprobe -a
    sysctl -q -p /etc/sysctl.d/zz-kubernetes.conf
    swapoff -a`);
}

export interface UnitState {
  readonly running: boolean;
  /** How often systemd has started it again. */
  readonly restarts: number;
}

export async function stateOf(shell: Shell, unit: Unit): Promise<UnitState> {
  const said = await shell.run(`systemctl show -p ActiveState -p NRestarts ${unit}`);
  return { running: said.includes('ActiveState=active'), restarts: Number(/NRestarts=(\d+)/.exec(said)?.[1]) };
}

/** All that a unit's processes have written since the moment, in the journal's own count of time. */
export async function logOf(shell: Shell, unit: Unit, since: string): Promise<string> {
  return shell.run(`journalctl -q --no-pager -o cat _SYSTEMD_UNIT=${unit}.service --since ${quote(since)}`, 60_000);
}

/** What containerd has noted of deprecated things that it met: from 1.6.27 on it keeps a list. */
export async function deprecationsOf(shell: Shell): Promise<readonly Complaint[]> {
  const { code, stdout } = await shell.attempt('PATH=$PATH:/usr/local/bin ctr deprecations list --format json');
  // It prints nothing where there is nothing.
  if (code !== 0 || stdout.trim() === '') return [];
  return ((JSON.parse(stdout) ?? []) as object[]).map((one) => ({ unit: 'containerd', line: JSON.stringify(one) }));
}

export async function now(shell: Shell): Promise<string> {
  return (await shell.run("date '+%F %T'")).trim();
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
