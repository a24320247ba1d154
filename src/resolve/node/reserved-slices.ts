import type { Flags } from '../../generated/full-cluster-spec.js';

type Config = Readonly<Record<string, unknown>>;

/** Who resources are set aside for, with the kubelet's field and flag that name the cgroup which they are enforced on. */
export const reserves = [
  { owner: 'kube', field: 'kubeReservedCgroup', flag: 'kube-reserved-cgroup' },
  { owner: 'system', field: 'systemReservedCgroup', flag: 'system-reserved-cgroup' },
] as const;

/** What is enforced, as a field's list or a flag's text says it. */
export function isEnforced(said: unknown, owner: 'kube' | 'system'): boolean {
  const list = Array.isArray(said) ? said.map(String) : String(said ?? '').split(',');
  return list.some((each) => each === `${owner}-reserved` || each === `${owner}-reserved-compressible`);
}

/**
 * The slice of a cgroup at the top of the hierarchy: systemd names it alike in both versions and for both drivers, and
 * only there has cgroup v2 all controllers that the kubelet asks for. Source: kubernetes/kubernetes
 * pkg/kubelet/cm/cgroup_v2_manager_linux.go (Validate), cgroup_manager_linux.go (ParseSystemdToCgroupName).
 */
export function sliceOf(cgroup: unknown): string | undefined {
  return /^\/([A-Za-z0-9_:.]+\.slice)$/.exec(String(cgroup))?.[1];
}

/** Where a machine's reserves are enforced, and the slice that the kubelet and the runtime run in; null: systemd's own. */
export interface ReservedSlices {
  /** `isOwn`: systemd does not have it by itself. */
  readonly slices: readonly { readonly unit: string; readonly isOwn: boolean }[];
  readonly ofNode: string | null;
}

/** systemd has it by itself, and puts each service there that names no other. */
const systemSlice = 'system.slice';

export function reservedSlices(config: Config, flags: Flags): ReservedSlices {
  const enforced = flags['enforce-node-allocatable'] ?? config.enforceNodeAllocatable;
  const sliceFor = ({ owner, field, flag }: (typeof reserves)[number]): string | undefined =>
    isEnforced(enforced, owner) ? sliceOf(flags[flag] ?? config[field]) : undefined;
  const [kube, system] = [sliceFor(reserves[0]), sliceFor(reserves[1])];
  const units = [...new Set([kube, system].filter((slice) => slice !== undefined))];
  const slices = units.map((unit) => ({ unit, isOwn: unit !== systemSlice }));
  return { slices, ofNode: kube === undefined || kube === systemSlice ? null : kube };
}
