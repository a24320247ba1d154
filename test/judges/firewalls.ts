import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { cached, installed } from './judge.js';

/** A firewall's programs, and its own settings as they are before the node is one. */
interface Firewall {
  readonly name: string;
  readonly needs: () => string | undefined;
  /** Folders of the machine that the firewall keeps its settings in, and where they come from. */
  readonly places: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
  /** Starts it as at a boot; loads it again. */
  readonly start: string;
  readonly reload: string;
}

/** Copies a folder of the machine for the node alone; the command that puts it in its place. */
export function mountOf(place: string, from: string, copy: string, files: Firewall['files']): string {
  if (from === '') mkdirSync(copy);
  else cpSync(from, copy, { recursive: true, verbatimSymlinks: true });
  for (const [path, text] of Object.entries(files))
    if (path.startsWith(`${place}/`)) writeFileSync(path.replace(place, copy), text);
  mkdirSync(place, { recursive: true });
  return `mount --bind ${copy} ${place}`;
}

export const persistent = cached(/^netfilter-persistent-/, 'usr/sbin/netfilter-persistent')?.replace(
  '/usr/sbin/netfilter-persistent',
  '',
);
export const firewalls: readonly Firewall[] = [
  {
    name: 'ufw',
    needs: () => installed('ufw', 'version'),
    places: { '/etc/ufw': '/etc/ufw', '/etc/default': '/etc/default' },
    files: {},
    start: 'sed -i s/ENABLED=no/ENABLED=yes/ /etc/ufw/ufw.conf && /lib/ufw/ufw-init start',
    reload: 'ufw reload',
  },
  {
    name: 'netfilter-persistent',
    needs: () => persistent && installed('iptables', '--version') && 'iptables',
    places: { '/etc/iptables': '', '/usr/share/netfilter-persistent': `${persistent}/usr/share/netfilter-persistent` },
    files: {
      '/etc/iptables/rules.v6': '*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n',
      // As in Ubuntu images of OCI.
      '/etc/iptables/rules.v4': `*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [463:49013]
:InstanceServices - [0:0]
-A INPUT -p tcp -m state --state RELATED,ESTABLISHED -j ACCEPT
-A INPUT -p icmp -j ACCEPT
-A INPUT -i lo -j ACCEPT
-A INPUT -p tcp -m state --state NEW -m tcp --dport 22 -j ACCEPT
-A INPUT -j REJECT --reject-with icmp-host-prohibited
-A FORWARD -j REJECT --reject-with icmp-host-prohibited
-A OUTPUT -d 169.254.0.0/16 -j InstanceServices
-A InstanceServices -d 169.254.0.2/32 -p tcp -m owner --uid-owner 0 -m tcp --dport 3260 -j ACCEPT
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A POSTROUTING -s 192.0.2.0/24 -j MASQUERADE
COMMIT
`,
    },
    start: 'netfilter-persistent start',
    reload: 'netfilter-persistent reload',
  },
  {
    name: 'firewalld',
    needs: () => installed('firewall-offline-cmd', '--version'),
    places: { '/etc/firewalld': '/etc/firewalld', '/run/dbus': '', '/run/firewalld': '' },
    files: {},
    // They end by themselves, also where the test is killed.
    start: `timeout 300 dbus-daemon --system --nofork --nopidfile &>/run/firewalld/dbus </dev/null &
      until [ -e /run/dbus/system_bus_socket ]; do sleep 0.1; done
      timeout 300 firewalld --nofork --nopid --log-file=/run/firewalld/log &>/run/firewalld/out </dev/null &
      for try in $(seq 60); do firewall-cmd --state >/dev/null 2>&1 && break; sleep 0.5; done; firewall-cmd --state`,
    reload: 'firewall-cmd --reload',
  },
];
