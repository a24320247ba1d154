import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { certificateSigner } from '../control-plane/certificates.js';
import { runCommand } from '../harness/command.js';
import { eventually } from '../harness/wait.js';
import { gateway, type Network } from '../network/network.js';
import { takeDebianPrograms } from '../supplies/debian-programs.js';

export const registryAddress = `${gateway}:5000`;

/** As the registry wants a password; Perl's crypt is the system's. */
async function bcrypt(password: string): Promise<string> {
  const salt = `$2y$05$${randomBytes(11).toString('hex')}`;
  return runCommand(['perl', '-e', 'print crypt($ARGV[0], $ARGV[1])', password, salt]);
}

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

/** Debian's docker-registry. */
export async function registryProgram(signal: AbortSignal): Promise<string> {
  const wanted = { version: '2.8.2', programs: /^usr\/bin\/docker-registry$/ };
  const programs = await takeDebianPrograms('bookworm', { 'docker-registry': wanted }, signal);
  return join(programs, 'docker-registry', 'docker-registry');
}

/** Where a registry listens, whose CA signs for it, and who is let in. */
export interface RegistryPlace {
  readonly address: string;
  /** Of its certificate, beside its address. */
  readonly names?: readonly string[];
  /** The folder of its CA. */
  readonly authority: string;
  /** All are, where nobody is named. */
  readonly user?: { readonly username: string; readonly password: string };
}

const registryPort = 5000;

/** Starts Debian's docker-registry over TLS, and fills it with the images of a docker-archive that has one layer. */
export async function startRegistry(
  network: Network,
  program: string,
  { address, names = [], authority, user }: RegistryPlace,
  archive: string,
  folder: string,
  signal: AbortSignal,
): Promise<Registry> {
  await mkdir(folder, { recursive: true });
  const alternative = [`IP:${address}`, ...names.map((name) => `DNS:${name}`)];
  await certificateSigner(authority, folder)({ file: 'registry', commonName: 'registry', names: alternative });
  const passwords = join(folder, 'htpasswd');
  if (user !== undefined) await writeFile(passwords, `${user.username}:${await bcrypt(user.password)}\n`);
  const config = {
    version: 0.1,
    log: { level: 'info', accesslog: { disabled: false } },
    storage: { filesystem: { rootdirectory: join(folder, 'storage') } },
    ...(user === undefined ? {} : { auth: { htpasswd: { realm: 'registry', path: passwords } } }),
    http: {
      addr: `${address}:${registryPort}`,
      tls: { certificate: join(folder, 'registry.pem'), key: join(folder, 'registry-key.pem') },
    },
  };
  const file = join(folder, 'config.json');
  await writeFile(file, JSON.stringify(config));
  network.start('registry', [program, 'serve', file]);
  const login = user === undefined ? [] : ['-u', `${user.username}:${user.password}`];
  const curl: Registry['curl'] = (...args) =>
    runCommand(network.inside(['curl', '-sS', '--fail', '--cacert', join(authority, 'ca.pem'), ...login, ...args]), {
      signal,
    });
  const url = `https://${address}:${registryPort}/v2`;
  await eventually('the registry answers', 30_000, signal, () => curl(`${url}/`));
  const registry = { curl, url, log: join(network.logFolder, 'registry.log') };
  await push(registry, archive, folder);
  return registry;
}

export interface Registry {
  readonly curl: (...args: string[]) => Promise<string>;
  /** Of its API. */
  readonly url: string;
  /** What it was asked for. */
  readonly log: string;
}

interface Archived {
  readonly Config: string;
  readonly RepoTags: readonly string[];
  readonly Layers: readonly string[];
}

/** Puts an archive's images into the registry, below their names without the host, as a mirror of that host has them. */
async function push({ curl, url }: Registry, archive: string, folder: string): Promise<void> {
  const unpacked = join(folder, 'archive');
  const { image, manifest } = await readArchive(archive, unpacked);
  for (const name of image.RepoTags) {
    const [repository = '', tag = ''] = name.slice(name.indexOf('/') + 1).split(':');
    const base = `${url}/${repository}`;
    for (const file of [image.Config, ...image.Layers]) await pushBlob(curl, base, join(unpacked, file));
    const body = join(folder, 'manifest.json');
    await writeFile(body, manifest);
    await curl('-X', 'PUT', '-H', `Content-Type: ${manifestType}`, '-T', body, `${base}/manifests/${tag}`);
  }
}

const manifestType = 'application/vnd.docker.distribution.manifest.v2+json';

/** A docker-archive's one image, unpacked into a new folder, and the manifest that a registry gets for it. */
async function readArchive(archive: string, folder: string): Promise<{ image: Archived; manifest: string }> {
  await mkdir(folder, { recursive: true });
  await runCommand(['tar', '-C', folder, '-xf', archive]);
  const [image] = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Archived[];
  if (image === undefined) throw new Error(`${archive} holds no image`);
  const described = (file: string, mediaType: string) => describeBlob(join(folder, file), mediaType);
  const manifest = {
    schemaVersion: 2,
    mediaType: manifestType,
    config: await described(image.Config, 'application/vnd.docker.container.image.v1+json'),
    layers: await Promise.all(
      image.Layers.map((layer) => described(layer, 'application/vnd.docker.image.rootfs.diff.tar')),
    ),
  };
  return { image, manifest: JSON.stringify(manifest) };
}

/** By what digest a registry has an archive's image, once it is pushed; the folder is made, and may go. */
export async function digestInRegistry(archive: string, folder: string): Promise<string> {
  const { manifest } = await readArchive(archive, folder);
  return `sha256:${createHash('sha256').update(manifest).digest('hex')}`;
}

async function describeBlob(
  file: string,
  mediaType: string,
): Promise<{ mediaType: string; digest: string; size: number }> {
  const content = await readFile(file);
  return { mediaType, digest: `sha256:${createHash('sha256').update(content).digest('hex')}`, size: content.length };
}

async function pushBlob(curl: Registry['curl'], base: string, file: string): Promise<void> {
  const { digest } = await describeBlob(file, '');
  const length = ['-H', 'Content-Length: 0'];
  const headers = await curl('-X', 'POST', '-D', '-', '-o', '/dev/null', ...length, `${base}/blobs/uploads/`);
  const location = /^location: *(\S+)/im.exec(headers)?.[1];
  if (location === undefined) throw new Error(`the registry takes no blob: ${headers}`);
  const address = `${location}${location.includes('?') ? '&' : '?'}digest=${digest}`;
  await curl('-X', 'PUT', '-H', 'Content-Type: application/octet-stream', '-T', file, address);
}
