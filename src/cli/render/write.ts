import { instantText } from '../../pki/bootstrap-token.js';
import { coloursFor } from '../colour.js';
import { printData, say } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { counted } from '../text-table.js';
import { unverifiedArtifacts } from './manifest.js';
import { problemsOf, sayProblems } from './problems.js';
import type { RenderRequest } from './request.js';
import { jobSummary, nextSteps } from './summary.js';
import { type WrittenJob, writeDocuments } from './write-documents.js';

function asJson(jobs: readonly WrittenJob[]): string {
  const clusters = jobs.map(({ rendering: { job, token }, entries, largest, cluster, removed, machines, module }) => ({
    name: job.cluster.name,
    folder: job.folder,
    documents: entries,
    // Of one document only: it costs as much as the document itself.
    ...(largest ? { largest: { node: largest.node, parts: largest.parts } } : {}),
    cluster,
    ...(module.file ? { terraform: module.file.path } : {}),
    removed,
    machines: machines ?? null,
    ...(token ? { bootstrapToken: { id: token.id, validUntil: token.expires && instantText(token.expires) } } : {}),
    unverified: unverifiedArtifacts(job.cluster),
  }));
  return `${JSON.stringify(clusters, null, 2)}\n`;
}

/** Says the first, and how many more there are: of many clusters all say the same. */
function sayWarnings([first = '', ...others]: readonly string[]): void {
  const more = others.length > 0 ? `\n  and the same of ${counted(others.length, 'further cluster')}` : '';
  say(`${coloursFor('talk').yellow('warning')}: ${first}${more}`);
}

/** Writes every document and reports what was written. */
export async function writeAll({ specs, jobs, format, now }: RenderRequest): Promise<ExitStatus> {
  const { outcome, jobs: written, warnings } = await writeDocuments(jobs, now);
  if (outcome === 'interrupted') {
    say('bootwright: interrupted; nothing was changed');
    return exitStatus.interrupted;
  }
  const renderings = written.map(({ rendering }) => rendering);
  if (outcome === 'written' && format === 'text') for (const job of written) say(jobSummary(job, now));
  const refused = await sayProblems(problemsOf(specs, renderings), format);
  for (const { module } of written) if (module.mistake !== undefined) say(`bootwright: ${module.mistake}`);
  if (refused || outcome === 'refused') {
    say('nothing was written');
    return exitStatus.refused;
  }
  if (warnings.length > 0) sayWarnings(warnings);
  if (format === 'json') printData(asJson(written));
  if (format === 'text') for (const job of written.slice(0, 1)) say(nextSteps(job));
  return exitStatus.fine;
}
