import { join } from 'node:path';
import { envelopes } from '../../encode/encode.js';
import { type WrapperName, wrappers } from '../../encode/wrappers.js';
import { envelopeFacts, envelopeNames } from '../../eras/envelopes.js';
import type { EnvelopeName } from '../../generated/names.js';
import type { ResolvedCluster, ResolvedNode } from '../../resolve/resolved/resolved.js';
import { suggestionFor } from '../../spec/suggestion.js';
import { openingSources } from '../at-rest/sources.js';
import { type KeyVault, keyVault } from '../at-rest/vault.js';
import { type Arguments, lastValue, settledValue } from '../command.js';
import { pkiFolder, type SpecFile } from '../files/spec-file.js';

/** A module for Terraform that is wanted beside the documents. */
export interface ModuleWish {
  /** The argument that the documents are for; null: that of the provider's machine. */
  readonly argument: string | null;
}

/** One spec's part of a render: what is rendered, from which keys, into which folder. */
export interface RenderJob {
  readonly spec: SpecFile;
  readonly cluster: ResolvedCluster;
  /** The nodes asked for, in the order of the spec. */
  readonly nodes: readonly ResolvedNode[];
  readonly formats: readonly EnvelopeName[];
  /** What the documents are put into besides; null: nothing. */
  readonly wrapper: WrapperName | null;
  /** Whether this is all that the spec asks for: every node, in the spec's own envelope. */
  readonly whole: boolean;
  /** The module for Terraform; undefined: as at the last render. */
  readonly module: ModuleWish | undefined;
  readonly pki: string;
  /** The folder of keys, its secrets in clear once they are opened. */
  readonly vault: KeyVault;
  readonly folder: string;
}

/** Jobs, or what is wrong with the wish. */
export type RenderJobs = { readonly jobs: readonly RenderJob[] } | { readonly mistake: string };

interface NamedSpec {
  readonly spec: SpecFile;
  readonly cluster: ResolvedCluster;
}

function sameName(specs: readonly NamedSpec[]): string | undefined {
  const owners = new Map<string, string>();
  for (const { spec, cluster } of specs) {
    const other = owners.get(cluster.name);
    if (other !== undefined) {
      return `${other} and ${spec.file} both have the metadata.name "${cluster.name}", so their documents would overwrite each other's: rename one, or render them into different folders with --out`;
    }
    owners.set(cluster.name, spec.file);
  }
  return undefined;
}

export function unknownNode(wanted: readonly string[], specs: readonly NamedSpec[]): string | undefined {
  const names = new Set(specs.flatMap(({ cluster }) => cluster.nodes.map(({ name }) => name)));
  const unknown = wanted.find((name) => !names.has(name));
  if (unknown === undefined) return undefined;
  const meant = suggestionFor(unknown, [...names]);
  return `there is no worker "${unknown}". ${meant ? `Did you mean ${meant}?` : `There are: ${someNames([...names])}`}`;
}

const isWrapper = (name: string | undefined): name is WrapperName =>
  name !== undefined && Object.hasOwn(wrappers, name);

/** `all` is every envelope that the spec's machines can be given. */
function formatsFor({ format, envelopes }: ResolvedCluster, wanted: string = format): readonly EnvelopeName[] {
  return wanted === 'all' ? envelopes : envelopeNames.filter((name) => name === wanted);
}

/** A wrapper goes around the spec's own envelope where that is user-data, else around what the system reads. */
function formsFor(cluster: ResolvedCluster, as: string | undefined): Pick<RenderJob, 'formats' | 'wrapper'> {
  if (!isWrapper(as)) return { formats: formatsFor(cluster, as), wrapper: null };
  const isUserData = (format: EnvelopeName): boolean => envelopes[format].givenAs === 'user-data';
  const read = cluster.readable.find(isUserData);
  return { formats: [isUserData(cluster.format) ? cluster.format : (read ?? cluster.format)], wrapper: as };
}

/** A wrapper of one provider for machines of another. */
function foreignWrapper(as: string | undefined, specs: readonly NamedSpec[]): string | undefined {
  if (!isWrapper(as)) return undefined;
  const { provider } = wrappers[as];
  const foreign = specs.find(({ cluster }) => provider !== null && cluster.limit.provider !== provider);
  if (foreign === undefined) return undefined;
  return `--as ${as} is for machines of ${provider}, and ${foreign.spec.file} is for ${foreign.cluster.limit.provider} (spec.target.provider): leave it out, or render a spec for ${provider}`;
}

/** An envelope in place of the spec's that nothing on the machines would read. */
function unreadFormat(format: string | undefined, specs: readonly NamedSpec[]): string | undefined {
  if (format === undefined || isWrapper(format)) return undefined;
  for (const { spec, cluster } of specs) {
    const readable: readonly string[] = cluster.readable;
    if (format === 'all' || readable.includes(format)) continue;
    return `nothing on ${cluster.reader.os}, the system of ${spec.file}, reads ${format}: use one of ${readable.join(', ')}`;
  }
  return undefined;
}

/** The first few of many names. */
export function someNames(names: readonly string[]): string {
  const first = names.slice(0, 8).join(', ');
  return names.length > 8 ? `${first} and ${names.length - 8} more` : first;
}

/** An envelope that the provider of a spec's machines does not take, or that would lose parts of the spec. */
function foreignFormat(wanted: string | undefined, specs: readonly NamedSpec[]): string | undefined {
  if (isWrapper(wanted)) return undefined;
  const [foreign] = specs.flatMap(({ spec, cluster }) =>
    formatsFor(cluster, wanted)
      .filter((name) => !cluster.envelopes.includes(name))
      .map((name) => ({ spec, cluster, name })),
  );
  if (foreign === undefined) return undefined;
  const { spec, cluster, name } = foreign;
  const why =
    cluster.parts.length > 0 && envelopeFacts[name].losesParts
      ? `it holds no parts of your own, and ${spec.file} has some (spec.target.parts)`
      : `machines at ${cluster.limit.provider} are not known to read it (spec.target.provider of ${spec.file})`;
  return `--as ${wanted}: ${why}. Use one of ${cluster.envelopes.join(', ')}`;
}

/** What is to be rendered of specs that are fine. */
export function planJobs(specs: readonly NamedSpec[], given: Arguments, module?: ModuleWish): RenderJobs {
  const wanted = given.values.get('node') ?? [];
  const as = lastValue(given, 'as');
  const mistake =
    sameName(specs) ??
    unknownNode(wanted, specs) ??
    foreignWrapper(as, specs) ??
    unreadFormat(as, specs) ??
    foreignFormat(as, specs);
  if (mistake !== undefined) return { mistake };
  const sources = openingSources(given);
  const jobs = specs.map(({ spec, cluster }): RenderJob => {
    const nodes = wanted.length === 0 ? cluster.nodes : cluster.nodes.filter(({ name }) => wanted.includes(name));
    const pki = pkiFolder(lastValue(given, 'pki'), spec);
    const folder = join(settledValue(given, 'out'), cluster.name);
    const { formats, wrapper } = formsFor(cluster, as);
    const whole = nodes.length === cluster.nodes.length && formats.includes(cluster.format) && wrapper === null;
    return { spec, cluster, nodes, formats, wrapper, whole, module, pki, vault: keyVault(pki, sources), folder };
  });
  return { jobs: jobs.filter(({ nodes }) => nodes.length > 0) };
}
