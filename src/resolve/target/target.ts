import type { OperatingSystem } from '../../eras/operating-system.js';
import { providers } from '../../eras/providers.js';
import type { TerraformArgument } from '../../eras/terraform.js';
import type { ProviderName } from '../../generated/names.js';
import type { FullSpec } from '../full-spec.js';
import type { ResolvedCluster } from '../resolved/resolved.js';

/** Where the documents go, and in which form. */
export function resolveTarget(
  { target }: FullSpec,
  os: OperatingSystem,
): Pick<ResolvedCluster, 'format' | 'reader' | 'ignition' | 'limit' | 'terraformArguments'> {
  const { provider, format, ignition } = target;
  const place = providers[provider];
  return {
    format,
    reader: { name: os.reader, os: target.os },
    ignition: ignition.version,
    limit: { provider, bytes: place.limit, counts: place.counts, forms: place.forms },
    terraformArguments: argumentsFor(provider, os),
  };
}

/** A system that reads Ignition is given its document where the provider has a place of its own for that. */
function argumentsFor(provider: ProviderName, { reader }: OperatingSystem): readonly TerraformArgument[] {
  const all = providers[provider].terraform?.arguments ?? [];
  const own = reader === 'ignition' ? all.filter(({ ignitionOnly }) => ignitionOnly) : [];
  return own.length > 0 ? own : all.filter(({ ignitionOnly }) => !ignitionOnly);
}
