import type { ResolvedCluster, ResolvedNode } from '../resolve/resolved/resolved.js';
import type { Contribution } from './contribution.js';
import { memoryOf } from './memory.js';
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

/** Puts the services of components into a slice. */
function placerInto(slice: string): Placer {
  const settings = [{ section: 'Service', setting: 'Slice', values: [slice] }];
  const overrides = memoryOf((name: string) => unitOverrides([{ name, settings }]));
  return (component) => (component.service ? overrides.of(component.service.unit)(component) : component);
}

/** Puts them into the one that a node's own programs are counted in; nodes share what is alike. */
export function slicePlacer(): (node: ResolvedNode) => Placer {
  const placers = memoryOf(placerInto);
  return ({ kubelet: { reservedSlices } }) =>
    reservedSlices.ofNode === null ? (component) => component : placers.of(reservedSlices.ofNode);
}
