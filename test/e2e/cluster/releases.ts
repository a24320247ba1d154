import { versions } from '../supplies/components.js';
import { type ClusterRow, holds } from './row.js';

/** Kubernetes releases, each with a containerd of its years, on a Debian that has had that. */
export const releaseRows: readonly ClusterRow[] = [
  released('kubernetes-1.37', 'forky', { kubernetes: '1.37.0', apiServer: '1.37.0', containerd: '2.1.9' }),
  released('kubernetes-1.35', 'trixie', { kubernetes: '1.35.8', containerd: '1.7.24' }),
  released('kubernetes-1.33', 'bookworm', { kubernetes: '1.33.13' }),
  released('kubernetes-1.28', 'bookworm', { kubernetes: '1.28.0', apiServer: '1.29.0', containerd: '1.6.20' }),
  released('kubernetes-1.24', 'bullseye', { kubernetes: '1.24.0', apiServer: '1.24.0', containerd: '1.4.13' }),
  released(
    'kubernetes-1.21',
    'bullseye',
    { kubernetes: '1.21.0', apiServer: '1.24.0', containerd: '1.4.13' },
    ', with cgroup v1',
    // What runs is the oldest API server that can be built: too new for the skew that a spec may say.
    { controlPlane: { version: '1.21.0' } },
  ),
];

function released(
  name: string,
  guest: ClusterRow['guest'],
  releases: NonNullable<ClusterRow['releases']>,
  more = '',
  spec: ClusterRow['spec'] = {},
): ClusterRow {
  const { kubernetes = '', apiServer, containerd } = releases;
  const runtime = containerd === undefined ? 'the newest containerd' : `${guest}'s own containerd ${containerd}`;
  const server = apiServer === undefined ? 'the newest API server' : `an API server ${apiServer}`;
  return {
    name,
    what: `Kubernetes ${kubernetes} on ${runtime}, at ${server}${more}`,
    guest,
    releases,
    spec,
    isMeant: holds([
      new RegExp(`/v${kubernetes}/kubernetes-node-linux-amd64\\.tar\\.gz`),
      new RegExp(`containerd-${containerd ?? '2\\.3'}`),
    ]),
  };
}

/** The newest Kubernetes on each Debian generation: its cloud-init, its systemd, its kernel. */
export const guestRows: readonly ClusterRow[] = [
  generation('bullseye', ['20.4', '247', '5.10'], {
    // Its nft is too old for kube-proxy.
    proxy: { mode: 'iptables' },
  }),
  generation('bookworm', ['22.4', '252', '6.1']),
  generation('forky', ['26.2', '262', '7.2']),
];

function generation(
  guest: ClusterRow['guest'],
  [cloudInit, systemd, linux]: readonly [cloudInit: string, systemd: string, linux: string],
  spec: ClusterRow['spec'] = {},
): ClusterRow {
  const programs = `cloud-init ${cloudInit}, systemd ${systemd}, Linux ${linux}`;
  return {
    name: `guest-${guest}`,
    what: `the newest Kubernetes and containerd with ${programs}`,
    guest,
    spec,
    isMeant: holds([new RegExp(`/v${versions.kubernetes}/kubernetes-node-linux-amd64`), /containerd-2\.3/]),
    course: {
      whenReady: {
        what: `the machine has ${programs}`,
        take: async ({ shell }) => {
          const said = await shell.run('cloud-init --version 2>&1; systemctl --version | head -n 1; uname -r');
          const wanted = [`cloud-init ${cloudInit}`, `systemd ${systemd} `, `\n${linux}.`];
          for (const one of wanted) if (!said.includes(one)) throw new Error(said);
          return said.trim().replaceAll('\n', ', ');
        },
      },
    },
  };
}
