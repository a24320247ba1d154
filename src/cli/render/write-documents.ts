import type { NodeDocument } from '../../render.js';
import { hasErrors } from '../../spec/severity.js';
import { manifestFile } from '../files/document-folder.js';
import { openStaging, type Staging } from '../files/staging.js';
import { type Interruption, watchInterruption } from '../interruption.js';
import { type ModuleOutcome, moduleOf } from '../terraform/module.js';
import { adminKubeconfig, adminKubeconfigFile } from './admin-kubeconfig.js';
import type { RenderJob } from './job.js';
import { keepDocumentsOutOfGit } from './kept-out.js';
import { type MachineChanges, machineChanges } from './machine-changes.js';
import {
  entryOf,
  type ManifestEntry,
  manifestPieces,
  mergedEntries,
  previousManifest,
  staleFiles,
  unverifiedArtifacts,
} from './manifest.js';
import { type Rendering, renderJob } from './rendering.js';

/** What a render wrote, or would have. */
export interface WrittenJob {
  readonly rendering: Rendering;
  readonly entries: readonly ManifestEntry[];
  /** The largest of those that were packed to fit. */
  readonly largest: NodeDocument | undefined;
  /** Files for the cluster's side. */
  readonly cluster: readonly string[];
  /** How many copies for review. */
  readonly copies: number;
  readonly removed: readonly string[];
  readonly admin: boolean;
  /** Undefined: this is the first render, or it makes no user-data. */
  readonly machines: MachineChanges | undefined;
  readonly module: ModuleOutcome;
}

export interface Written {
  readonly outcome: 'written' | 'refused' | 'interrupted';
  readonly jobs: readonly WrittenJob[];
  /** What git would take of the secrets in them. */
  readonly warnings: readonly string[];
}

/** Documents between two looks at Ctrl-C. */
const stride = 16;

async function stageJob(job: RenderJob, staging: Staging, now: Date, interruption: Interruption): Promise<WrittenJob> {
  const rendering = await renderJob(job, now);
  const entries: ManifestEntry[] = [];
  let largest: NodeDocument | undefined;
  for (const document of rendering.documents()) {
    staging.write(document.fileName, document.raw, 0o600);
    for (const { fileName, content } of document.beside) staging.write(fileName, content, 0o600);
    entries.push(entryOf(document, job));
    if (document.form !== 'plain' && document.bytes > (largest?.bytes ?? 0)) largest = document;
    if (entries.length % stride === 0) await interruption.listen();
    if (interruption.requested) break;
  }
  const { clusterFiles } = await import('../../cluster/cluster-files.js');
  const cluster: string[] = [];
  for (const { path, content, mode } of clusterFiles(job.cluster, rendering.token)) {
    staging.write(path, content, mode);
    cluster.push(path);
  }
  const previous = previousManifest(job.folder);
  const documents = mergedEntries(job, entries, previous.documents);
  const module = await moduleOf(job, job.module ?? previous.terraform, documents);
  const { wish: terraform, file } = module;
  if (file) staging.write(file.path, file.content, file.mode);
  const machines = machineChanges(job, previous.documents, documents);
  const removed = staleFiles(previous, { documents, cluster, terraform });
  for (const file of removed) staging.remove(file);
  const copies = (await import('./write-copies.js')).stageCopies(job, staging);
  const kubeconfig = adminKubeconfig(job.cluster, job.vault.lookup);
  if (kubeconfig !== undefined) staging.write(adminKubeconfigFile, kubeconfig, 0o600);
  const unverified = unverifiedArtifacts(job.cluster);
  staging.write(manifestFile, manifestPieces({ documents, cluster, terraform, unverified }), 0o644);
  return {
    rendering,
    entries,
    largest,
    cluster,
    copies: copies.files.length,
    removed: [...removed, ...copies.removed],
    admin: kubeconfig !== undefined,
    machines,
    module,
  };
}

/** Writes every job's documents, or none at all where one of them has an error. */
export async function writeDocuments(jobs: readonly RenderJob[], now: Date): Promise<Written> {
  const interruption = watchInterruption();
  const stagings: Staging[] = [];
  const written: WrittenJob[] = [];
  try {
    for (const job of jobs) {
      const staging = openStaging(job.folder, now);
      stagings.push(staging);
      written.push(await stageJob(job, staging, now, interruption));
      if (interruption.requested) return { outcome: 'interrupted', jobs: written, warnings: [] };
    }
    const isRefused = ({ rendering, module }: WrittenJob): boolean =>
      hasErrors(rendering.diagnostics) || module.mistake !== undefined;
    if (written.some(isRefused)) return { outcome: 'refused', jobs: written, warnings: [] };
    for (const staging of stagings) staging.settle();
    const warnings = jobs.flatMap((job, index) => keepDocumentsOutOfGit(job, written[index]?.entries[0]?.file));
    for (const staging of stagings) staging.commit();
    return { outcome: 'written', jobs: written, warnings };
  } finally {
    for (const staging of stagings) staging.discard();
    interruption.end();
  }
}
