import type { ResolvedCluster, ResolvedNode } from '../resolve/resolved/resolved.js';
import type { Contribution } from './contribution.js';
import { type PlannedFile, plainFile } from './node-plan.js';
import { unitOverrides } from './units.js';

/** What the kubelet needs of the slices on which its reserves are enforced: it makes none of them, and exits without. */
export interface PlannedSlices {
  readonly files: readonly PlannedFile[];
  readonly before: readonly (readonly string[])[];
}

const origin = ['spec', 'kubelet'];

/** Of cgroup v1, systemd has no cpuset and no hugetlb, and the others only where a unit accounts for something. */
const everywhere =
  'for c in cpu cpuacct cpuset memory pids hugetlb systemd; do [ ! -d /sys/fs/cgroup/$c ] || mkdir -p "/sys/fs/cgroup/$c/$0"; done';
const accounting = ['CPUAccounting=yes', 'MemoryAccounting=yes', 'TasksAccounting=yes'];

export function planSlices({ host }: ResolvedCluster, { kubelet }: ResolvedNode): PlannedSlices {
  const { slices } = kubelet.reservedSlices;
  const inVersion1 = host.cgroup === 1;
  const settings = inVersion1 ? accounting : [];
  const files = slices.flatMap(({ unit: slice, isOwn }): PlannedFile[] => {
    const unit = `/etc/systemd/system/${slice}`;
    if (isOwn) {
      const text = ['[Unit]', 'Description=What is reserved on this node', '', '[Slice]', ...settings, ''].join('\n');
      return [plainFile(unit, text, origin)];
    }
    return inVersion1 ? [plainFile(`${unit}.d/accounting.conf`, ['[Slice]', ...settings, ''].join('\n'), origin)] : [];
  });
  return { files, before: inVersion1 ? slices.map(({ unit }) => ['/bin/sh', '-c', everywhere, unit]) : [] };
}

type Placer = (component: Contribution) => Contribution;

/** Puts the services of components into the slice that a node's own programs are counted in; nodes share what is alike. */
export function slicePlacer(): (node: ResolvedNode) => Placer {
  const known = new Map<string, Placer>();
  return ({ kubelet }) => {
    const slice = kubelet.reservedSlices.ofNode;
    if (slice === null) return (component) => component;
    const settings = [{ section: 'Service', setting: 'Slice', values: [slice] }];
    const byUnit = new Map<string, Placer>();
    const place: Placer = (component) => {
      const { unit } = component.service ?? {};
      if (unit === undefined) return component;
      const override = byUnit.get(unit) ?? unitOverrides([{ name: unit, settings }]);
      byUnit.set(unit, override);
      return override(component);
    };
    const placer = known.get(slice) ?? place;
    known.set(slice, placer);
    return placer;
  };
}
