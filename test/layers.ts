import { dirname, join, relative } from 'node:path';

/**
 * The rooms of src from the lowest up. Each imports its own files, the rooms that it names, which all stand before it,
 * and the packages that nobody has for himself alone (below). `generated` is made of the schema, templates and data.
 */
export const layers: readonly (readonly [room: string, mayImport: readonly string[]])[] = [
  ['generated', []],
  // They read any text, whoever wrote it, and know nothing of ours.
  ['secrets', []],
  ['pyyaml', []],
  ['pki', []],
  // What a change does to a machine, as reviews tell it and as a node's script does.
  ['impact', []],
  ['review', ['secrets', 'pyyaml', 'impact']],
  // Tables: of all that is generated they see names and data.
  ['eras', ['generated/data', 'generated/digests', 'generated/names']],
  // The data flows spec → resolve → plan → encode; what depends on a release is looked up by resolve alone.
  ['spec', ['generated', 'secrets']],
  ['resolve', ['generated', 'pyyaml', 'eras', 'spec']],
  ['plan', ['generated', 'spec', 'resolve']],
  ['encode', ['generated/names', 'generated/templates', 'impact', 'plan']],
  ['cluster', ['generated', 'pki', 'spec', 'resolve', 'plan']],
  ['approve', ['pki', 'spec', 'resolve']],
  // Other programs' files: it knows nothing of a spec but its text.
  ['adopt', ['pki']],
  ['credentials', ['pki', 'spec', 'resolve']],
  ['plan-problems', ['generated', 'spec', 'resolve', 'plan']],
  ['render', ['generated', 'pki', 'spec', 'resolve', 'plan', 'plan-problems', 'encode']],
  ['copies', ['secrets', 'pki', 'spec', 'resolve', 'plan', 'encode', 'render']],
  [
    'index',
    ['generated', 'pki', 'credentials', 'copies', 'review', 'spec', 'resolve', 'plan', 'encode', 'cluster', 'render'],
  ],
  ['page', ['generated', 'secrets', 'credentials', 'review', 'spec', 'resolve', 'encode', 'cluster', 'render']],
  [
    'cli',
    [
      'generated',
      'secrets',
      'pki',
      'review',
      'eras',
      'spec',
      'resolve',
      'plan',
      'encode',
      'cluster',
      'adopt',
      'approve',
      'copies',
      'credentials',
      'render',
    ],
  ],
];

/** Packages that only some rooms may have: files, clock, random numbers and console; comparing releases; and addresses. */
const kept: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^node:/, ['cli']],
  [/^semver\b/, ['spec', 'eras']],
  [/^ip-address$/, ['spec']],
];

/** The room of a file below src, by its path there without the ending: `eras/providers/aws` is of `eras`. */
const roomOf = (file: string): string => file.split('/')[0] ?? '';

/** What a module imports, for its types alone or when it runs, at once or later. */
const importsOf = (text: string): string[] =>
  [...text.matchAll(/(?:\bfrom|\bimport|\bimport\()\s*'([^']+)'/g)].map(([, name = '']) => name);

/** Imports of a file below src that its room may not have. */
export function strangeImports(file: string, text: string): string[] {
  const room = roomOf(file.replace(/\.ts$/, ''));
  const [, allowed = []] = layers.find(([name]) => name === room) ?? [];
  return importsOf(text).filter((name) => {
    if (!name.startsWith('.')) return kept.some(([family, rooms]) => family.test(name) && !rooms.includes(room));
    const target = relative('.', join(dirname(file), name)).replace(/\.js$/, '');
    return roomOf(target) !== room && !allowed.some((each) => target === each || target.startsWith(`${each}/`));
  });
}
