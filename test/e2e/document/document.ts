import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse, stringify } from 'yaml';
import type { ControlPlaneKeys } from '../control-plane/keys.js';
import { digestOf } from '../harness/cache.js';
import { runCommand } from '../harness/command.js';
import { repository } from '../harness/places.js';
import type { Options } from '../join/options.js';
import { mirrorUrl } from '../network/mirror.js';
import type { ReleaseFile } from '../supplies/release.js';

/** Scripts for the node that runs already: the same plan, one with another kubelet setting, one of an older release. */
export interface NodeScripts {
  readonly same: string;
  readonly fewerPods: string;
  readonly older: string;
}

export const fewerPods = 60;
export const olderRelease = '1.35.8';

/** A first-boot document and the keys that it was made with. */
export interface BootDocument {
  /** What the machine boots. */
  readonly text: string;
  /** The same as bytes, where it is gzip: the text is what is in it. */
  readonly bytes?: Buffer;
  /** The same where that is packed as a whole: cloud-config that can be read. */
  readonly readable?: string;
  readonly pki: string;
  /** What its control plane is made with, where that is not all in `pki`. */
  readonly controlPlane?: ControlPlaneKeys;
  /** The same as a script for the node that runs; none of a document that was given ready-made. */
  readonly script?: string;
  /** Likewise, of other plans. */
  readonly scripts?: NodeScripts;
  /** What the node becomes while it runs: the same node with other releases. */
  readonly later?: { readonly script: string; readonly text: string };
  /** The folder of the files for the side of a cluster with just this node. */
  readonly clusterSide?: string;
  /** A second node of the same cluster, and the cluster's side for both. */
  readonly neighbour?: BootDocument;
}

const fixture = fixtureFile('current-containerd');
const cli = join(repository, 'dist', 'cli.js');

/** A cluster spec, as a test changes it. */
export interface Spec {
  metadata: { name: string };
  spec: Record<string, unknown>;
}

function fixtureFile(name: string): string {
  return join(repository, 'fixtures', name, 'cluster.yaml');
}

export async function readFixture(name: string): Promise<Spec> {
  return parse(await readFile(fixtureFile(name), 'utf8')) as Spec;
}

/** What a test changes in the fixture, beside its digests. */
export interface Changes {
  readonly os?: string;
  readonly mirrors?: readonly string[];
  /** Laid over the fixture's own. */
  readonly spec?: Readonly<Record<string, unknown>>;
}

/** Takes the document as given, or renders the fixture with this network's mirror and this build's digests. */
export async function makeDocument(
  given: Options['given'],
  node: string,
  release: readonly ReleaseFile[],
  folder: string,
): Promise<BootDocument> {
  if (given !== undefined) return { text: await readFile(given.document, 'utf8'), pki: given.pki };
  return renderDocument(node, release, folder, {});
}

/** Renders the fixture into `folder`, with the keys that are there or new ones. */
export async function renderDocument(
  node: string,
  release: readonly ReleaseFile[],
  folder: string,
  { os, mirrors = [mirrorUrl], spec: changed }: Changes,
): Promise<BootDocument> {
  const cluster = await readFixture('current-containerd');
  Object.assign(cluster.spec, changed);
  aimAt(cluster, os);
  downloadFrom(cluster, release, mirrors);
  const document = await renderSpec(cluster, node, folder);
  const scripts = await renderScripts(cluster, node, folder);
  return { ...document, script: scripts.same, scripts, clusterSide: await renderClusterSide(cluster, [node], folder) };
}

/** Gives the spec another operating system. */
export function aimAt(cluster: Spec, os: string | undefined): void {
  if (os !== undefined) cluster.spec.target = { ...(cluster.spec.target as object | undefined), os };
}

/** Lets the spec's machines take the release's files, and nothing else, from these mirrors. */
export function downloadFrom(cluster: Spec, release: readonly ReleaseFile[], mirrors: readonly string[]): void {
  cluster.spec.artifacts = {
    ...(cluster.spec.artifacts as object | undefined),
    mirrors,
    upstream: false,
    overrides: Object.fromEntries(release.map(({ artifact, sha256 }) => [artifact, { digest: `sha256:${sha256}` }])),
  };
}

/** Renders a spec's document into `folder`, with the keys that are in `pki` or new ones. */
export async function renderSpec(
  cluster: Spec,
  node: string,
  folder: string,
  pki = join(folder, 'pki'),
  makeKeys = issueKeys,
): Promise<BootDocument> {
  if (!existsSync(cli)) throw new Error(`${cli} is not there: npm run build first`);
  await mkdir(folder, { recursive: true });
  const spec = join(folder, 'cluster.yaml');
  await writeFile(spec, stringify(cluster));
  await makeKeys(spec, pki);
  const text = await bootwright('render', spec, '--node', node, '--stdout', '--pki', pki);
  if (!text.startsWith('\u001f')) return { text, pki, ...readableIn(text) };
  const out = join(folder, 'binary');
  await bootwright('render', spec, '--node', node, '--pki', pki, '--out', out);
  const bytes = await readFile(join(out, cluster.metadata.name, `${node}.user-data.gz`));
  return { text: gunzipSync(bytes).toString(), bytes, pki };
}

/** Makes what is missing of the keys of a spec's cluster in `pki`. */
export type MakeKeys = (spec: string, pki: string) => Promise<void>;

/** With a CA of Bootwright's own. */
const issueKeys: MakeKeys = async (spec, pki) => {
  if (!existsSync(pki)) await bootwright('pki', 'init', spec, '--pki', pki);
  await bootwright('pki', 'issue', spec, '--pki', pki);
};

/** The cloud-config in a document that is packed as a whole, as text that can be pasted. */
function readableIn(document: string): Pick<BootDocument, 'readable'> {
  const packed = /^Content-Type: application\/gzip\n(?:.+\n)*\n([^-]+)/m.exec(document)?.[1];
  return packed === undefined ? {} : { readable: gunzipSync(Buffer.from(packed, 'base64')).toString() };
}

/** The user as whom the test's API server calls kubelets. */
export const kubeletClient = 'kube-apiserver-kubelet-client';

/** Renders the cluster's side for a cluster of these nodes and no other workers, beside their documents. */
export async function renderClusterSide(
  { spec, ...head }: Spec,
  nodes: readonly string[],
  folder: string,
  out = join(folder, 'out'),
): Promise<string> {
  const file = join(folder, 'cluster-side.yaml');
  const workers = ((spec.workers ?? []) as { name: string }[]).filter(({ name }) => nodes.includes(name));
  // Whoever tests stands in the nodes' own network: an address for others answers nobody here.
  const controlPlane = { ...(spec.controlPlane as object), kubeletClient, publicEndpoint: undefined };
  await writeFile(file, stringify({ ...head, spec: { ...spec, controlPlane, workers } }));
  await bootwright('render', file, '--pki', join(folder, 'pki'), '--out', out);
  return join(out, head.metadata.name, 'cluster');
}

/** Renders a spec, written to `file` beside its keys, as the script for a node that runs. */
export async function renderScript(cluster: Spec, node: string, file: string): Promise<string> {
  await writeFile(file, stringify(cluster));
  return bootwright('render', file, '--node', node, '--as', 'script', '--stdout');
}

async function renderScripts({ spec, ...head }: Spec, node: string, folder: string): Promise<NodeScripts> {
  const script = (name: string, changes: Record<string, unknown>): Promise<string> => {
    return renderScript({ ...head, spec: { ...spec, ...changes } }, node, join(folder, `${name}.yaml`));
  };
  return {
    same: await script('same', {}),
    fewerPods: await script('fewer-pods', { kubelet: { config: { maxPods: fewerPods } } }),
    older: await script('older', { kubernetes: { version: olderRelease } }),
  };
}

/** What decides which document a spec becomes, keys apart. */
export async function productDigest(): Promise<string> {
  const files = (await readdir(dirname(cli), { recursive: true })).filter((file) => file.endsWith('.js')).sort();
  const contents = await Promise.all(files.map((file) => readFile(join(dirname(cli), file))));
  return digestOf([...contents, await readFile(fixture)]);
}

export async function bootwright(...args: string[]): Promise<string> {
  return runCommand([process.execPath, cli, ...args], { timeoutMs: 60_000 });
}
