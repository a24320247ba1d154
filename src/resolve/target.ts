import { defaultIgnition } from '../eras/ignition.js';
import { providers } from '../eras/providers.js';
import type { OperatingSystem } from '../eras/systems.js';
import { terraformProviders } from '../eras/terraform.js';
import type { ClusterSpec } from '../generated/cluster-spec.js';
import type { ResolvedCluster } from './resolved.js';

/** Where the documents go, and in which form. */
export function resolveTarget(
  { target }: ClusterSpec['spec'],
  os: OperatingSystem,
): Pick<ResolvedCluster, 'format' | 'reader' | 'ignition' | 'limit' | 'terraform'> {
  const provider = target.provider ?? 'generic';
  const place = providers[provider] as (typeof providers)[string];
  const own = os.reader === 'ignition' ? place.terraformIgnition : undefined;
  return {
    format: target.format ?? (os.reader === 'ignition' ? 'ignition' : 'cloud-config'),
    reader: { name: os.reader, os: target.os },
    ignition: target.ignition?.version ?? defaultIgnition,
    limit: { provider, bytes: place.limit, counts: place.counts, forms: place.forms },
    terraform: {
      text: own ?? place.terraform,
      binary: own ?? place.terraformBinary,
      arguments: (terraformProviders[provider]?.arguments ?? []).filter(
        (row) => (row.ignitionOnly === true) === (own !== undefined),
      ),
    },
  };
}
