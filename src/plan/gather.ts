import type { ResolvedHost } from '../resolve/resolved/resolved.js';
import type { Contribution } from './contribution.js';
import { settledDirectories } from './directories.js';
import type { NodePlan } from './node-plan.js';

/** What components ask of a machine, each thing once. */
export type Needs = Pick<
  NodePlan,
  'files' | 'filesAtBoot' | 'directories' | 'links' | 'users' | 'packages' | 'modules' | 'sysctls' | 'mounts' | 'host'
>;

/** What they ask of its kernel, which files of the machine's own say. */
export type KernelNeeds = Pick<Needs, 'modules' | 'sysctls' | 'mounts'>;

type Lists = Omit<Contribution, 'sysctls' | 'service'>;

/** All entries of one of the components' lists. */
function listOf<Key extends keyof Lists>(components: readonly Contribution[], key: Key) {
  const all: NonNullable<Lists[Key]>[number][] = [];
  for (const { [key]: own } of components) if (own) all.push(...own);
  return all;
}

/** What several components ask for alike, in the order of its name. */
const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort();

export function gatherKernel(components: readonly Contribution[]): KernelNeeds {
  const settings = components.flatMap(({ sysctls }) => (sysctls ? Object.entries(sysctls) : []));
  const sysctls = [...new Map(settings.reverse())].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    modules: sorted(listOf(components, 'modules')),
    sysctls: Object.fromEntries(sysctls),
    mounts: listOf(components, 'mounts'),
  };
}

/** Components as one, with what they ask of the kernel; `own` are the spec's own directories, whose words are the last ones. */
export function gather(
  components: readonly Contribution[],
  ofKernel: KernelNeeds,
  own: ResolvedHost['directories'],
): Needs {
  return {
    files: listOf(components, 'files'),
    filesAtBoot: listOf(components, 'filesAtBoot'),
    directories: settledDirectories(listOf(components, 'directories'), own),
    links: listOf(components, 'links'),
    users: listOf(components, 'users'),
    packages: sorted(listOf(components, 'packages')),
    ...ofKernel,
    host: listOf(components, 'host'),
  };
}
