import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Laboratory } from '../machine/laboratory.js';
import { gateway } from '../network/network.js';
import { appImage, pauseImage } from '../supplies/image.js';
import { makePrivateAuthority, registryAddress, registryProgram, startRegistry } from './registry.js';
import { type ClusterRow, holds } from './row.js';

const registries = '/etc/containerd/certs.d';
const images = [pauseImage, appImage];
const hostOf = (image: string): string => image.slice(0, image.indexOf('/'));

/** No image comes by hand: the pause image and the test's own are pulled through a mirror that the spec's files name. */
export const registryMirror: ClusterRow = {
  name: 'registry-mirror',
  what: 'all images are pulled through a registry mirror with a private CA, by containerd’s hosts.toml and config_path in the spec',
  guest: 'trixie',
  spec: {
    runtime: { config: { plugins: { 'io.containerd.cri.v1.images': { registry: { config_path: registries } } } } },
  },
  ownSpec: async (folder) => ({ host: { files: hostFiles(await makePrivateAuthority(authorityOf(folder))) } }),
  isMeant: holds([/config_path = "\/etc\/containerd\/certs\.d"/, /registry\.k8s\.io\/hosts\.toml/, /ca = .*certs\.d/]),
  course: {
    before: [{ what: "Debian's docker-registry holds the images", take: fillRegistry }],
    images: { what: 'no image is on the machine yet', take: hasNoImages },
    afterwards: (lab, report) => report.check('the registry was asked for each image', () => wasAsked(lab)),
  },
};

const authorityOf = (folder: string): string => join(folder, 'registry-authority');

function hostFiles(authority: string): readonly object[] {
  const ca = `${registries}/mirror-ca.pem`;
  const hosts = (host: string): string =>
    [
      `server = "https://${host}"`,
      `[host."https://${registryAddress}"]`,
      'capabilities = ["pull", "resolve"]',
      `ca = "${ca}"`,
      '',
    ].join('\n');
  return [
    { path: ca, content: authority },
    ...images.map(hostOf).map((host) => ({ path: `${registries}/${host}/hosts.toml`, content: hosts(host) })),
  ];
}

async function fillRegistry({ network, supplies, document, signal }: Laboratory): Promise<undefined> {
  const folder = join(network.logFolder, 'registry');
  const place = { address: gateway, authority: authorityOf(dirname(document.pki)) };
  await startRegistry(network, await registryProgram(signal), place, supplies.images.file, folder, signal);
}

async function hasNoImages({ shell }: Laboratory): Promise<undefined> {
  const present = await shell.run('ctr -n k8s.io images ls -q');
  if (present.trim() !== '') throw new Error(`there are ${present}`);
}

async function wasAsked({ network, port }: Laboratory): Promise<string> {
  const log = await readFile(join(network.logFolder, 'registry.log'), 'utf8');
  const asked = log.split('\n').filter((line) => line.includes(port.address) && line.includes('containerd/'));
  for (const image of images) {
    const [name, tag] = image.slice(hostOf(image).length + 1).split(':');
    if (!asked.some((line) => line.includes(`/v2/${name}/manifests/${tag}`)))
      throw new Error(`nobody asked for ${image} in ${asked.length} requests`);
  }
  return `${asked.length} requests`;
}
