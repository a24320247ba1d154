import { envelopeFacts, envelopesReadBy } from '../../eras/envelopes.js';
import type { OperatingSystem } from '../../eras/operating-system.js';
import { providers } from '../../eras/providers.js';
import type { EnvelopeName, ProviderName } from '../../generated/names.js';
import type { FullSpec } from '../full-spec.js';
import { mountPoints, writtenPaths } from '../own-config.js';
import type { ResolvedCluster } from '../resolved/resolved.js';

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
    mounts: type === 'cloud-config' ? mountPoints(content) : [],
  }));
}

/** Whether a provider gets an envelope to the machine as it is; one that nobody named may do anything. */
export function takes(provider: ProviderName, envelope: EnvelopeName): boolean {
  return provider === 'generic' || (envelopeFacts[envelope].takenBy?.(providers[provider]) ?? true);
}

/** The envelopes that a spec's machines read, and those that they can be given: its own first. */
export function resolveEnvelopes(
  { target }: FullSpec,
  { reader }: OperatingSystem,
): Pick<ResolvedCluster, 'readable' | 'envelopes'> {
  const { provider, format, parts } = target;
  const readable = envelopesReadBy(reader);
  const keepsParts = (name: EnvelopeName): boolean => parts.length === 0 || !envelopeFacts[name].losesParts;
  const envelopes = readable.filter((name) => takes(provider, name) && keepsParts(name));
  return { readable, envelopes: envelopes.sort((a, b) => Number(b === format) - Number(a === format)) };
}
