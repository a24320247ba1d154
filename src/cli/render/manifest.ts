import { basename, dirname, join } from 'node:path';
import { moduleFile } from '../../cluster/terraform-argument.js';
import { envelopes, type PackedForm, wholes } from '../../encode/encode.js';
import { wrappers } from '../../encode/wrappers.js';
import type { NodeDocument } from '../../render.js';
import type { ResolvedCluster } from '../../resolve/resolved/resolved.js';
import { manifestFile } from '../files/document-folder.js';
import { readIfThere } from '../pki/folder.js';
import { clusterFolder } from './admin-kubeconfig.js';
import type { ModuleWish, RenderJob } from './job.js';

/** What the manifest says of one document. */
export interface ManifestEntry {
  readonly node: string;
  readonly file: string;
  readonly format: string;
  readonly bytes: number;
  /** What the provider takes; null where no limit is known. */
  readonly limit: number | null;
  readonly sha256: string;
  /** How it is packed where it is: some files (`files`), or the whole (`mime`, `gzip`, `replace`). */
  readonly form?: PackedForm;
  /** The files that are packed one by one. */
  readonly packed?: readonly string[];
}

export interface Manifest {
  readonly documents: readonly ManifestEntry[];
  /** Files for the cluster's side. */
  readonly cluster: readonly string[];
  /** The module for Terraform, where one was asked for. */
  readonly terraform?: ModuleWish | null;
  /** Downloads whose digest nobody checks. */
  readonly unverified?: readonly string[];
}

export function entryOf(
  document: NodeDocument,
  { cluster, wrapper }: Pick<RenderJob, 'cluster' | 'wrapper'>,
): ManifestEntry {
  const limit = envelopes[document.format].givenAs === 'user-data' ? cluster.limit.bytes : null;
  const { node, fileName: file, bytes, sha256, form, packed } = document;
  const format = wrapper ?? document.format;
  // With a spread in it, each entry of thousands would have a hidden class of its own, which is larger than the entry.
  return form === 'plain'
    ? { node, file, format, bytes, limit, sha256 }
    : { node, file, format, bytes, limit, sha256, form, packed };
}

export function unverifiedArtifacts({ artifacts }: ResolvedCluster): string[] {
  return artifacts.filter(({ digest }) => digest === null).map(({ name }) => name);
}

/** Its text, piece by piece: one entry a line, so that a diff shows one line for each document that changed. */
export function* manifestPieces({ documents, cluster, terraform, unverified = [] }: Manifest): Generator<string> {
  yield '{\n  "documents": [\n';
  for (const [index, entry] of documents.entries()) yield `${index === 0 ? '' : ',\n'}    ${JSON.stringify(entry)}`;
  yield `\n  ],\n  "cluster": ${JSON.stringify(cluster)}`;
  if (terraform) yield `,\n  "terraform": ${JSON.stringify(terraform)}`;
  if (unverified.length > 0) yield `,\n  "unverified": ${JSON.stringify(unverified)}`;
  yield '\n}\n';
}

const seed = envelopes.nocloud.extension;

/** What the names of documents end with: of all envelopes, packings and wrappers. */
const endings = [...Object.values({ ...envelopes, ...wholes }), ...Object.values(wrappers)].flatMap(
  ({ extension }) => extension ?? [],
);

// A manifest is a file in a folder that others may write to: a name in it is that of a document, or means nothing.
function isEntry(value: unknown): value is ManifestEntry {
  const { node, file } = (value ?? {}) as Partial<ManifestEntry>;
  if (typeof node !== 'string' || typeof file !== 'string' || node.startsWith('.')) return false;
  return basename(node) === node && endings.some((ending) => file === `${node}.${ending}`);
}

function isClusterFile(value: unknown): value is string {
  return typeof value === 'string' && dirname(value) === clusterFolder && !basename(value).startsWith('.');
}

function wishOf(value: unknown): ModuleWish | null {
  if (typeof value !== 'object' || value === null) return null;
  const { argument } = value as Partial<ModuleWish>;
  return { argument: typeof argument === 'string' ? argument : null };
}

/** What the last render wrote into a folder. */
export interface Previous extends Pick<Manifest, 'documents' | 'cluster'> {
  readonly terraform: ModuleWish | null;
}

/** The manifest of the last render into a folder; an empty one where there was none, or it can't be read. */
export function previousManifest(folder: string): Previous {
  const listOf = <T>(value: unknown, belongs: (item: unknown) => item is T): T[] =>
    Array.isArray(value) ? value.filter(belongs) : [];
  try {
    const read = JSON.parse(readIfThere(join(folder, manifestFile)) ?? '{}') as Partial<Manifest>;
    return {
      documents: listOf(read.documents, isEntry),
      cluster: listOf(read.cluster, isClusterFile),
      terraform: wishOf(read.terraform),
    };
  } catch (error) {
    if (error instanceof SyntaxError) return { documents: [], cluster: [], terraform: null };
    throw error;
  }
}

/** The entries after a render: the new ones and, where it was not of everything, the others; in the order of the spec. */
export function mergedEntries(
  { cluster, whole }: Pick<RenderJob, 'cluster' | 'whole'>,
  rendered: readonly ManifestEntry[],
  previous: readonly ManifestEntry[],
): ManifestEntry[] {
  if (whole) return [...rendered];
  const byFile = new Map([...previous, ...rendered].map((entry) => [entry.file, entry]));
  const place = new Map(cluster.nodes.map(({ name }, index) => [name, index]));
  const placeOf = ({ node }: ManifestEntry): number => place.get(node) ?? place.size;
  return [...byFile.values()].sort((a, b) => placeOf(a) - placeOf(b) || (a.file < b.file ? -1 : 1));
}

/** Files of the last render that this one replaces by none: of nodes that are gone, of another envelope or provider. */
export function staleFiles(previous: Previous, current: Previous): string[] {
  const ofDocument = ({ file }: ManifestEntry) => [
    file,
    ...(file.endsWith(`.${seed}`) ? [join(dirname(file), 'meta-data')] : []),
  ];
  const filesOf = ({ documents, cluster, terraform }: Previous) => [
    ...documents.flatMap(ofDocument),
    ...cluster,
    ...(terraform === null ? [] : [moduleFile]),
  ];
  const before = filesOf(previous);
  if (before.length === 0) return [];
  const kept = new Set(filesOf(current));
  return before.filter((file) => !kept.has(file));
}
