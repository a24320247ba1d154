import { spawnSync } from 'node:child_process';
import { parse, stringify } from 'yaml';
import { kubeletFields, kubeProxyFields } from '../../src/eras/config-fields.js';
import { readCluster, renderDocuments } from '../../src/index.js';
import { noCredentials } from '../../src/plan/plan-node.js';
import { overlay } from '../../src/plan/serialise.js';
import { hasErrors } from '../../src/spec/severity.js';
import type { DrawnConfig } from './drawn-configs.js';
import type { DrawnFlags } from './drawn-flags.js';

export const components = {
  kubelet: {
    key: 'kubelet',
    fields: kubeletFields,
    file: /kubelet-config\.yaml$/,
    // What the judge's own machine decides (cgroups), and what needs files that are not there.
    left: ['failCgroupV1', 'singleProcessOOMKill'],
  },
  'kube-proxy': {
    key: 'proxy',
    fields: kubeProxyFields,
    file: /kube-proxy-config\.yaml$/,
    left: ['winkernel', 'windowsRunAsService'],
  },
} as const;

export type ComponentName = keyof typeof components;

function specOf(version: string, component: ComponentName, config: DrawnConfig, flags: DrawnFlags = {}): string {
  return stringify({
    apiVersion: 'bootwright/v1alpha1',
    kind: 'Cluster',
    metadata: { name: 'drawn' },
    spec: {
      kubernetes: { version },
      controlPlane: { endpoint: 'https://10.240.0.10:6443' },
      network: { podCIDR: '10.200.0.0/16', serviceCIDR: '10.32.0.0/24' },
      target: { os: 'debian-12' },
      proxy: { mode: 'iptables' },
      // Not every release that is judged has a digest in the catalogue, and nothing is fetched here.
      artifacts: { overrides: { 'kubernetes-node': { unverified: true } } },
      workers: [{ name: 'worker-0', address: '10.240.0.20', podCIDR: '10.200.0.0/24' }],
      [components[component].key]: { ...(component === 'kube-proxy' ? { mode: 'iptables' } : {}), config, flags },
    },
  });
}

/** What our rules refuse of a configuration and of flags over it; empty for nothing. */
export function ours(version: string, component: ComponentName, config: DrawnConfig, flags?: DrawnFlags): string[] {
  const { diagnostics } = readCluster(specOf(version, component, config, flags));
  return diagnostics
    .filter((each) => hasErrors([each]))
    .map(({ code, path, args }) => `${code} ${path.join('.')} ${args.why ?? args.wanted ?? args.range ?? ''}`);
}

/** The file that the machine gets without a configuration of its own. */
export function baseFile(version: string, component: ComponentName): Record<string, unknown> {
  const { cluster, diagnostics } = readCluster(specOf(version, component, {}));
  if (!cluster) throw new Error(JSON.stringify(diagnostics));
  const [document] = renderDocuments(cluster, cluster.nodes, () => noCredentials);
  const file = document?.plan.files.find(({ path }) => components[component].file.test(path));
  return parse(file?.content ?? '');
}

/** What a release's own code says of each configuration with its flags; empty where it takes it. */
export function theirs(
  program: string,
  component: ComponentName,
  base: Record<string, unknown>,
  minor: number,
  configs: readonly { readonly config?: DrawnConfig; readonly flags?: DrawnFlags }[],
): string[] {
  const machine = component === 'kubelet' && minor >= 31 ? { failCgroupV1: false } : {};
  const lines = configs.map(({ config = {}, flags = {} }) =>
    JSON.stringify({
      kind: component,
      config: JSON.stringify({ ...overlay(base, config), ...machine }),
      flags: Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`),
    }),
  );
  const { stdout, stderr, status } = spawnSync(program, {
    input: `${lines.join('\n')}\n`,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const said = stdout
    .trim()
    .split('\n')
    .map((line) => String(JSON.parse(line).error));
  if (status !== 0 || said.length !== configs.length) throw new Error(`${program}: ${status} ${stderr.slice(-2000)}`);
  return said;
}

/** The feature gates that a release registers, each as data/feature-gates.tsv has it. */
export function knownGates(program: string): string[] {
  const { stdout } = spawnSync(program, {
    input: `${JSON.stringify({ kind: 'gates', config: '' })}\n`,
    encoding: 'utf8',
  });
  return String(JSON.parse(stdout).error).split('\n');
}
