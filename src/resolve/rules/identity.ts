import { providers } from '../../eras/providers.js';
import { type ProviderName, providerNames } from '../../generated/names.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import type { FullSpec, NormalisedSpec } from '../full-spec.js';
import { addressFact, addressRangesOf, type Fact, factNames, nodeFamilies, serviceOf } from '../node/identity.js';
import { isOf, kubeletScopes } from './kubelet-said.js';
import type { Claimant } from './machines.js';

const path = (key: string) => ['spec', 'target', 'identity', key];

/** What only a metadata service can tell, where the provider has none that does. */
function unknownFacts(spec: FullSpec): Diagnostic[] {
  const { target } = spec;
  const { name, address, podCIDR } = target.identity;
  const wanted: readonly (readonly [string, Fact])[] = [
    // Without a metadata service it is the machine's own.
    ...(name === 'spec' || name === 'hostname' ? [] : [['name', name] as const]),
    ...(address === 'spec'
      ? []
      : nodeFamilies(spec).map((family) => ['address', addressFact(family, address)] as const)),
    ...(podCIDR === 'metadata' ? [['podCIDR', 'podCIDR'] as const] : []),
  ];
  const has = (name: ProviderName, fact: Fact) => (providers[name].service?.[fact].length ?? 0) > 0;
  const { provider } = target;
  return wanted.flatMap(([key, fact]) => {
    // Interfaces with a range to choose by say it everywhere.
    const byRange = fact !== 'podCIDR' && addressRangesOf(target, fact === 'ipv6Address' ? 'IPv6' : 'IPv4').length > 0;
    if (has(provider, fact) || byRange) return [];
    const known = providerNames.filter((other) => has(other, fact));
    const args = {
      provider,
      fact: factNames[fact],
      providers: known.join(', '),
      range: fact === 'podCIDR' ? undefined : 'spec.target.identity.addressIn',
    };
    return [diagnose('identity-not-in-metadata', path(key), args)];
  });
}

/** What of a node's place only some providers' metadata says. */
function unknownNodeFacts({ target: { provider, identity } }: FullSpec): Diagnostic[] {
  const labels = (name: ProviderName): boolean => {
    const known = providers[name].nodeFacts;
    return known !== null && (known.region ?? known.zone ?? known.instanceType) !== null;
  };
  const rows: readonly (readonly [string, string, string, (name: ProviderName) => boolean])[] = [
    ['providerID', identity.providerID, 'provider ID', (name) => providers[name].nodeFacts !== null],
    ['topology', identity.topology, 'region and zone', labels],
  ];
  return rows
    .filter(([, source, , has]) => source === 'metadata' && !has(provider))
    .map(([key, , fact, has]) =>
      diagnose('identity-not-in-metadata', path(key), {
        provider,
        fact,
        providers: providerNames.filter(has).join(', '),
      }),
    );
}

/** The flag that is made at boot beats the kubelet's file. */
function providerIDTwice(spec: FullSpec): Diagnostic[] {
  if (spec.target.identity.providerID === 'spec') return [];
  const why = 'spec.target.identity.providerID sets --provider-id from metadata, which would override it';
  return kubeletScopes(spec).flatMap((scope) => {
    const said = scope.said('providerID');
    return said && isOf(scope, said.path) ? [diagnose('host-contradiction', said.path, { why }, 'key')] : [];
  });
}

/** A kubelet exits where its --node-ip is on none of the machine's interfaces. */
function translatedAddress(spec: FullSpec): Diagnostic[] {
  const { target } = spec;
  const service = serviceOf(target);
  if (!nodeFamilies(spec).includes('IPv4') || addressRangesOf(target, 'IPv4').length > 0) return [];
  if (target.identity.address !== 'publicAddress' || service === null || service.ownsPublicAddress) return [];
  return [diagnose('identity-address-translated', path('address'), { provider: target.provider })];
}

/** The kubelet makes or asks for a certificate itself where ours is taken away. */
const makesOwn = ({ config, flags }: FullSpec['kubelet']): boolean =>
  config.tlsCertFile === null || flags['tls-cert-file'] === null;

/** Certificates without an address: said once, of the first machine. */
function uncertified([first, ...others]: readonly Claimant[]): Diagnostic[] {
  if (first === undefined) return [];
  const more = others.length > 0 ? ` (and of ${others.length} more)` : '';
  const key = first.count === undefined ? 'address' : 'firstAddress';
  return [diagnose('address-not-certified', [...first.path, 'name'], { owner: `${first.owner}${more}`, key })];
}

/** A certificate that is made before the machine has its name: who it is for, and what it holds for. */
function certificateProblems({ target, credentials, kubelet }: FullSpec, all: readonly Claimant[]): Diagnostic[] {
  if (credentials.type === 'bootstrapToken') return [];
  const { name, address } = target.identity;
  const { CN, O } = credentials.kubeletSubject;
  const isNode = CN === null && (O === null || O === 'system:nodes');
  if (name !== 'spec' && isNode) return [diagnose('identity-name-not-certified', path('name'), { name })];
  // The first certificate serves nobody: what does is asked for when the machine has its names.
  if (credentials.rotate || makesOwn(kubelet) || credentials.kubeletSANs.length > 0) return [];
  const unnamed = all.filter(({ addresses }) => addresses.length === 0);
  if (name === 'spec' && address === 'spec') return uncertified(unnamed);
  if (name === 'spec' && unnamed.length === 0) return [];
  const [key, what] = name === 'spec' ? (['address', 'the address'] as const) : (['name', 'the name'] as const);
  return [diagnose('identity-not-in-sans', path(key), { what })];
}

/** Only the bridge's range is in its conf file; otherwise the cluster gives one. */
function unreadRange({ cni: { plugin }, target }: FullSpec): Diagnostic[] {
  if (plugin === 'bridge' || target.identity.podCIDR === 'spec') return [];
  const args = { setting: 'spec.target.identity.podCIDR', reason: `the plugin is ${plugin}` };
  return [diagnose('setting-unread', path('podCIDR'), args, 'key')];
}

/** What machines find out about themselves at boot: whether they can, and whether the rest of the spec goes with it. */
export function identityRules({ spec }: NormalisedSpec, all: readonly Claimant[]): Diagnostic[] {
  return [
    ...unknownFacts(spec),
    ...unknownNodeFacts(spec),
    ...providerIDTwice(spec),
    ...unreadRange(spec),
    ...translatedAddress(spec),
    ...certificateProblems(spec, all),
  ];
}
