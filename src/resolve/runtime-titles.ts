import type { FullRuntime } from './full-spec.js';

export type RuntimeName = FullRuntime['name'];

/** What people call them. */
export const runtimeTitles: Readonly<Record<RuntimeName, string>> = {
  containerd: 'containerd',
  docker: 'Docker',
  crio: 'CRI-O',
};
