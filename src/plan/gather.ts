import type { ResolvedHost } from '../resolve/resolved/resolved.js';
import type { Contribution } from './contribution.js';
import { settledDirectories } from './directories.js';
import type { NodePlan } from './node-plan.js';

/** What components ask of a machine, each thing once. */
export type Needs = Pick<
  NodePlan,
  'files' | 'filesAtBoot' | 'directories' | 'links' | 'users' | 'packages' | 'modules' | 'sysctls' | 'mounts' | 'host'
>;

/** What several components ask for alike, in the order of its name. */
const sorted = (lists: readonly (readonly string[])[]): string[] => [...new Set(lists.flat())].sort();

/** Components as one: `own` are the spec's own directories, whose words are the last ones. */
export function gather(components: readonly Contribution[], own: ResolvedHost['directories']): Needs {
  const allOf = <Key extends keyof Contribution>(key: Key): NonNullable<Contribution[Key]>[] =>
    components.flatMap(({ [key]: value }) => (value === undefined ? [] : [value]));
  const settings = allOf('sysctls').flatMap((sysctls) => Object.entries(sysctls));
  const sysctls = [...new Map(settings.reverse())].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    files: allOf('files').flat(),
    filesAtBoot: allOf('filesAtBoot').flat(),
    directories: settledDirectories(allOf('directories').flat(), own),
    links: allOf('links').flat(),
    users: allOf('users').flat(),
    packages: sorted(allOf('packages')),
    modules: sorted(allOf('modules')),
    sysctls: Object.fromEntries(sysctls),
    mounts: allOf('mounts').flat(),
    host: allOf('host').flat(),
  };
}
