import { flannelIpv6, flannelIpv6Backends } from '../../eras/families.js';
import { flannelBackends, flannelEtcdApis, flannelRules, oldestFlannel } from '../../eras/flannel.js';
import { eraAt, holdsIn } from '../../eras/lookup.js';
import { machineLists } from '../../eras/machine-lists.js';
import { compareReleases } from '../../eras/release-order.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import type { FullFlannel } from '../full-spec.js';
import type { DockerNetwork, FlannelOnEtcd, FlannelOnKubernetes, ResolvedFlannel } from '../resolved/resolved.js';

const origin = ['spec', 'cni', 'flannel'];

/** flannel's facts at its release, and whether that can do what the spec asks for. */
export function resolveFlannel(
  flannel: FullFlannel,
  credentials: FlannelOnKubernetes['credentials'],
  ipv6: boolean,
): { flannel: ResolvedFlannel; diagnostics: Diagnostic[] } {
  const { version, backend, etcd } = flannel;
  const store = etcd ? onEtcd(version, etcd) : onKubernetes(backend, credentials);
  return {
    flannel: { interface: flannel.interface, store },
    diagnostics: [...tooOld(flannel), ...(ipv6 ? withoutIpv6(flannel) : [])],
  };
}

function onEtcd(version: string, { prefix, endpoints, lookup }: NonNullable<FullFlannel['etcd']>): FlannelOnEtcd {
  return {
    kind: 'etcd',
    api: eraAt(flannelEtcdApis, version),
    prefix,
    endpoints,
    lookup: lookup ? { list: machineLists[lookup.provider] + encodeURIComponent(lookup.tag), port: lookup.port } : null,
  };
}

function onKubernetes(backend: string, credentials: FlannelOnKubernetes['credentials']): FlannelOnKubernetes {
  return { kind: 'kubernetes', backend, credentials, user: 'flannel', rules: flannelRules.value };
}

function tooOld({ version, backend }: FullFlannel): Diagnostic[] {
  if (compareReleases(version, oldestFlannel) < 0) {
    const args = { version, what: 'cannot be a service of the host', need: oldestFlannel };
    return [diagnose('flannel-too-old', [...origin, 'version'], args)];
  }
  if (holdsIn(flannelBackends[backend], version)) return [];
  const args = { version, what: `has no backend ${backend}`, need: flannelBackends[backend].since };
  return [diagnose('flannel-too-old', [...origin, 'backend'], args)];
}

/** What keeps this flannel from giving pods IPv6 addresses. */
function withoutIpv6({ version, backend, store, etcd }: FullFlannel): Diagnostic[] {
  const { since } = flannelIpv6[store];
  if (!holdsIn(flannelIpv6[store], version)) {
    const args = {
      what: `flannel ${version}${etcd ? ' on etcd' : ''}`,
      reason: `that came with ${since}`,
      advice: `Take flannel ${since} or newer.`,
    };
    return [diagnose('families-unsupported', [...origin, 'version'], args)];
  }
  if (etcd || flannelIpv6Backends.some((each) => each === backend)) return [];
  const args = {
    what: `flannel's backend ${backend}`,
    reason: `${flannelIpv6Backends.join(', ')} have it`,
    advice: `Take one of these.`,
  };
  return [diagnose('families-unsupported', [...origin, 'backend'], args)];
}

/** Docker's own bridge on flannel's subnet: the range comes before the kubelet, so only where etcd gives it. */
export const dockerOnFlannel: DockerNetwork = {
  requires: ['flanneld.service'],
  after: ['flanneld.service'],
  environmentFiles: ['/run/flannel/subnet.env'],
  flags: { iptables: 'false', 'ip-masq': 'false' },
  flagsFromVariables: { bip: 'FLANNEL_SUBNET', mtu: 'FLANNEL_MTU' },
};
