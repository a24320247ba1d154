import { parse, stringify } from 'yaml';
import { readCluster } from '../src/render.js';

type Spec = Record<string, Record<string, unknown> & { workers?: Record<string, unknown>[] }>;
interface Edited {
  readonly spec: Spec;
  readonly worker: Record<string, unknown>;
}

/** Sets what stands at a path of a mapping, or takes it away. */
function set(value: Record<string, unknown>, path: string, becomes: unknown): void {
  const [key = '', ...rest] = path.split('.');
  if (rest.length === 0) {
    if (becomes === undefined) delete value[key];
    else value[key] = becomes;
    return;
  }
  const below = (value[key] ?? {}) as Record<string, unknown>;
  value[key] = below;
  set(below, rest.join('.'), becomes);
}

const field =
  (path: string, values: readonly unknown[]) =>
  (chosen: number) =>
  ({ spec }: Edited): void =>
    set(spec.spec ?? {}, path, values[chosen % values.length]);

const ofWorker =
  (path: string, values: readonly unknown[]) =>
  (chosen: number) =>
  ({ worker }: Edited): void =>
    set(worker, path, values[chosen % values.length]);

/** Changes that people make of a spec, each with a value of several; undefined takes the field away. */
export const specEdits: Readonly<Record<string, (chosen: number) => (edited: Edited) => void>> = {
  maxPods: field('kubelet.config.maxPods', [undefined, 60, 110, 200]),
  serializeImagePulls: field('kubelet.config.serializeImagePulls', [undefined, false]),
  cpuManager: field('kubelet.config.cpuManagerPolicy', [undefined, 'none', 'static']),
  reserved: field('kubelet.config.kubeReserved', [undefined, { cpu: '100m' }, { cpu: '200m', memory: '300Mi' }]),
  verbosity: field('kubelet.flags.v', [undefined, '2', '4']),
  proxyMode: field('proxy.mode', ['iptables', 'nftables', 'ipvs']),
  proxySync: field('proxy.config.conntrack', [undefined, { maxPerCore: 1000 }]),
  pauseImage: field('runtime.pauseImage', [undefined, 'registry.example.com/pause:3.10']),
  runc: field('runtime.runc', [undefined, '1.3.4']),
  crictl: field('runtime.crictl', [undefined, '1.35.0']),
  kubernetes: field('kubernetes.version', ['1.36.4', '1.36.3', '1.35.6']),
  sysctls: field('host.sysctls', [
    undefined,
    { 'vm.max_map_count': '262144' },
    { 'vm.max_map_count': '524288', 'vm.swappiness': '10' },
  ]),
  modules: field('host.modules', [undefined, ['dummy'], ['dummy', 'loop']]),
  packages: field('host.packages', [undefined, ['nfs-common'], ['jq', 'nfs-common']]),
  directories: field('host.directories', [undefined, [{ path: '/srv/data', mode: '0750' }]]),
  files: field('host.files', [
    undefined,
    [{ path: '/etc/motd', content: 'one\n' }],
    [{ path: '/etc/motd', content: 'two\n', mode: '0640' }],
  ]),
  units: field('units', [
    undefined,
    { kubelet: { Service: { RestartSec: '9' } } },
    { containerd: { Service: { LimitNOFILE: '1048576' } } },
  ]),
  bridge: field('cni.hairpinMode', [undefined, false]),
  onReady: field('firstBoot.onReady', [undefined, 'echo ready\n', 'echo ready again\n']),
  labels: ofWorker('labels', [undefined, { tier: 'a' }, { tier: 'b' }]),
  taints: ofWorker('taints', [
    undefined,
    [{ key: 'k', effect: 'NoSchedule' }],
    [{ key: 'k', value: 'v', effect: 'NoExecute' }],
  ]),
  ownKubelet: ofWorker('kubelet.config.maxPods', [undefined, 50]),
  endpoint: field('controlPlane.endpoint', ['https://10.240.0.10:6443', 'https://10.240.0.11:6443']),
};

export const editNames = Object.keys(specEdits);

/** A spec with some of the edits made; null where the outcome is no good spec. */
export function editedSpec(text: string, edits: readonly (readonly [name: string, chosen: number])[]): string | null {
  const spec = parse(text) as Spec;
  const worker = (spec.spec?.workers as Record<string, unknown>[] | undefined)?.[0] ?? {};
  for (const [name, chosen] of edits) specEdits[name]?.(chosen)({ spec, worker });
  const edited = stringify(spec);
  return readCluster(edited).cluster === null ? null : edited;
}
