import { packaged } from './packaged.js';

/** What Debian and Ubuntu have alike. */
export const debianLike = {
  ...packaged,
  packageManager: 'apt',
  // Source: ca-certificates debian/update-ca-certificates(8); chrony debian/chrony.conf: sourcedir /etc/chrony/sources.d.
  trust: { directory: '/usr/local/share/ca-certificates', ending: 'crt', command: 'update-ca-certificates' },
  chronyOnly: false,
} as const;
