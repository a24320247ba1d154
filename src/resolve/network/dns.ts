import { addonApis, coreDnsTraits, knownDns, kubeDnsReleases, kubeDnsTraits, osLabels } from '../../eras/dns.js';
import { eraAt, firstWith, gapAt } from '../../eras/lookup.js';
import { minorBefore } from '../../eras/release-order.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import type { GivenSpec, NormalisedSpec } from '../full-spec.js';
import type { ResolvedDns } from '../resolved/resolved.js';

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
    const last = minorBefore(firstWith(kubeDnsReleases, (release) => release === null));
    return refuse(
      'name',
      `for Kubernetes ${kubernetes}`,
      `Kubernetes ${last} or older; newer releases come with CoreDNS`,
    );
  }
  const gap = gapAt([knownDns[name]], version);
  if (gap === null) return [];
  return refuse('version', version, gap.since ? `release ${gap.since} or newer` : `a release before ${gap.until}`);
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
