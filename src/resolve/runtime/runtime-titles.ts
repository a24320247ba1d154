import type { RuntimeName } from '../../generated/names.js';

/** What people call them. */
export const runtimeTitles: Readonly<Record<RuntimeName, string>> = {
  containerd: 'containerd',
  docker: 'Docker',
  crio: 'CRI-O',
};
