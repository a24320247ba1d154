import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { wrappers } from '../encode/wrappers.js';
import { adminKubeconfig, adminKubeconfigFile } from './admin-kubeconfig.js';
import { type Change, changeOf } from './difference.js';
import { documentEndings } from './document-folder.js';
import { type MachineChanges, machineChanges } from './machine-changes.js';
import {
  entryOf,
  type ManifestEntry,
  manifestFile,
  manifestText,
  mergedEntries,
  type Previous,
  previousManifest,
  staleFiles,
  unverifiedArtifacts,
} from './manifest.js';
import { readIfThere } from './pki-folder.js';
import type { RenderJob } from './render-job.js';
import { type Rendering, renderJob } from './rendering.js';
import { type ModuleOutcome, moduleOf } from './terraform-module.js';

const endings = [...documentEndings, ...Object.values(wrappers).map(({ extension }) => `.${extension}`)];

/** Files in a cluster's folder that have the name of a document, whoever put them there. */
function documentsIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((file) => endings.some((ending) => file.endsWith(ending)));
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

/** Parts of the user's own in base64 may hold secrets, which nobody would find there. */
const hidesText = (document: string): boolean => /^Content-Transfer-Encoding: base64$/m.test(document);

/** What a render would do to a job's machines, beside the files that have been told. */
export interface CheckedJob {
  readonly rendering: Rendering;
  readonly machines: MachineChanges | undefined;
  readonly module: ModuleOutcome;
}

/** Everything that a render of this job would change, told as it is found, so that memory stays flat. */
export async function checkJob(job: RenderJob, now: Date, tell: (change: Change) => void): Promise<CheckedJob> {
  const rendering = renderJob(job, now);
  const { cluster, folder, pki } = job;
  const entries: ManifestEntry[] = [];
  const compare = (file: string, wanted: string, secrets?: ReadonlySet<string>, ofNode = {}) => {
    const path = join(folder, file);
    const change = changeOf(path, readIfThere(path), wanted, secrets);
    if (change) tell({ ...change, ...ofNode });
  };
  // A whole that is compressed has no lines to compare, and no secrets that could be told from the rest.
  const compareWhole = (file: string, wanted: string | Uint8Array, node: string) => {
    const path = join(folder, file);
    const present = readIfThere(path, 'latin1');
    if (present === undefined) tell({ file: path, change: 'missing', node });
    else if (present !== Buffer.from(wanted).toString('latin1')) tell({ file: path, change: 'changed', node });
  };
  for (const document of rendering.documents()) {
    const secrets = new Set(document.plan.files.filter(({ secret }) => secret).map(({ path }) => path));
    const { fileName, form, content, node } = document;
    const isReadable = job.wrapper === null || wrappers[job.wrapper].isReadable;
    const isPacked = form === 'mime' || form === 'replace';
    if (isReadable && typeof content === 'string' && !isPacked && !hidesText(content)) {
      compare(fileName, content, secrets, { node });
    } else compareWhole(fileName, content, node);
    for (const other of document.beside) compare(other.fileName, other.content);
    entries.push(entryOf(document, job));
  }
  const { clusterFiles } = await import('../cluster/cluster-files.js');
  const side = clusterFiles(cluster, rendering.token);
  for (const { path, content } of side) compare(path, content);
  const previous = previousManifest(folder);
  const documents = mergedEntries(job, entries, previous.documents);
  const module = await moduleOf(job, previous.terraform, documents);
  const { wish: terraform, file } = module;
  if (file) compare(file.path, file.content);
  const current = { documents, cluster: side.map(({ path }) => path), terraform };
  const kubeconfig = adminKubeconfig(cluster, pki);
  if (kubeconfig !== undefined) compare(adminKubeconfigFile, kubeconfig);
  compare(manifestFile, manifestText({ ...current, unverified: unverifiedArtifacts(cluster) }));
  for (const change of leftOver(job, current, previous)) tell(change);
  return { rendering, machines: machineChanges(job, previous.documents, documents), module };
}
