import { parse, stringify } from 'yaml';
import { mirrorUrl } from '../network/mirror.js';
import type { ReleaseFile } from '../supplies/release.js';

/** Where the hand-written install leaves the second of its first line, since the machine's boot. */
export const startedFile = '/run/install-started';

interface CloudConfig {
  readonly write_files: readonly { readonly path: string; readonly content: string }[];
}

/** The same node as `document` makes, installed as the seeds' articles do it: a download after the other, then unpacked, then started. */
export function seedsWay(document: string, release: readonly ReleaseFile[]): string {
  const { write_files: files } = parse(document, { version: '1.1' }) as CloudConfig;
  const own = /^\/opt\/bootwright\/|\/bootwright\.service$/;
  const packages = /^start packages packages (.*)$/m.exec(
    files.find(({ path }) => path.endsWith('/install.sh'))?.content ?? '',
  )?.[1];
  if (packages === undefined) throw new Error('no line of the document installs packages');
  const path = '/root/install.sh';
  const script = { path, permissions: '0755', content: installScript(packages, release) };
  return `#cloud-config\n${stringify(
    { write_files: [...files.filter((file) => !own.test(file.path)), script], runcmd: [['bash', path]] },
    { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false },
  )}`;
}

function installScript(packages: string, release: readonly ReleaseFile[]): string {
  const file = (artifact: string): string => {
    const path = release.find((one) => one.artifact === artifact)?.path ?? '';
    return path.slice(path.lastIndexOf('/') + 1);
  };
  return `#!/bin/bash
set -e
cut -d' ' -f1 /proc/uptime >${startedFile}
export DEBIAN_FRONTEND=noninteractive HOME=/root
apt-get update -q
apt-get install -qy --no-install-recommends ${packages}
swapoff -a
systemctl restart systemd-modules-load
sysctl -q --system
mkdir -p /etc/cni/net.d /opt/cni/bin /var/lib/kubelet /var/lib/kube-proxy /var/lib/kubernetes /var/run/kubernetes
cd /root
${release.map(({ path }) => `curl -fsSLO ${mirrorUrl}/${path}`).join('\n')}
mkdir containerd
tar -xf ${file('crictl')} -C /usr/local/bin
tar -xf ${file('containerd')} -C containerd
tar -xf ${file('cni-plugins')} -C /opt/cni/bin
tar -xf ${file('kubernetes-node')}
cp ${file('runc')} runc
chmod +x runc
mv runc containerd/bin/* kubernetes/node/bin/kubectl kubernetes/node/bin/kubelet kubernetes/node/bin/kube-proxy /usr/local/bin
systemctl daemon-reload
systemctl enable containerd kubelet kube-proxy
systemctl start containerd kubelet kube-proxy
`;
}
