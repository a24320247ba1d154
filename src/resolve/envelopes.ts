import { providers } from '../eras/providers.js';
import type { OperatingSystem } from '../eras/systems.js';
import type { FullSpec } from './full-spec.js';
import { writtenPaths } from './own-config.js';
import type { ResolvedCluster } from './resolved.js';

const partTypes = {
  'cloud-config': 'text/cloud-config',
  shellscript: 'text/x-shellscript',
  boothook: 'text/cloud-boothook',
} as const;

/** The spec's own parts, as MIME calls them, and the files that they write besides ours. */
export function resolveParts({ target: { parts } }: FullSpec): ResolvedCluster['parts'] {
  return parts.map(({ type, content, encoding }) => ({
    type: partTypes[type],
    content,
    encoding,
    writes: type === 'cloud-config' ? writtenPaths(content) : [],
  }));
}

/** Whether a provider hands a MIME document to the machine as it is; one that nobody named may do anything. */
export function takesMime(provider: string): boolean {
  return provider === 'generic' || providers[provider]?.forms.includes('mime') === true;
}

/** The envelopes that a spec's machines can be given: its own first. */
export function resolveEnvelopes({ target }: FullSpec, os: OperatingSystem): ResolvedCluster['envelopes'] {
  const { provider, format, parts } = target;
  const hasCloudInit = os.reader === 'cloud-init';
  const seeds = provider === 'generic' || providers[provider]?.datasource === 'NoCloud';
  const usable: Readonly<Record<ResolvedCluster['envelopes'][number], boolean>> = {
    // Parts of the user's own would be lost in it.
    'cloud-config': hasCloudInit && parts.length === 0,
    mime: hasCloudInit && takesMime(provider),
    nocloud: hasCloudInit && seeds,
    ignition: !hasCloudInit,
    script: true,
  };
  const names = Object.keys(usable) as (keyof typeof usable)[];
  return names.filter((name) => usable[name]).sort((a, b) => Number(b === format) - Number(a === format));
}
