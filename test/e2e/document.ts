import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { runCommand } from './command.js';
import { mirrorUrl } from './mirror.js';
import type { Options } from './options.js';
import { repository } from './places.js';
import type { ReleaseFile } from './release.js';

/** A first-boot document and the keys that it was made with. */
export interface BootDocument {
  readonly text: string;
  readonly pki: string;
}

const fixture = join(repository, 'fixtures', 'current-containerd', 'cluster.yaml');
const cli = join(repository, 'dist', 'cli.js');

interface Spec {
  metadata: { name: string };
  spec: Record<string, unknown>;
}

/** Takes the document as given, or renders the fixture with this network's mirror and this build's digests. */
export async function makeDocument(
  given: Options['given'],
  node: string,
  release: readonly ReleaseFile[],
  folder: string,
): Promise<BootDocument> {
  if (given !== undefined) return { text: await readFile(given.document, 'utf8'), pki: given.pki };
  for (const needed of [fixture, cli])
    if (!existsSync(needed)) throw new Error(`${needed} is not there: npm run build first`);
  await mkdir(folder, { recursive: true });
  const cluster = parse(await readFile(fixture, 'utf8')) as Spec;
  cluster.spec.artifacts = {
    ...(cluster.spec.artifacts as object | undefined),
    mirrors: [mirrorUrl],
    upstream: false,
    overrides: Object.fromEntries(release.map(({ artifact, sha256 }) => [artifact, { digest: `sha256:${sha256}` }])),
  };
  const spec = join(folder, 'cluster.yaml');
  const out = join(folder, 'out');
  await writeFile(spec, stringify(cluster));
  await bootwright('pki', 'init', spec);
  await bootwright('pki', 'issue', spec);
  await bootwright('render', spec, '--out', out);
  const text = await readFile(join(out, cluster.metadata.name, `${node}.cloud-config.yaml`), 'utf8');
  return { text, pki: join(folder, 'pki') };
}

async function bootwright(...args: string[]): Promise<void> {
  await runCommand([process.execPath, cli, ...args], { timeoutMs: 60_000 });
}
