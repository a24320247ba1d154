import { type ClusterRow, holds } from './row.js';

/** The other envelope, for the system that is nearest to the guest once this has its packages. */
export const ignitionRow: ClusterRow = {
  name: 'ignition',
  what: 'the Ignition config for Flatcar, applied by the real Ignition to a Debian 13 with all packages: programs in /opt/bin',
  guest: 'trixie',
  spec: { target: { os: 'flatcar' } },
  isMeant: holds([/^{"ignition":|^{\s*"ignition"/, /\/opt\/bin\/bootwright-status/]),
  course: { expects: { byIgnition: true } },
};
