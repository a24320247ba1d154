import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { fingerprintOf, settingWithoutSecrets, shownText, withoutSecrets } from './redaction.js';
import type { MachineTree, TreeCommand, TreeFile } from './tree.js';

/** One thing that is otherwise on the machine with the new document. */
export interface TreeChange {
  readonly what: 'file' | 'directory' | 'link' | 'unit' | 'commands' | 'setting';
  readonly name: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** What of it: `mode 0644 → 0600`; without secrets. */
  readonly details: readonly string[];
  /** Unified, without secrets; of text that changed. */
  readonly diff?: string;
}

const octal = (mode: number): string => mode.toString(8).padStart(4, '0');

/** Two texts as a unified diff; the secrets are out of both already. */
export function unifiedDiff(name: string, before: string, after: string, labels: readonly [string, string]): string {
  return createTwoFilesPatch(name, name, before, after, ...labels, { context: 3, headerOptions: FILE_HEADERS_ONLY });
}

const labels = ['old', 'new'] as const;
const bytesIn = ({ length }: Uint8Array): string => `${length} byte${length === 1 ? '' : 's'}`;

const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, at) => byte === b[at]);

function describeFile({ mode, owner, content, appended }: TreeFile): string[] {
  return [`mode ${octal(mode)}`, `owner ${owner}`, bytesIn(content), ...(appended ? ['appended'] : [])];
}

/** Fields that differ, as `NAME OLD → NEW`. */
function turned(fields: readonly (readonly [string, string, string])[]): string[] {
  return fields
    .filter(([, before, after]) => before !== after)
    .map(([name, before, after]) => `${name} ${before} → ${after}`);
}

function fileChange(before: TreeFile, after: TreeFile): Omit<TreeChange, 'what' | 'name' | 'change'> | undefined {
  const details = turned([
    ['mode', octal(before.mode), octal(after.mode)],
    ['owner', before.owner, after.owner],
    ['appended', String(before.appended), String(after.appended)],
  ]);
  if (same(before.content, after.content)) return details.length > 0 ? { details } : undefined;
  const [old, now] = [shownText(before), shownText(after)];
  // Where a secret changes within a text, its fingerprint does.
  if (old !== null && now !== null && old !== now) return { details, diff: unifiedDiff(after.path, old, now, labels) };
  const prints = turned([['content', fingerprintOf(before.content), fingerprintOf(after.content)]]);
  return { details: [...details, ...prints] };
}

/** Pairs entries of both sides by their keys, in the order of these. */
function compareBy<T>(
  what: TreeChange['what'],
  sides: readonly [readonly T[], readonly T[]],
  keyOf: (entry: T) => string,
  describe: (entry: T) => string[],
  differ: (before: T, after: T) => Omit<TreeChange, 'what' | 'name' | 'change'> | undefined,
): TreeChange[] {
  const [old, now] = sides.map((entries) => new Map(entries.map((entry) => [keyOf(entry), entry]))) as [
    Map<string, T>,
    Map<string, T>,
  ];
  const names = [...new Set([...old.keys(), ...now.keys()])].sort();
  return names.flatMap((name): TreeChange[] => {
    const [before, after] = [old.get(name), now.get(name)];
    if (before === undefined)
      return after === undefined ? [] : [{ what, name, change: 'added', details: describe(after) }];
    if (after === undefined) return [{ what, name, change: 'removed', details: describe(before) }];
    const found = differ(before, after);
    return found ? [{ what, name, change: 'changed', ...found }] : [];
  });
}

/** A command on one line, or its script on several; without secrets. */
export function commandText({ command }: TreeCommand): string {
  const text = typeof command === 'string' ? command.trimEnd() : command.map(quoted).join(' ');
  return withoutSecrets(text);
}

const quoted = (word: string): string => (/^[\w./:@%+,=~-]+$/.test(word) ? word : JSON.stringify(word));

function compareCommands(old: MachineTree, now: MachineTree): TreeChange[] {
  const kinds = [...new Set([...old.commands, ...now.commands].map(({ when }) => when))];
  return kinds.flatMap((name): TreeChange[] => {
    const [before, after] = [old, now].map(({ commands }) =>
      commands
        .filter(({ when }) => when === name)
        .map((command) => `${commandText(command)}\n`)
        .join(''),
    ) as [string, string];
    if (before === after) return [];
    const change = before === '' ? 'added' : after === '' ? 'removed' : 'changed';
    return [{ what: 'commands', name, change, details: [], diff: unifiedDiff(name, before, after, labels) }];
  });
}

/** A setting as lines that can be compared; without secrets. */
export function settingText(value: unknown, key: string): string {
  return `${JSON.stringify(settingWithoutSecrets(value, key), null, 2)}\n`;
}

/** What one document makes otherwise than another, whatever their envelopes. */
export function compareTrees(old: MachineTree, now: MachineTree): TreeChange[] {
  const path = ({ path: name }: { readonly path: string }): string => name;
  const state = (unit: MachineTree['units'][number]): string =>
    unit.masked ? 'masked' : unit.enabled === null ? 'as it is' : unit.enabled ? 'enabled' : 'disabled';
  return [
    ...compareBy(
      'directory',
      [old.directories, now.directories],
      path,
      ({ mode, owner }) => [`mode ${octal(mode)}`, `owner ${owner}`],
      (a, b) => {
        const details = turned([
          ['mode', octal(a.mode), octal(b.mode)],
          ['owner', a.owner, b.owner],
        ]);
        return details.length > 0 ? { details } : undefined;
      },
    ),
    ...compareBy('file', [old.files, now.files], path, describeFile, fileChange),
    ...compareBy(
      'link',
      [old.links, now.links],
      path,
      ({ target }) => [`to ${target}`],
      (a, b) => {
        const details = turned([
          ['target', a.target, b.target],
          ['hard', String(a.hard), String(b.hard)],
        ]);
        return details.length > 0 ? { details } : undefined;
      },
    ),
    ...compareBy(
      'unit',
      [old.units, now.units],
      ({ name }) => name,
      (unit) => [state(unit)],
      (a, b) => {
        const details = turned([['state', state(a), state(b)]]);
        return details.length > 0 ? { details } : undefined;
      },
    ),
    ...compareCommands(old, now),
    ...compareBy(
      'setting',
      [old.rest, now.rest],
      ({ key }) => key,
      () => [],
      (a, b) => {
        const [before, after] = [settingText(a.value, a.key), settingText(b.value, b.key)];
        return before === after ? undefined : { details: [], diff: unifiedDiff(a.key, before, after, labels) };
      },
    ),
  ];
}
