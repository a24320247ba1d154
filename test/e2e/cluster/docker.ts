import type { Laboratory } from '../machine/laboratory.js';
import { type ClusterRow, holds } from './row.js';

/** The runtime of the years before containerd, without anything between it and the kubelet. */
export const dockershim: ClusterRow = {
  name: 'docker-1.21',
  what: "Docker 20.10 of bullseye's own through the kubelet's dockershim, Kubernetes 1.21.0 at an API server 1.24.0, with cgroup v1",
  guest: 'bullseye',
  releases: { kubernetes: '1.21.0', apiServer: '1.24.0', containerd: '1.4.13' },
  docker: '20.10.5',
  // Debian's dockerd wants a library of the image.
  packages: ['dmsetup', 'libdevmapper1.02.1'],
  spec: {
    // What runs is the oldest API server that can be built: too new for the skew that a spec may say.
    controlPlane: { version: '1.21.0' },
    host: { packages: ['libdevmapper1.02.1'] },
  },
  isMeant: holds([/docker\.service/, /docker-20\.10\.5\.tgz/], [/containerd\.service/]),
  course: { images: { what: 'the test images are loaded into Docker', take: loadImages } },
};

async function loadImages({ shell, supplies }: Laboratory): Promise<string> {
  await shell.copy(supplies.images.file, '/run/images.tar');
  const said = await shell.run('docker load -i /run/images.tar && rm /run/images.tar');
  return said.trim().replaceAll('\n', '; ');
}
