import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { wrappers } from '../../encode/wrappers.js';
import type { PageSize } from '../../review/forms/page.js';
import { type Change, documentChange, fileDifference } from '../files/checked-file.js';
import { documentEnding, documentEndings, manifestFile } from '../files/document-folder.js';
import { readIfThere } from '../pki/folder.js';
import { type ModuleOutcome, moduleOf } from '../terraform/module.js';
import { adminKubeconfig, adminKubeconfigFile } from './admin-kubeconfig.js';
import type { RenderJob } from './job.js';
import { type MachineChanges, machineChanges } from './machine-changes.js';
import {
  entryOf,
  type ManifestEntry,
  manifestPieces,
  mergedEntries,
  type Previous,
  previousManifest,
  staleFiles,
  unverifiedArtifacts,
} from './manifest.js';
import { type Rendering, renderJob } from './rendering.js';

const endings = [...documentEndings, ...Object.values(wrappers).map(({ extension }) => `.${extension}`)];

/** Files in a cluster's folder that have the name of a document, whoever put them there. */
function documentsIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((file) => documentEnding(file, endings) !== undefined);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function leftOver({ folder, whole }: RenderJob, current: Previous, previous: Previous): Change[] {
  const kept = new Set(current.documents.map(({ file }) => file));
  // With --node the folder may rightly hold more than was asked for.
  const unknown = whole ? documentsIn(folder).filter((file) => !kept.has(file)) : [];
  const stale = staleFiles(previous, current).filter((file) => readIfThere(join(folder, file)) !== undefined);
  return [...new Set([...stale, ...unknown])].sort().map((file) => ({ file: join(folder, file), change: 'left over' }));
}

/** What a render would do to a job's machines, beside the files that have been told. */
export interface CheckedJob {
  readonly rendering: Rendering;
  readonly machines: MachineChanges | undefined;
  readonly module: ModuleOutcome;
  readonly sizes: readonly PageSize[];
}

/** Everything that a render of this job would change, told as it is found, so that memory stays flat. */
export async function checkJob(job: RenderJob, now: Date, tell: (change: Change) => void): Promise<CheckedJob> {
  const rendering = await renderJob(job, now);
  const { cluster, folder, vault } = job;
  const entries: ManifestEntry[] = [];
  const tellIf = (change: Change | undefined): void => {
    if (change) tell(change);
  };
  const compare = (file: string, wanted: string, mode: number): void =>
    tellIf(fileDifference(join(folder, file), wanted, mode));
  for (const document of rendering.documents()) {
    const { fileName, raw, node, beside } = document;
    tellIf(documentChange(join(folder, fileName), raw, node));
    for (const other of beside) compare(other.fileName, other.content, 0o600);
    entries.push(entryOf(document, job));
  }
  const { clusterFiles } = await import('../../cluster/cluster-files.js');
  const side = [...clusterFiles(cluster, rendering.token)];
  for (const { path, content, mode } of side) compare(path, content, mode);
  const previous = previousManifest(folder);
  const documents = mergedEntries(job, entries, previous.documents);
  const module = await moduleOf(job, previous.terraform, documents);
  const { wish: terraform, file } = module;
  if (file) compare(file.path, file.content, file.mode);
  const current = { documents, cluster: side.map(({ path }) => path), terraform };
  const kubeconfig = adminKubeconfig(cluster, vault.lookup);
  if (kubeconfig !== undefined) compare(adminKubeconfigFile, kubeconfig, 0o600);
  const manifest = [...manifestPieces({ ...current, unverified: unverifiedArtifacts(cluster) })].join('');
  compare(manifestFile, manifest, 0o644);
  for (const change of leftOver(job, current, previous)) tell(change);
  // What changes within a copy, its document has said already.
  (await import('./check-copies.js')).checkCopies(job, ({ file, change }) => tell({ file, change }));
  const sizes = entries.flatMap(({ node, bytes, limit }) =>
    limit === null ? [] : [{ node, bytes, limit, provider: cluster.limit.provider }],
  );
  return { rendering, machines: machineChanges(job, previous.documents, documents), module, sizes };
}
