import { argumentName, chooseArguments } from '../../cluster/terraform-argument.js';
import { envelopes } from '../../encode/encode.js';
import type { ResolvedCluster } from '../../resolve/resolved/resolved.js';
import { suggestionFor } from '../../spec/suggestion.js';
import { type Arguments, lastValue, settledValue } from '../command.js';
import { say } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { readSpecFile, readySpecs } from '../files/spec-file.js';
import { unnamedLink } from '../files/unnamed-link.js';
import { boundHeap } from '../heap-bounds.js';
import { misuse } from '../misuse.js';
import type { ReportForm } from '../problems.js';
import { planJobs } from '../render/job.js';
import { problemsOf, sayProblems } from '../render/problems.js';
import { writeAll } from '../render/write.js';

/** Why a cluster's documents can't be given to Terraform, or not to this argument; undefined where they can. */
export function refusal(cluster: ResolvedCluster, argument: string | null): string | undefined {
  const { format, limit, name, terraformArguments } = cluster;
  if (envelopes[format].givenAs !== 'user-data') {
    return `${name} has spec.target.format ${format}, which is run by hand: Terraform can only pass a document to a machine`;
  }
  const names = [...new Set(terraformArguments.map(argumentName))];
  if (names.length === 0) {
    return `no Terraform resource is known for spec.target.provider ${limit.provider} of ${name}: name the provider that the machines run at, or give the documents with sensitive(file(…))`;
  }
  if (argument === null || chooseArguments(cluster, argument)) return undefined;
  const meant = suggestionFor(argument, names);
  return `${argument} does not take a document at ${limit.provider}. ${meant ? `Did you mean ${meant}?` : `These do: ${names.join(', ')}`}`;
}

export async function run(given: Arguments, now: Date): Promise<ExitStatus> {
  const format = settledValue(given, 'format') as ReportForm;
  boundHeap();
  const specs = given.operands.map(readSpecFile);
  const ready = readySpecs(specs);
  if (ready.length < specs.length) {
    await sayProblems(problemsOf(specs), format);
    return exitStatus.refused;
  }
  const argument = lastValue(given, 'argument') ?? null;
  const mistake = ready.map(({ cluster }) => refusal(cluster, argument)).find((text) => text !== undefined);
  if (mistake !== undefined) return misuse(mistake);
  const planned = planJobs(ready, given, { argument });
  if ('mistake' in planned) return misuse(planned.mistake);
  const link = unnamedLink(given, 'out', settledValue(given, 'out'));
  if (link !== undefined) return misuse(link);
  const status = await writeAll({ specs, jobs: planned.jobs, format, now });
  if (status === exitStatus.fine && format === 'text') {
    const { moduleUsage } = await import('./usage.js');
    for (const job of planned.jobs.slice(0, 1)) say(moduleUsage(job, argument));
  }
  return status;
}
