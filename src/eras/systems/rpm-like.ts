import { packaged } from './packaged.js';

/** What systems with rpm packages and cloud-init have alike. */
export const rpmLike = {
  ...packaged,
  packageOf: { ...packaged.packageOf, conntrack: 'conntrack-tools' },
  // Source: update-ca-trust(8), of Fedora's ca-certificates; chrony is what sets their clocks.
  trust: { directory: '/etc/pki/ca-trust/source/anchors', ending: 'pem', command: 'update-ca-trust' },
  chronyOnly: true,
} as const;
