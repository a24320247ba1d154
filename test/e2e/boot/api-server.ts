import { copyFile, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { signServing } from '../control-plane/keys.js';
import type { Kubectl } from '../control-plane/kubectl.js';
import { runCommand } from '../harness/command.js';
import { eventually } from '../harness/wait.js';
import { apiServerAddress, type Network } from '../network/network.js';
import { cutOff, letThrough, type Obstacle } from '../network/obstacle.js';

/** The API server of all cases, as a case can make it worse; what it did is undone before the next case. */
export interface SharedApiServer {
  /** The machine at this address meets the obstacle on its way, in place of any other. */
  cutOff(address: string, obstacle: Obstacle): Promise<void>;
  letThrough(): Promise<void>;
  /** It shows a certificate of another CA, which has this name. */
  showForeign(authority: string): Promise<void>;
  showOwn(): Promise<void>;
  /** It takes no certificates of clients but those of another CA, which nobody has, the administrator included. */
  trustForeign(authority: string): Promise<void>;
  trustOwn(): Promise<void>;
}

const serving = ['apiserver.pem', 'apiserver-key.pem'];
const clients = ['client-ca.pem'];
const limitMs = 150_000;

/** `folder` is where the control plane was started: it reads a file that is replaced there within a minute. */
export async function shareApiServer(
  network: Network,
  folder: string,
  admin: Kubectl,
  signal: AbortSignal,
): Promise<SharedApiServer> {
  const own = await copyTo(join(folder, 'own'), folder, [...serving, ...clients]);
  const show = async (from: string): Promise<void> => {
    await replace(from, folder, serving);
    const wanted = await fingerprint(['cat', join(from, 'apiserver.pem')]);
    const shown = network.inside(['sh', '-c', `openssl s_client -connect ${apiServerAddress}:6443 </dev/null`]);
    await eventually('the API server shows another certificate', limitMs, signal, async () =>
      (await fingerprint(shown)) === wanted ? true : undefined,
    );
  };
  const trust = async (from: string, isTrusted: boolean): Promise<void> => {
    await replace(from, folder, clients);
    await eventually('the API server trusts another CA', limitMs, signal, async () =>
      ((await admin.attempt('get', 'nodes')).code === 0) === isTrusted ? true : undefined,
    );
  };
  return {
    cutOff: (address, obstacle) => cutOff(network, address, obstacle),
    letThrough: () => letThrough(network),
    showForeign: async (authority) => show(await makeForeign(authority, folder)),
    showOwn: () => show(own),
    trustForeign: async (authority) => trust(await makeForeign(authority, folder), false),
    trustOwn: () => trust(own, true),
  };
}

/** Another CA, and what the API server has of its own, from that. */
async function makeForeign(authority: string, folder: string): Promise<string> {
  const foreign = join(folder, authority);
  await mkdir(foreign, { recursive: true });
  const [key, certificate] = [join(foreign, 'ca-key.pem'), join(foreign, 'ca.pem')];
  await runCommand([
    ...(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'] as const),
    ...['-subj', `/CN=${authority}`, '-keyout', key, '-out', certificate],
  ]);
  await signServing(foreign, foreign);
  await copyFile(certificate, join(foreign, 'client-ca.pem'));
  return foreign;
}

async function copyTo(to: string, from: string, files: readonly string[]): Promise<string> {
  await mkdir(to, { recursive: true });
  for (const file of files) await copyFile(join(from, file), join(to, file));
  return to;
}

/** Renamed into place: the API server never reads half of one. */
async function replace(from: string, to: string, files: readonly string[]): Promise<void> {
  for (const file of files) {
    await copyFile(join(from, file), join(to, `${file}.new`));
    await rename(join(to, `${file}.new`), join(to, file));
  }
}

async function fingerprint(source: readonly [string, ...string[]]): Promise<string> {
  return runCommand(['openssl', 'x509', '-noout', '-fingerprint', '-sha256'], { input: await runCommand(source) });
}
