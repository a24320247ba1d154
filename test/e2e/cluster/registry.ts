import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { certificateSigner } from '../control-plane/certificates.js';
import { runCommand } from '../harness/command.js';
import { eventually } from '../harness/wait.js';
import { gateway, type Network } from '../network/network.js';

export const registryAddress = `${gateway}:5000`;

/** A CA that no other part of the test trusts, as `ca.pem` and `ca-key.pem` in the folder. */
export async function makePrivateAuthority(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const certificate = join(folder, 'ca.pem');
  await runCommand([
    ...(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=registry'] as const),
    ...['-addext', 'keyUsage=critical,keyCertSign', '-keyout', join(folder, 'ca-key.pem'), '-out', certificate],
  ]);
  return readFile(certificate, 'utf8');
}

/** Starts Debian's docker-registry over TLS, and fills it with the images of a docker-archive that has one layer. */
export async function startRegistry(
  network: Network,
  program: string,
  authority: string,
  archive: string,
  folder: string,
  signal: AbortSignal,
): Promise<Registry> {
  await mkdir(folder, { recursive: true });
  await certificateSigner(authority, folder)({ file: 'registry', commonName: 'registry', names: [`IP:${gateway}`] });
  const config = {
    version: 0.1,
    log: { level: 'info', accesslog: { disabled: false } },
    storage: { filesystem: { rootdirectory: join(folder, 'storage') } },
    http: {
      addr: registryAddress,
      tls: { certificate: join(folder, 'registry.pem'), key: join(folder, 'registry-key.pem') },
    },
  };
  const file = join(folder, 'config.json');
  await writeFile(file, JSON.stringify(config));
  network.start('registry', [program, 'serve', file]);
  const curl: Registry['curl'] = (...args) =>
    runCommand(network.inside(['curl', '-sS', '--fail', '--cacert', join(authority, 'ca.pem'), ...args]), { signal });
  await eventually('the registry answers', 30_000, signal, () => curl(`https://${registryAddress}/v2/`));
  const registry = { curl, log: join(network.logFolder, 'registry.log') };
  await push(registry, archive, folder);
  return registry;
}

export interface Registry {
  readonly curl: (...args: string[]) => Promise<string>;
  /** What it was asked for. */
  readonly log: string;
}

interface Archived {
  readonly Config: string;
  readonly RepoTags: readonly string[];
  readonly Layers: readonly string[];
}

/** Puts an archive's images into the registry, below their names without the host, as a mirror of that host has them. */
async function push({ curl }: Registry, archive: string, folder: string): Promise<void> {
  const unpacked = join(folder, 'archive');
  await mkdir(unpacked);
  await runCommand(['tar', '-C', unpacked, '-xf', archive]);
  const [image] = JSON.parse(await readFile(join(unpacked, 'manifest.json'), 'utf8')) as Archived[];
  if (image === undefined) throw new Error(`${archive} holds no image`);
  for (const name of image.RepoTags) {
    const [repository = '', tag = ''] = name.slice(name.indexOf('/') + 1).split(':');
    const base = `https://${registryAddress}/v2/${repository}`;
    const blob = (file: string, mediaType: string) => pushBlob(curl, base, join(unpacked, file), mediaType);
    const manifest = {
      schemaVersion: 2,
      mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
      config: await blob(image.Config, 'application/vnd.docker.container.image.v1+json'),
      layers: await Promise.all(
        image.Layers.map((layer) => blob(layer, 'application/vnd.docker.image.rootfs.diff.tar')),
      ),
    };
    const body = join(folder, 'manifest.json');
    await writeFile(body, JSON.stringify(manifest));
    await curl('-X', 'PUT', '-H', `Content-Type: ${manifest.mediaType}`, '-T', body, `${base}/manifests/${tag}`);
  }
}

async function pushBlob(
  curl: Registry['curl'],
  base: string,
  file: string,
  mediaType: string,
): Promise<{ mediaType: string; digest: string; size: number }> {
  const content = await readFile(file);
  const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;
  const headers = await curl(
    '-X',
    'POST',
    '-D',
    '-',
    '-o',
    '/dev/null',
    '-H',
    'Content-Length: 0',
    `${base}/blobs/uploads/`,
  );
  const location = /^location: *(\S+)/im.exec(headers)?.[1];
  if (location === undefined) throw new Error(`the registry takes no blob: ${headers}`);
  const address = `${location}${location.includes('?') ? '&' : '?'}digest=${digest}`;
  await curl('-X', 'PUT', '-H', 'Content-Type: application/octet-stream', '-T', file, address);
  return { mediaType, digest, size: content.length };
}
