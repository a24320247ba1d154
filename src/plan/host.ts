import type { ResolvedCluster, ResolvedFile, ResolvedHost } from '../resolve/resolved/resolved.js';
import { modulesFile, networkdFile, sysctlFile, zramFile } from './layout.js';
import { type Contribution, type NodeContribution, type PlannedFile, plainFile } from './node-plan.js';

/** A file of the spec's own. */
export function ownFile({ path, content, mode, origin }: ResolvedFile): PlannedFile {
  // Only its owner may read it: treated as a secret, as the user does.
  return { path, content, mode, secret: (mode & 0o077) === 0, origin };
}

/** What keeps systemd-networkd from the routes and rules of the pods' network. */
function networkdFiles({ networkd }: ResolvedHost): PlannedFile[] {
  const settings = networkd.map((setting) => `${setting}=no\n`);
  return settings.length > 0 ? [plainFile(networkdFile, `[Network]\n${settings.join('')}`, ['spec', 'cni'])] : [];
}

/** Parameters of modules, for whoever loads them. */
function moduleOptionFiles({ moduleOptions }: ResolvedHost): PlannedFile[] {
  const lines = Object.entries(moduleOptions).map(([name, words]) => `options ${name} ${words}\n`);
  const origin = ['spec', 'host', 'moduleOptions'];
  return lines.length > 0 ? [plainFile('/etc/modprobe.d/kubernetes.conf', lines.join(''), origin)] : [];
}

/** Swap stays off where the system would make it of compressed memory: the install sees to all other kinds. */
export function planSwap({ host }: ResolvedCluster): NodeContribution {
  const text = '# No swap: the kubelet does not start beside it.\n';
  const off = host.zramSwap ? [plainFile(zramFile, text, ['spec', 'host'])] : [];
  return ({ kubelet }) => ({ files: kubelet.swap ? [] : off });
}

/** Kernel modules and settings that come back at every boot, and the spec's own files. */
export function planHost({ host, paths }: ResolvedCluster): Contribution {
  const sysctls = Object.entries(host.sysctls).map(([key, value]) => `${key}=${value}\n`);
  return {
    files: [
      plainFile(modulesFile, host.modules.map((name) => `${name}\n`).join(''), ['spec', 'host']),
      plainFile(sysctlFile, sysctls.join(''), ['spec', 'host']),
      ...moduleOptionFiles(host),
      ...networkdFiles(host),
      ...host.files.map(ownFile),
    ],
    directories: [paths.binaries, paths.runtimeBinaries, paths.cniBinaries].map((path) => ({ path, mode: 0o755 })),
  };
}
