import { bytesIn, sameBytes, textChange, turned, turnedAlso } from './file-change.js';
import { fingerprintOf } from './redaction.js';
import { commandText, type LookAllowance, lookAt, printsOf, settingText, wholeCommand, wholeSetting } from './shown.js';
import type { MachineTree, TreePart } from './tree.js';
import type { Difference, TreeChange } from './tree-change.js';
import type { DiffAllowance } from './unified-diff.js';

/** Several things of one name as a text: without secrets, and whole. */
interface Texts {
  shown: string;
  whole: string;
}

/** The texts of each name, in the order of their first. */
function textsByName<T>(entries: readonly T[], nameOf: (entry: T) => string, textsOf: (entry: T) => Texts) {
  const pieces = new Map<string, Texts[]>();
  for (const entry of entries) {
    const name = nameOf(entry);
    const present = pieces.get(name);
    if (present) present.push(textsOf(entry));
    else pieces.set(name, [textsOf(entry)]);
  }
  const joined = (all: readonly Texts[], key: keyof Texts): string => all.map((texts) => texts[key]).join('');
  return new Map(
    [...pieces].map(([name, all]) => [name, { shown: joined(all, 'shown'), whole: joined(all, 'whole') }]),
  );
}

function compareTexts(
  what: TreeChange['what'],
  [old, now]: readonly [ReadonlyMap<string, Texts>, ReadonlyMap<string, Texts>],
  allowance: DiffAllowance,
): TreeChange[] {
  const nothing: Texts = { shown: '', whole: '' };
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((name): TreeChange[] => {
    const [before, after] = [old.get(name) ?? nothing, now.get(name) ?? nothing];
    if (before.whole === after.whole) return [];
    const change = old.has(name) ? (now.has(name) ? 'changed' : 'removed') : 'added';
    const prints = printsOf(before.whole, after.whole);
    return [{ what, name, change, ...textChange(name, [before.shown, after.shown], prints, allowance) }];
  });
}

/** The commands by what runs them. */
export function compareCommands(old: MachineTree, now: MachineTree, allowance: DiffAllowance): TreeChange[] {
  const texts = ({ commands }: MachineTree) =>
    textsByName(
      commands,
      ({ when }) => when,
      (command) => ({ shown: `${commandText(command, allowance)}\n`, whole: `${wholeCommand(command)}\n` }),
    );
  return compareTexts('commands', [texts(old), texts(now)], allowance);
}

/** All that a document says besides, by its keys; of one that stands there several times all of it. */
export function compareSettings(old: MachineTree, now: MachineTree, allowance: DiffAllowance): TreeChange[] {
  const texts = ({ rest }: MachineTree) =>
    textsByName(
      rest,
      ({ key }) => key,
      ({ key, value }) => ({ shown: settingText(value, key, allowance), whole: `${wholeSetting(value)}\n` }),
    );
  return compareTexts('setting', [texts(old), texts(now)], allowance);
}

/** A part's text as it may be shown: its name says nothing of who may read it. */
export const partText = ({ name, content }: TreePart, allowance: LookAllowance): string | null =>
  lookAt({ path: name, mode: 0o644, content }, allowance);

export const describePart = ({ type, content, reason }: TreePart): string[] => [
  type,
  bytesIn(content),
  ...(reason === null ? [] : [reason]),
];

/** How a part that is not decoded changes. */
export function comparePart(before: TreePart, after: TreePart, allowance: DiffAllowance): Difference | undefined {
  const details = [
    ...turned([
      ['type', before.type, after.type],
      ['reason', before.reason ?? 'none', after.reason ?? 'none'],
    ]),
    ...turnedAlso(before.headers, after.headers, allowance),
  ];
  if (sameBytes(before.content, after.content)) return details.length > 0 ? { details } : undefined;
  const prints = `${fingerprintOf(before.content)} → ${fingerprintOf(after.content)}`;
  const change = textChange(after.name, [partText(before, allowance), partText(after, allowance)], prints, allowance);
  return { ...change, details: [...details, ...change.details] };
}
