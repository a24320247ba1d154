import type { ResolvedCluster } from '../resolve/resolved/resolved.js';
import type { Contribution } from './contribution.js';

/** Data disks: what makes each file system, and its mount, which comes back at every boot. */
export function planDisks({ host }: ResolvedCluster): Contribution[] {
  // Those that are named first: an entry for any empty disk may not take one of them.
  const named = host.disks.flatMap(({ devices }, index) => (devices.length > 0 ? [`disk-${index}`] : []));
  return host.disks.map(({ mount, devices, disks, raid, filesystem }, index) => {
    const origin = ['spec', 'host', 'disks', index];
    // ext4 takes sixteen letters, xfs twelve.
    const label = `bw-data-${index}`;
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
