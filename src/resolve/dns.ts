import compare from 'semver/functions/compare.js';
import { addonApis, coreDnsTraits, kubeDnsBefore, kubeDnsTraits, osLabels } from '../eras/dns.js';
import { eraAt } from '../eras/lookup.js';
import { diagnose } from '../spec/diagnose.js';
import type { Diagnostic } from '../spec/diagnostic.js';
import type { GivenSpec, NormalisedSpec } from './full-spec.js';
import type { ResolvedDns } from './resolved.js';

type GivenDns = NonNullable<NonNullable<GivenSpec['addons']>['dns']>;

const both = ['coredns', 'kube-dns'];
const settingsOf: Readonly<Record<Exclude<keyof GivenDns, 'name'>, readonly string[]>> = {
  version: both,
  registry: both,
  replicas: both,
  corefile: ['coredns'],
  dnsmasq: ['kube-dns'],
};
const path = ['spec', 'addons', 'dns'];

/** Settings that the chosen server has no use for. */
function foreignSettings(given: GivenDns | undefined, name: string): Diagnostic[] {
  return Object.entries(settingsOf)
    .filter(([setting, owners]) => given?.[setting as keyof GivenDns] !== undefined && !owners.includes(name))
    .map(([setting, owners]) =>
      diagnose('dns-setting-foreign', [...path, setting], { setting, owners: owners.join(' and '), name }),
    );
}

/** Why this release of the server can't be had, if it can't. */
function obstacle(name: 'coredns' | 'kube-dns', version: string | null, kubernetes: string): Diagnostic[] {
  const refuse = (field: string, given: string, needs: string) => [
    diagnose('dns-unsupported', [...path, field], { name, given, needs }),
  ];
  if (version === null) {
    return refuse(
      'name',
      `for Kubernetes ${kubernetes}`,
      'Kubernetes 1.20 or older: CoreDNS is what newer ones come with',
    );
  }
  const oldest = (name === 'coredns' ? coreDnsTraits : kubeDnsTraits)[0].since;
  if (compare(version, oldest) < 0) return refuse('version', version, `release ${oldest} or newer`);
  const tooNew = name === 'kube-dns' && compare(version, kubeDnsBefore) >= 0;
  return tooNew ? refuse('version', version, `a release before ${kubeDnsBefore}`) : [];
}

/** The cluster's DNS server; null: none. */
export function resolveDns({ spec, given }: NormalisedSpec): { dns: ResolvedDns | null; diagnostics: Diagnostic[] } {
  const { addons, controlPlane, kubernetes, target } = spec;
  const { name, version, registry, replicas, corefile, dnsmasq } = addons.dns;
  const foreign = foreignSettings(given.addons?.dns, name);
  if (name === 'none') return { dns: null, diagnostics: foreign };
  const diagnostics = [...foreign, ...obstacle(name, version, controlPlane.version)];
  if (version === null || diagnostics.length > 0) return { dns: null, diagnostics };

  const api = eraAt(addonApis, controlPlane.version);
  if (name === 'coredns') {
    const traits = eraAt(coreDnsTraits, version);
    const image = `${registry}/${traits.image.replace('{version}', version)}`;
    const osLabel = eraAt(osLabels, kubernetes.version);
    return { dns: { name, api, traits, image, osLabel, replicas, corefile }, diagnostics };
  }
  const image = (part: string) => `${registry}/k8s-dns-${part}-${target.arch}:${version}`;
  const images = { kubedns: image('kube-dns'), dnsmasq: image('dnsmasq-nanny'), sidecar: image('sidecar') };
  return { dns: { name, api, traits: eraAt(kubeDnsTraits, version), images, replicas, dnsmasq }, diagnostics };
}
