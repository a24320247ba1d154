import { templates } from '../generated/templates.js';
import type { ResolvedCluster, ResolvedNode } from '../resolve/resolved/resolved.js';
import type { ContributedStep, NodeContribution } from './contribution.js';
import { directoryOf } from './directories.js';
import { flagsOfFields, flagWords, type PlannedFlags, taintWords } from './flags.js';
import {
  identityFor,
  nodeAddressVariable,
  nodeNameVariable,
  providerIDVariable,
  topologyVariable,
} from './identity.js';
import { planKubeletAdditions } from './kubelet-additions.js';
import { planKubeletCredentials } from './kubelet-credentials.js';
import { logindFile } from './layout.js';
import { planMetadataBlock } from './metadata-block.js';
import { componentFile, type HostCommand, type PlannedDirectory, plainFile, sharedFiles } from './node-plan.js';
import { overlay, yamlText } from './serialise.js';
import { planSlices } from './slices.js';
import type { UnitVariable } from './unit-word.js';

/** The kubelet: what it proves itself with, its configuration and unit. */
export function planKubelet(cluster: ResolvedCluster): NodeContribution {
  const program = `${cluster.paths.binaries}/kubelet`;
  const { settingFlags, staticPods } = cluster.kubelet;
  const block = planMetadataBlock(cluster);
  const credentialsOf = planKubeletCredentials(cluster);
  const sharedFields = fieldsOfCluster(cluster);
  // Its pods' range, too, must be known before the first pod: so it waits for whatever is found at boot.
  const identity = identityFor(cluster.identity !== null);
  const once = sharedFiles();
  return (node, given) => {
    const layout = node.layout;
    const additions = planKubeletAdditions(cluster, node.kubelet.maxPods);
    const slices = planSlices(cluster, node);
    const credentials = credentialsOf(node, given);
    const fields = { ...sharedFields, ...fieldsOfNode(cluster, node), ...credentials.fields };
    const own = { ...credentials.flags, ...nodeFlags(cluster, node), ...additions.flags };
    const flags = settingFlags
      ? flagWords(flagsOfFields(fields, settingFlags), own, node.kubelet.flags)
      : flagWords({ config: layout.config }, own, node.kubelet.flags);
    const header = { apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration' };
    const config = settingFlags
      ? []
      : [
          componentFile(cluster, layout.config, yamlText({ ...header, ...overlay(fields, node.kubelet.config) }), [
            'spec',
            'kubelet',
          ]),
        ];
    const unit = templates['kubelet.service']({
      program,
      runtime: cluster.runtime.unit,
      before: [...(block ? [block.command] : []), ...slices.before, ...additions.before],
      flags,
      ...identity,
      slices: node.kubelet.reservedSlices.slices.filter(({ isOwn }) => isOwn).map(({ unit }) => unit),
    });
    const { shutdownSeconds } = node.kubelet;
    const delay = `[Login]\nInhibitDelayMaxSec=${shutdownSeconds}\n`;
    const files = [
      ...(block?.files ?? []),
      ...slices.files.map(once),
      ...additions.files.map(once),
      ...credentials.keys,
      ...(shutdownSeconds === null ? [] : [once(plainFile(logindFile, delay, ['spec', 'kubelet']))]),
      ...config,
      credentials.kubeconfig,
      componentFile(cluster, '/etc/systemd/system/kubelet.service', unit, ['spec', 'kubelet']),
    ];
    const holdsFiles = files.some(({ path }) => directoryOf(path) === cluster.paths.kubelet);
    const directories: PlannedDirectory[] = [
      ...credentials.directories,
      ...(holdsFiles ? [{ path: cluster.paths.kubelet, mode: 0o700 }] : []),
      ...(staticPods === null ? [] : [{ path: staticPods, mode: 0o755 }]),
    ];
    return {
      files,
      directories,
      service: {
        unit: 'kubelet',
        phase: 'kubelet',
        programs: ['kubelet', 'kubernetes-node'],
        needs: ['cni-plugins', 'flannel-cni-plugin'],
        reads: [layout.authority],
      },
      host: resolverCommands(node),
      steps: [...credentials.steps, ...stateSteps(node), ...additions.steps],
    };
  };
}

/** A kubelet ends where its state is of another policy than its configuration. */
function stateSteps({ kubelet: { statePolicies } }: ResolvedNode): ContributedStep[] {
  return statePolicies.map(({ file, policy }) => ({
    name: file.replaceAll('_', '-'),
    command: ['policy_state', `/var/lib/kubelet/${file}`, policy],
    phase: 'pre-kubelet',
  }));
}

/** Its resolv.conf must be there. */
function resolverCommands({ kubelet: { resolvConf, ofResolved } }: ResolvedNode): HostCommand[] {
  return resolvConf === '' ? [] : [{ words: [ofResolved ? 'resolver' : 'ls', resolvConf] }];
}

/** The settings that all kubelets share, as fields of their configuration. */
function fieldsOfCluster(cluster: ResolvedCluster): Record<string, unknown> {
  const { kubelet, paths, runtime } = cluster;
  const byFlags = kubelet.settingFlags !== null;
  return {
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: paths.authority },
    },
    authorization: { mode: 'Webhook' },
    cgroupDriver: runtime.cgroupDriver,
    clusterDNS: cluster.dnsAddresses,
    clusterDomain: cluster.domain,
    ...runtime.kubelet.fields,
    // Closed by default in the file only; anybody could read there what runs on the node.
    ...(byFlags ? { readOnlyPort: 0 } : {}),
    ...(kubelet.staticPods === null ? {} : { staticPodPath: kubelet.staticPods }),
    ...(kubelet.volumePlugins === null ? {} : { volumePluginDir: kubelet.volumePlugins }),
  };
}

function fieldsOfNode({ kubelet }: ResolvedCluster, node: ResolvedNode): Record<string, unknown> {
  const withTaints = node.taints.length > 0 && kubelet.taintsIn === 'file';
  return {
    ...(withTaints ? { registerWithTaints: node.taints } : {}),
    ...node.kubelet.preset,
    resolvConf: node.kubelet.resolvConf,
  };
}

/** A node's labels, with those that it finds out itself behind them. */
const labelsWith = (labels: readonly string[]): UnitVariable => ({
  ...topologyVariable,
  ...(labels.length > 0 ? { after: `${labels.join(',')},` } : {}),
});

/** What no file can say at this release. */
function nodeFlags(cluster: ResolvedCluster, node: ResolvedNode): PlannedFlags {
  const { identity, kubelet, runtime } = cluster;
  const address = identity?.addresses.length ? nodeAddressVariable : node.addresses.join(',');
  const labels = Object.entries(node.labels).map(([key, value]) => `${key}=${value}`);
  const withTaints = node.taints.length > 0 && kubelet.taintsIn === 'flag';
  return {
    'hostname-override': identity?.name ? nodeNameVariable : node.name,
    ...(address ? { 'node-ip': address } : {}),
    ...(labels.length > 0 ? { 'node-labels': labels.join(',') } : {}),
    ...(identity?.topology ? { 'node-labels': labelsWith(labels) } : {}),
    ...(identity?.providerID ? { 'provider-id': providerIDVariable } : {}),
    ...(withTaints ? { 'register-with-taints': taintWords(node.taints) } : {}),
    ...runtime.kubelet.flags,
    ...(kubelet.allowPrivilegedFlag ? { 'allow-privileged': 'true' } : {}),
  };
}
