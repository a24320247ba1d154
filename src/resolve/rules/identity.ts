import { metadataServices } from '../../eras/metadata-service.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import { factNames, serviceOf } from '../identity.js';
import type { Claimant } from './machines.js';
import type { Spec } from './rule.js';

type Fact = keyof typeof factNames;
const path = (key: string) => ['spec', 'target', 'identity', key];

/** What only a metadata service can tell, where the provider has none that does. */
function unknownFacts({ target }: Spec): Diagnostic[] {
  const { name = 'spec', address = 'spec', podCIDR = 'spec' } = target.identity ?? {};
  const wanted: readonly (readonly [string, Fact | 'spec'])[] = [
    // Without a metadata service it is the machine's own.
    ['name', name === 'hostname' ? 'spec' : name],
    ['address', address],
    ['podCIDR', podCIDR === 'metadata' ? 'podCIDR' : 'spec'],
  ];
  const has = (provider: string, fact: Fact) => (metadataServices[provider]?.[fact].length ?? 0) > 0;
  const { provider = 'generic' } = target;
  return wanted.flatMap(([key, fact]) => {
    if (fact === 'spec' || has(provider, fact)) return [];
    const known = Object.keys(metadataServices).filter((other) => has(other, fact));
    const args = { provider, fact: factNames[fact], providers: known.join(', ') };
    return [diagnose('identity-not-in-metadata', path(key), args)];
  });
}

/** A kubelet exits where its --node-ip is on none of the machine's interfaces. */
function translatedAddress({ target }: Spec): Diagnostic[] {
  const service = serviceOf(target);
  if (target.identity?.address !== 'publicAddress' || service === undefined || service.ownsPublicAddress) return [];
  return [diagnose('identity-address-translated', path('address'), { provider: target.provider ?? 'generic' })];
}

/** A certificate that is made before the machine has its name: who it is for, and what it holds for. */
function certificateProblems({ target, credentials = {}, kubelet = {} }: Spec, all: readonly Claimant[]): Diagnostic[] {
  if (credentials.type === 'bootstrapToken') return [];
  const { name = 'spec', address = 'spec' } = target.identity ?? {};
  const { CN, O } = credentials.kubeletSubject ?? {};
  const isNode = CN === undefined && (O === undefined || O === 'system:nodes');
  if (name !== 'spec' && isNode) return [diagnose('identity-name-not-certified', path('name'), { name })];
  // The kubelet makes or asks for one itself then.
  const makesOwn = kubelet.config?.tlsCertFile === null;
  const unnamed = address !== 'spec' && all.some(({ addresses }) => addresses === undefined);
  if (makesOwn || (credentials.kubeletSANs ?? []).length > 0 || (name === 'spec' && !unnamed)) return [];
  const [key, what] = name === 'spec' ? (['address', 'the address'] as const) : (['name', 'the name'] as const);
  return [diagnose('identity-not-in-sans', path(key), { what })];
}

/** Only the bridge's range is in its conf file; otherwise the cluster gives one. */
function unreadRange({ cni = {}, target }: Spec): Diagnostic[] {
  const { plugin = 'bridge' } = cni;
  if (plugin === 'bridge' || target.identity?.podCIDR !== 'metadata') return [];
  const args = { setting: 'spec.target.identity.podCIDR', reason: `the plugin is ${plugin}` };
  return [diagnose('setting-unread', path('podCIDR'), args, 'key')];
}

/** What machines find out about themselves at boot: whether they can, and whether the rest of the spec goes with it. */
export function identityRules(spec: Spec, all: readonly Claimant[]): Diagnostic[] {
  return [...unknownFacts(spec), ...unreadRange(spec), ...translatedAddress(spec), ...certificateProblems(spec, all)];
}
