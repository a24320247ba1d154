import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import { missingKey } from '../../spec/mistake.js';
import type { FullSpec, GivenSpec, NormalisedSpec } from '../full-spec.js';
import type { Claimant } from './machines.js';

const cniPath = ['spec', 'cni'];
const flannelPath = [...cniPath, 'flannel'];

/** The bridge hands out addresses of a range that its document holds; with flannel the cluster gives the range. */
function rangeProblems({ cni: { plugin, flannel }, target }: FullSpec, all: readonly Claimant[]): Diagnostic[] {
  if (plugin === 'bridge') {
    if (target.identity.podCIDR !== 'spec') return [];
    return all
      .filter(({ slices, shared }) => slices.length === 0 && !shared)
      .map(({ path }) => missingKey(path, 'podCIDR'));
  }
  if (plugin === 'none') return [];
  const giver = flannel?.store === 'etcd' ? 'flannel itself' : 'the controller manager (--allocate-node-cidrs)';
  return all
    .filter(({ slices }) => slices.length > 0)
    .map(({ path, owner }) => diagnose('pod-range-unused', [...path, 'podCIDR'], { owner, giver }, 'key'));
}

/** Settings of the pods' network that the plugin chosen does not read. */
function unreadSettings({ plugin }: FullSpec['cni'], cni: GivenSpec['cni']): Diagnostic[] {
  const unread = (key: string, reason: string, path = cniPath) =>
    diagnose('setting-unread', [...path, key], { setting: [...path, key].join('.'), reason }, 'key');
  const ofAddon = (['bridge', 'hairpinMode', 'hostPorts', 'cniVersion'] as const)
    .filter((key) => plugin === 'none' && cni?.[key] !== undefined)
    .map((key) => unread(key, 'with plugin none the add-on writes the conf'));
  const flannel = cni?.flannel;
  if (flannel === undefined) return ofAddon;
  if (plugin !== 'flannel') return [...ofAddon, unread('flannel', `the plugin is ${plugin}`)];
  return flannel.store === 'etcd'
    ? flannel.backend === undefined
      ? []
      : [unread('backend', 'on etcd flannel reads it there, from PREFIX/config', flannelPath)]
    : flannel.etcd === undefined
      ? []
      : [unread('etcd', 'the store is kubernetes', flannelPath)];
}

/** Where etcd is: said, or looked up, and not both. */
function memberProblems({ plugin, flannel }: FullSpec['cni']): Diagnostic[] {
  if (plugin !== 'flannel') return [];
  if (flannel === null) return [missingKey(cniPath, 'flannel')];
  if (flannel.store !== 'etcd') return [];
  if (flannel.etcd === null) return [diagnose('etcd-members-unknown', flannelPath, {}, 'key')];
  const { endpoints, lookup } = flannel.etcd;
  if (endpoints.length === 0 && lookup === null) {
    return [diagnose('etcd-members-unknown', [...flannelPath, 'etcd'], {}, 'key')];
  }
  if (endpoints.length > 0 && lookup !== null) {
    return [diagnose('etcd-members-twice', [...flannelPath, 'etcd', 'lookup'], {}, 'key')];
  }
  return [];
}

/** How pods get their network: whether what the plugin needs is there, and nothing that it does not read. */
export function podNetworkRules({ spec, given }: NormalisedSpec, all: readonly Claimant[]): Diagnostic[] {
  return [...memberProblems(spec.cni), ...unreadSettings(spec.cni, given.cni), ...rangeProblems(spec, all)];
}
