import { envelopes } from '../../encode/encode.js';
import { type Arguments, settledValue } from '../command.js';
import { printData } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { readSpecFile, readySpecs } from '../files/spec-file.js';
import { unnamedLink } from '../files/unnamed-link.js';
import { boundHeap } from '../heap-bounds.js';
import { misuse } from '../misuse.js';
import type { ReportForm } from '../problems.js';
import { planJobs, someNames } from './job.js';
import { problemsOf, sayProblems } from './problems.js';
import { renderJob } from './rendering.js';
import type { RenderRequest } from './request.js';

async function printDocument({ specs, jobs, format, now }: RenderRequest): Promise<ExitStatus> {
  const nodes = jobs.flatMap((job) => job.nodes.map(({ name }) => name));
  const [job] = jobs;
  if (job === undefined || nodes.length !== 1) {
    return misuse(
      `--stdout prints one worker's document, and there are ${nodes.length}: choose one with --node NAME (${someNames(nodes)})`,
    );
  }
  const [form, ...moreForms] = job.formats;
  if (form === undefined || moreForms.length > 0 || envelopes[form].beside !== undefined) {
    return misuse('--stdout prints one document, but --as all or nocloud makes several files: use only one of the two');
  }
  const rendering = await renderJob(job, now);
  const [document] = rendering.documents();
  if (await sayProblems(problemsOf(specs, [rendering]), format)) return exitStatus.refused;
  if (document === undefined) throw new Error(`${nodes[0]} was rendered without a problem and without a document`);
  if (typeof document.content !== 'string' && (await import('../colour.js')).isTerminal('data')) {
    return misuse(
      `the document of ${document.node} is compressed to bytes, which no terminal can show and no console accepts: redirect it to a file, for Terraform or the provider's API, or make the document smaller`,
    );
  }
  printData(document.content);
  return exitStatus.fine;
}

export async function run(given: Arguments, now: Date): Promise<ExitStatus> {
  const { flags, operands } = given;
  if (flags.has('stdout') && flags.has('check')) {
    return misuse('--stdout and --check cannot be combined');
  }
  const format = settledValue(given, 'format') as ReportForm;
  boundHeap();
  const specs = operands.map(readSpecFile);
  const ready = readySpecs(specs);
  if (ready.length < specs.length) {
    await sayProblems(problemsOf(specs), format);
    return exitStatus.refused;
  }
  const planned = planJobs(ready, given);
  if ('mistake' in planned) return misuse(planned.mistake);
  if (flags.has('review') && flags.has('stdout')) return misuse('--review and --stdout cannot be combined');
  const partial = flags.has('review') ? planned.jobs.find(({ whole }) => !whole) : undefined;
  if (partial !== undefined) {
    return misuse("--review covers all workers, in the spec's own envelope: leave out --node and --as");
  }
  const request: RenderRequest = { specs, jobs: planned.jobs, format, now };
  if (flags.has('stdout')) return printDocument(request);
  if (flags.has('review')) {
    const link = unnamedLink(given, 'out', settledValue(given, 'out'));
    if (link !== undefined) return misuse(link);
    const { checkReview, renderReview } = await import('./review.js');
    return flags.has('check') ? checkReview(request) : renderReview(request);
  }
  if (flags.has('check')) return (await import('./check.js')).checkAll(request);
  const link = unnamedLink(given, 'out', settledValue(given, 'out'));
  return link === undefined ? (await import('./write.js')).writeAll(request) : misuse(link);
}
