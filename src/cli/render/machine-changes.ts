import { chooseArguments } from '../../cluster/terraform-argument.js';
import { envelopes } from '../../encode/encode.js';
import type { TerraformArgument } from '../../resolve/resolved/resolved.js';
import { rangeText } from '../../review/told/grouped.js';
import type { RenderJob } from './job.js';
import type { ManifestEntry } from './manifest.js';

/** Machines by what a render does to their user-data, since the last one. */
export interface MachineChanges {
  /** Their documents have other bytes. */
  readonly changed: readonly string[];
  readonly added: readonly string[];
  /** The spec has them no longer. */
  readonly gone: readonly string[];
  /** What Terraform does to a machine whose document has other bytes; null: its provider is not known. */
  readonly terraform: Pick<TerraformArgument, 'resource' | 'onChange'> | null;
}

const isUserData = ({ format }: ManifestEntry): boolean =>
  Object.entries(envelopes).some(([name, envelope]) => name === format && envelope.givenAs === 'user-data');

/** Each machine's digest; where it has documents in several envelopes, that of this one. */
function digestsOf(entries: readonly ManifestEntry[], wanted: string): Map<string, string> {
  const inOrder = [
    ...entries.filter(({ format }) => format !== wanted),
    ...entries.filter((entry) => entry.format === wanted),
  ];
  return new Map(inOrder.filter(isUserData).map(({ node, sha256 }) => [node, sha256]));
}

/** What Terraform does to a machine of this job whose user-data changes. */
export function terraformEffect({
  cluster,
  module,
}: Pick<RenderJob, 'cluster' | 'module'>): MachineChanges['terraform'] {
  const { resource, onChange } = (chooseArguments(cluster, module?.argument) ?? chooseArguments(cluster))?.text ?? {};
  return resource && onChange ? { resource, onChange } : null;
}

/** What changed between two manifests; undefined where there was no document before, or this render makes no user-data. */
export function machineChanges(
  job: Pick<RenderJob, 'cluster' | 'formats' | 'module'>,
  previous: readonly ManifestEntry[],
  current: readonly ManifestEntry[],
): MachineChanges | undefined {
  const { cluster, formats } = job;
  const format = formats.includes(cluster.format) ? cluster.format : formats[0];
  if (format === undefined || envelopes[format].givenAs !== 'user-data') return undefined;
  const before = digestsOf(previous, format);
  if (before.size === 0) return undefined;
  const after = digestsOf(current, format);
  const names = [...after.keys()];
  return {
    changed: names.filter((name) => before.has(name) && before.get(name) !== after.get(name)),
    added: names.filter((name) => !before.has(name)),
    gone: [...before.keys()].filter((name) => !after.has(name)),
    terraform: terraformEffect(job),
  };
}

const consequence: Readonly<Record<TerraformArgument['onChange'], (resource: string) => string>> = {
  replaces: (resource) => `Terraform replaces each ${resource}`,
  restarts: (resource) => `Terraform stops and starts each ${resource}, which does not run the new document`,
  updates: (resource) => `Terraform updates each ${resource} in place, which does not run the new document`,
  'is refused': (resource) =>
    `the provider refuses to change an existing ${resource}: terraform apply -replace replaces it`,
};

/** The same for people: nothing where no document of a machine that was there has changed. */
export function changeLines({ changed, added, gone, terraform }: MachineChanges, since = 'the last render'): string[] {
  const list = (words: string, names: readonly string[]): string[] =>
    names.length > 0 ? [`${words} since ${since}: ${rangeText(names)}`] : [];
  const effect = terraform === null ? '' : `; ${consequence[terraform.onChange](terraform.resource)}`;
  const atOnce = terraform?.onChange === 'replaces' && changed.length > 1 ? ', all in one apply' : '';
  return [
    ...list('changed', changed).map((line) => `${line}${effect}${atOnce}`),
    ...list('new', added),
    ...list('removed', gone),
  ];
}
