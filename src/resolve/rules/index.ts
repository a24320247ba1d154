import type { Diagnostic } from '../../spec/diagnostic.js';
import type { NormalisedSpec } from '../full-spec.js';
import { addressRules } from './addresses.js';
import { balancerRules } from './balancer.js';
import { bootstrapRules } from './bootstrap.js';
import { carrierRules } from './carriers.js';
import { componentConfigRules } from './component-config.js';
import { containerdConfigRules } from './containerd-config.js';
import { crioConfigRules } from './crio-config.js';
import { dockerSettingRules } from './docker-settings.js';
import { proxyRules } from './egress-proxy.js';
import { familyRules } from './families.js';
import { flagRules } from './flags.js';
import { handlerRules } from './handlers.js';
import { hostSettingRules } from './host-settings.js';
import { identityRules } from './identity.js';
import { identityRangeRules } from './identity-ranges.js';
import { machineBoundRules } from './machine-bound.js';
import { claimants } from './machines.js';
import { nameRules } from './names.js';
import { nodeRangeRules } from './node-ranges.js';
import { packageRepositoryRules } from './package-repositories.js';
import { partRules } from './parts.js';
import { podCountRules } from './pod-count.js';
import { podNetworkRules } from './pod-network.js';
import { networkRules, sliceRules } from './ranges.js';
import { registrationRules } from './registration.js';
import { registryRules } from './registries.js';
import { releaseRules } from './releases.js';
import { reservationRules } from './reservations.js';
import type { Rule } from './rule.js';
import { runtimeRules } from './runtime.js';
import { settingsRules } from './settings.js';
import { sharedDocumentRules } from './shared-documents.js';
import { shellRules } from './shell.js';
import { supportRules } from './support.js';
import { sysctlRules } from './sysctls.js';
import { targetRules } from './target.js';
import { trustRules } from './trust.js';
import { unitRules } from './units.js';

const rules: readonly Rule[] = [
  releaseRules,
  supportRules,
  familyRules,
  networkRules,
  nameRules,
  addressRules,
  balancerRules,
  nodeRangeRules,
  sliceRules,
  podNetworkRules,
  podCountRules,
  identityRules,
  identityRangeRules,
  targetRules,
  bootstrapRules,
  sharedDocumentRules,
  registrationRules,
  settingsRules,
  componentConfigRules,
  flagRules,
  reservationRules,
  machineBoundRules,
  runtimeRules,
  handlerRules,
  registryRules,
  proxyRules,
  hostSettingRules,
  packageRepositoryRules,
  containerdConfigRules,
  crioConfigRules,
  dockerSettingRules,
  unitRules,
  trustRules,
  partRules,
  shellRules,
  sysctlRules,
  carrierRules,
];

/** Everything that only several fields together, or a release's facts, can show to be wrong. */
export function checkRules(normal: NormalisedSpec): Diagnostic[] {
  const all = claimants(normal);
  return rules.flatMap((rule) => rule(normal, all));
}
