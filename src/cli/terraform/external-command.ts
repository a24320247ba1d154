import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { binaryRefused, type ChosenArguments, chooseArguments } from '../../cluster/terraform-argument.js';
import type { NodeDocument } from '../../render.js';
import type { ResolvedCluster } from '../../resolve/resolved/resolved.js';
import { suggestionFor } from '../../spec/suggestion.js';
import { openingSources } from '../at-rest/sources.js';
import { keyVault } from '../at-rest/vault.js';
import { printData } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { pkiFolder, readSpecFile } from '../files/spec-file.js';
import { misuse } from '../misuse.js';
import { type RenderJob, unknownNode } from '../render/job.js';
import { problemsOf, sayProblems } from '../render/problems.js';
import { renderJob } from '../render/rendering.js';
import { refusal } from './command.js';

/** What Terraform asks: `spec` is needed; no `node` asks for all of them. */
const keys = ['spec', 'node', 'pki', 'argument'] as const;

type Query = Partial<Readonly<Record<(typeof keys)[number], string>>>;

/** Reads the query: one object of strings. Text: what is wrong with it. */
function readQuery(text: string): Query | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'the query on standard input is not JSON: Terraform writes it, from the query of its data source "external"';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'the query is not a JSON object';
  for (const [key, content] of Object.entries(value)) {
    if (typeof content !== 'string') return `the query's "${key}" is no string`;
    if (keys.some((known) => known === key)) continue;
    const meant = suggestionFor(key, keys);
    return `the query's "${key}" is not known. ${meant ? `Did you mean "${meant}"?` : `There are: ${keys.join(', ')}`}`;
  }
  const query: Query = value;
  return query.spec ? query : 'the query has no "spec", the path of the cluster\'s spec';
}

/** A document as an argument takes it; Terraform's strings hold no bytes, so those come in base64. */
function valueFor({ text, binary }: ChosenArguments, { content, form, raw }: NodeDocument): string | null {
  const field = form === 'gzip' ? binary : text;
  if (field === null) return null;
  return field.takes === 'base64' || typeof content !== 'string' ? Buffer.from(raw).toString('base64') : content;
}

/** Each node's document, and the first that its argument does not take. */
function answer(
  cluster: ResolvedCluster,
  chosen: ChosenArguments,
  documents: Iterable<NodeDocument>,
): { readonly result: Readonly<Record<string, string>>; readonly mistake?: string } {
  const result: Record<string, string> = {};
  let mistake: string | undefined;
  for (const document of documents) {
    const value = valueFor(chosen, document);
    if (value === null) mistake ??= binaryRefused(document.node, chosen.text, cluster);
    else result[document.node] = value;
  }
  return mistake === undefined ? { result } : { result, mistake };
}

/**
 * The program of Terraform's data source "external": a JSON object of strings in, one out. A mistake is told on
 * standard error, which Terraform shows, with a status other than 0 and nothing on standard output.
 */
export async function run(_: unknown, now: Date): Promise<ExitStatus> {
  const query = readQuery(readFileSync(0, 'utf8'));
  if (typeof query === 'string') return misuse(query);
  const spec = readSpecFile(query.spec ?? '');
  const { cluster } = spec.reading;
  if (cluster === null) {
    await sayProblems(problemsOf([spec]), 'text');
    return exitStatus.refused;
  }
  const wanted = query.node === undefined ? [] : [query.node];
  const mistake = refusal(cluster, query.argument ?? null) ?? unknownNode(wanted, [{ spec, cluster }]);
  const chosen = chooseArguments(cluster, query.argument);
  if (mistake !== undefined || chosen === undefined) return misuse(mistake ?? 'no argument takes the documents');
  const nodes = cluster.nodes.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const pki = pkiFolder(query.pki, spec);
  const job: RenderJob = {
    spec,
    cluster,
    nodes,
    formats: [cluster.format],
    wrapper: null,
    whole: wanted.length === 0,
    module: undefined,
    pki,
    vault: keyVault(pki, openingSources({ values: new Map() })),
    folder: join('out', cluster.name),
  };
  const rendering = await renderJob(job, now);
  const { result, mistake: binary } = answer(cluster, chosen, rendering.documents());
  if (await sayProblems(problemsOf([spec], [rendering]), 'text')) return exitStatus.refused;
  if (binary !== undefined) return misuse(binary);
  printData(`${JSON.stringify(result)}\n`);
  return exitStatus.fine;
}
