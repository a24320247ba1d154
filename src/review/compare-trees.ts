import { compareBy, differenceOf } from './compare-by.js';
import { compareState } from './compare-state.js';
import { compareCommands, comparePart, compareSettings, describePart } from './compare-texts.js';
import { bytesIn, fileChange, turned, turnedAlso } from './file-change.js';
import { withoutSecrets } from './redaction.js';
import { alsoTexts, type LookAllowance } from './shown.js';
import type { MachineTree, TreeDirectory, TreeFile, TreeLink, TreeUnit } from './tree.js';
import type { Difference, TreeChange } from './tree-change.js';
import { fullDiffAllowance } from './unified-diff.js';

const octal = (mode: number): string => mode.toString(8).padStart(4, '0');

const describeFile = ({ mode, owner, content, appended, also }: TreeFile, look: LookAllowance): string[] => [
  `mode ${octal(mode)}`,
  `owner ${owner}`,
  bytesIn(content),
  ...(appended ? ['appended'] : []),
  ...alsoTexts(also, look),
];

const directoryChange = (a: TreeDirectory, b: TreeDirectory, look: LookAllowance): Difference | undefined =>
  differenceOf([
    ...turned([
      ['mode', octal(a.mode), octal(b.mode)],
      ['owner', a.owner, b.owner],
    ]),
    ...turnedAlso(a.also, b.also, look),
  ]);

const linkChange = (a: TreeLink, b: TreeLink, look: LookAllowance): Difference | undefined =>
  differenceOf([
    ...turned([
      ['target', a.target, b.target],
      ['hard', String(a.hard), String(b.hard)],
    ]),
    ...turnedAlso(a.also, b.also, look),
  ]);

const stateOf = ({ masked, enabled }: TreeUnit): string =>
  masked ? 'masked' : enabled === null ? 'as it is' : enabled ? 'enabled' : 'disabled';

const pathOf = ({ path }: { readonly path: string }): string => path;
const nameOf = ({ name }: { readonly name: string }): string => name;

/** What one document makes otherwise than another, whatever their envelopes; all that is not decoded as it stands. */
export function compareTrees(old: MachineTree, now: MachineTree): TreeChange[] {
  const allowance = fullDiffAllowance();
  const remarks = ({ remarks: texts }: MachineTree): { name: string }[] =>
    texts.map((text) => ({ name: withoutSecrets(text) }));
  return [
    ...compareBy(
      'directory',
      [old.directories, now.directories],
      pathOf,
      ({ mode, owner, also }) => [`mode ${octal(mode)}`, `owner ${owner}`, ...alsoTexts(also, allowance)],
      (a, b) => directoryChange(a, b, allowance),
    ),
    ...compareBy(
      'file',
      [old.files, now.files],
      pathOf,
      (file) => describeFile(file, allowance),
      (a, b) => fileChange(a, b, allowance),
    ),
    ...compareBy(
      'link',
      [old.links, now.links],
      pathOf,
      ({ target, also }) => [`to ${target}`, ...alsoTexts(also, allowance)],
      (a, b) => linkChange(a, b, allowance),
    ),
    ...compareBy(
      'unit',
      [old.units, now.units],
      nameOf,
      (unit) => [stateOf(unit)],
      (a, b) => differenceOf(turned([['state', stateOf(a), stateOf(b)]])),
    ),
    ...compareState(old, now, allowance),
    ...compareCommands(old, now, allowance),
    ...compareSettings(old, now, allowance),
    ...compareBy('part', [old.parts, now.parts], nameOf, describePart, (a, b) => comparePart(a, b, allowance)),
    ...compareBy(
      'note',
      [remarks(old), remarks(now)],
      nameOf,
      () => [],
      () => undefined,
    ),
  ];
}
