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
): { flannel: ResolvedFlannel; diagnostics: Diagnostic[] } {
  const { version, backend, etcd } = flannel;
  const store = etcd ? onEtcd(version, etcd) : onKubernetes(backend, credentials);
  return { flannel: { interface: flannel.interface, store }, diagnostics: tooOld(flannel) };
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

/** Docker's own bridge on flannel's subnet: the range comes before the kubelet, so only where etcd gives it. */
export const dockerOnFlannel: DockerNetwork = {
  requires: ['flanneld.service'],
  after: ['flanneld.service'],
  environmentFiles: ['/run/flannel/subnet.env'],
  flags: { iptables: 'false', 'ip-masq': 'false' },
  flagsFromVariables: { bip: 'FLANNEL_SUBNET', mtu: 'FLANNEL_MTU' },
};
