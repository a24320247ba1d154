import type { ResolvedCluster, ResolvedHost } from '../resolve/resolved/resolved.js';
import type { Contribution } from './contribution.js';
import { stateDirectory } from './layout.js';

// ext4 takes sixteen letters, xfs twelve.
const labelOf = (index: number): string => `bw-data-${index}`;

/** Where the machine writes down which disks it takes, for each entry: another machine has others. */
export const chosenDisks = ({ disks }: ResolvedHost): string[] =>
  disks.map((_, index) => `${stateDirectory}/disk-${labelOf(index)}`);

/** Data disks: what makes each file system, and its mount, which comes back at every boot. */
export function planDisks({ host }: ResolvedCluster): Contribution[] {
  // Those that are named first: an entry for any empty disk may not take one of them.
  const named = host.disks.flatMap(({ devices }, index) => (devices.length > 0 ? [`disk-${index}`] : []));
  return host.disks.map(({ mount, devices, disks, raid, filesystem }, index) => {
    const origin = ['spec', 'host', 'disks', index];
    const label = labelOf(index);
    const name = `disk-${index}`;
    const level = raid === null ? 'none' : raid;
    return {
      mounts: [{ what: `LABEL=${label}`, where: mount, type: filesystem, options: [], after: [name], origin }],
      steps: [
        {
          name,
          command: ['make_disk', label, filesystem, level, String(disks), ...devices],
          phase: 'storage',
          after: devices.length > 0 ? [] : named,
        },
      ],
    };
  });
}
