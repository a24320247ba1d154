import {
  addonApis,
  coreDnsReleases,
  coreDnsTraits,
  defaultDns,
  knownDns,
  kubeDnsReleases,
  kubeDnsTraits,
  osLabels,
} from '../eras/dns.js';
import { eraAt, firstWith, gapAt } from '../eras/lookup.js';
import { minorBefore } from '../eras/release-order.js';
import type { ClusterSpec } from '../generated/cluster-spec.js';
import { diagnose } from '../spec/diagnose.js';
import type { Diagnostic } from '../spec/diagnostic.js';
import type { ResolvedDns } from './resolved.js';

type Spec = ClusterSpec['spec'];
type DnsSpec = NonNullable<NonNullable<Spec['addons']>['dns']>;

const both = ['coredns', 'kube-dns'];
const settingsOf: Readonly<Record<Exclude<keyof DnsSpec, 'name'>, readonly string[]>> = {
  version: both,
  registry: both,
  replicas: both,
  corefile: ['coredns'],
  dnsmasq: ['kube-dns'],
};
const path = ['spec', 'addons', 'dns'];

/** Settings that the chosen server has no use for. */
function foreignSettings(dns: DnsSpec, name: string): Diagnostic[] {
  return Object.entries(settingsOf)
    .filter(([setting, owners]) => dns[setting as keyof DnsSpec] !== undefined && !owners.includes(name))
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
      `Kubernetes ${last} or older: CoreDNS is what newer ones come with`,
    );
  }
  const gap = gapAt([knownDns[name]], version);
  if (gap === null) return [];
  return refuse('version', version, gap.since ? `release ${gap.since} or newer` : `a release before ${gap.until}`);
}

/** The cluster's DNS server: the spec's, else the one that kubeadm of the control plane's release installs; null: none. */
export function resolveDns({ addons = {}, controlPlane, kubernetes, target }: Spec): {
  dns: ResolvedDns | null;
  diagnostics: Diagnostic[];
} {
  const { dns = {} } = addons;
  const server = controlPlane.version ?? kubernetes.version;
  const name = dns.name ?? eraAt(defaultDns, server);
  const foreign = foreignSettings(dns, name);
  if (name === 'none') return { dns: null, diagnostics: foreign };
  const usual = eraAt(name === 'coredns' ? coreDnsReleases : kubeDnsReleases, server);
  const version = usual === null ? null : (dns.version ?? usual);
  const diagnostics = [...foreign, ...obstacle(name, version, server)];
  if (version === null || diagnostics.length > 0) return { dns: null, diagnostics };

  const api = eraAt(addonApis, server);
  const registry = dns.registry ?? 'registry.k8s.io';
  if (name === 'coredns') {
    const traits = eraAt(coreDnsTraits, version);
    const image = `${registry}/${traits.image.replace('{version}', version)}`;
    const osLabel = eraAt(osLabels, kubernetes.version);
    return {
      dns: { name, api, traits, image, osLabel, replicas: dns.replicas ?? 2, corefile: dns.corefile ?? null },
      diagnostics,
    };
  }
  const image = (part: string) => `${registry}/k8s-dns-${part}-${target.arch ?? 'amd64'}:${version}`;
  const images = { kubedns: image('kube-dns'), dnsmasq: image('dnsmasq-nanny'), sidecar: image('sidecar') };
  return {
    dns: {
      name,
      api,
      traits: eraAt(kubeDnsTraits, version),
      images,
      replicas: dns.replicas ?? null,
      dnsmasq: dns.dnsmasq ?? null,
    },
    diagnostics,
  };
}
