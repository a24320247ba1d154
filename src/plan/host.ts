import type { ResolvedCluster, ResolvedFile, ResolvedHost } from '../resolve/resolved/resolved.js';
import type { Contribution, NodeContribution } from './contribution.js';
import { modulesFile, networkdFile, networkManagerFile, sysctlFile, zramFile } from './layout.js';
import { type HostCommand, type NodePlan, type PlannedFile, plainFile, sharedFiles } from './node-plan.js';

/** A file of the spec's own. */
export function ownFile({ path, content, mode, owner, origin }: ResolvedFile): PlannedFile {
  // Only its owner may read it: treated as a secret, as the user does.
  const file = { path, content, mode, secret: (mode & 0o077) === 0, origin };
  return owner === null ? file : { ...file, owner };
}

/** What keeps systemd-networkd from the routes and rules of the pods' network. */
function networkdFiles({ networkd }: ResolvedHost): PlannedFile[] {
  const settings = networkd.map((setting) => `${setting}=no\n`);
  return settings.length > 0 ? [plainFile(networkdFile, `[Network]\n${settings.join('')}`, ['spec', 'cni'])] : [];
}

/** What keeps NetworkManager from the interfaces of the pods' network. */
function networkManagerFiles({ unmanaged }: ResolvedHost): PlannedFile[] {
  const devices = unmanaged.map((name) => `interface-name:${name}`).join(';');
  const text = `[keyfile]\nunmanaged-devices=${devices}\n`;
  return unmanaged.length > 0 ? [plainFile(networkManagerFile, text, ['spec', 'cni'])] : [];
}

/** Parameters of modules, for whoever loads them. */
function moduleOptionFiles({ moduleOptions }: ResolvedHost): PlannedFile[] {
  const lines = Object.entries(moduleOptions).map(([name, words]) => `options ${name} ${words}\n`);
  const origin = ['spec', 'host', 'moduleOptions'];
  return lines.length > 0 ? [plainFile('/etc/modprobe.d/kubernetes.conf', lines.join(''), origin)] : [];
}

/** Swap stays off where the system would make it of compressed memory: the install sees to all other kinds. */
function zramFiles({ zramSwap }: ResolvedHost): PlannedFile[] {
  return zramSwap ? [plainFile(zramFile, '# No swap: the kubelet does not start beside it.\n', ['spec', 'host'])] : [];
}

/** Modules and settings of the kernel that components ask for: they come back at every boot. */
export function kernelPlanner(): (needs: Pick<NodePlan, 'modules' | 'sysctls'>) => Contribution {
  const once = sharedFiles();
  return ({ modules, sysctls }) => {
    const settings = Object.entries(sysctls).map(([key, value]) => `${key}=${value}\n`);
    return {
      files: [
        once(plainFile(modulesFile, modules.map((name) => `${name}\n`).join(''), ['spec', 'host'])),
        once(plainFile(sysctlFile, settings.join(''), ['spec', 'host'])),
      ],
      host: [{ words: ['kernel'] }],
    };
  };
}

/** What the spec says of the machine itself, and what every node needs of it. */
export function planHost({ host, paths }: ResolvedCluster): NodeContribution {
  const own = [
    ...moduleOptionFiles(host),
    ...networkdFiles(host),
    ...networkManagerFiles(host),
    ...host.files.map(ownFile),
  ];
  const withoutSwap = [...own, ...zramFiles(host)];
  const why = 'its settings are new to it';
  const networkd: HostCommand = { words: ['systemctl', 'try-restart', 'systemd-networkd'], why };
  const networkManager: HostCommand = { words: ['systemctl', 'try-reload-or-restart', 'NetworkManager'], why };
  const networks: readonly HostCommand[] = [
    ...(host.networkd.length > 0 ? [networkd] : []),
    // Ignition writes them before it starts.
    ...(host.unmanaged.length > 0 && !host.writtenOnce ? [networkManager] : []),
  ];
  const ofCluster: Contribution = {
    users: host.users,
    packages: host.packages,
    modules: host.modules,
    sysctls: host.sysctls,
    directories: [paths.binaries, paths.runtimeBinaries, paths.cniBinaries].map((path) => ({ path, mode: 0o755 })),
  };
  return ({ kubelet: { swap } }) => ({
    ...ofCluster,
    files: swap ? own : withoutSwap,
    host: swap ? networks : [{ words: ['swap_off'] }, ...networks],
  });
}
