import { compareBy, differenceOf } from './compare-by.js';
import { turned } from './file-change.js';
import { withoutSecrets } from './redaction.js';
import { commandText, type LookAllowance, printsOf, wholeCommand } from './shown.js';
import type { MachineState, TreeCommand, TreeStep } from './tree.js';
import type { TreeChange } from './tree-change.js';

const asCommand = ({ command }: TreeStep): TreeCommand => ({ when: 'step', command });

/** A step's command, without secrets. */
export const stepText = (step: TreeStep, look: LookAllowance): string => commandText(asCommand(step), look);

/** What of a step changes: the words that do, where there are as many of them; else all. */
function stepChange(before: TreeStep, after: TreeStep, look: LookAllowance): string[] {
  const whole = [before, after].map((step) => wholeCommand(asCommand(step))) as [string, string];
  if (whole[0] === whole[1]) return [];
  const [old, now] = [stepText(before, look), stepText(after, look)];
  if (old === now) return [printsOf(...whole)];
  const [words, others] = [old.split(' '), now.split(' ')];
  if (words.length !== others.length) return [`${old} → ${now}`];
  return words.flatMap((word, index) => (word === others[index] ? [] : [`${word} → ${others[index]}`]));
}

type Fields = readonly (readonly [name: string, value: string])[];

/** Fields of a thing, each as `NAME VALUE`. */
const described = (fields: Fields): string[] =>
  fields.filter(([, value]) => value !== '').map(([name, value]) => `${name} ${withoutSecrets(value)}`);

const changed = (before: Fields, after: Fields): string[] =>
  turned(before.map(([name, value], index) => [name, withoutSecrets(value), withoutSecrets(after[index]?.[1] ?? '')]));

function compareFields<T>(
  what: TreeChange['what'],
  sides: readonly [readonly T[], readonly T[]],
  keyOf: (entry: T) => string,
  fieldsOf: (entry: T) => Fields,
): TreeChange[] {
  return compareBy(
    what,
    sides,
    keyOf,
    (entry) => described(fieldsOf(entry)),
    (before, after) => differenceOf(changed(fieldsOf(before), fieldsOf(after))),
  );
}

const itself = (name: string): string => name;
const nothing = (): Fields => [];

/** Users, packages, modules and settings of the kernel, mounts and steps that differ. */
export function compareState(old: MachineState, now: MachineState, look: LookAllowance): TreeChange[] {
  return [
    ...compareFields(
      'user',
      [old.users, now.users],
      ({ name }) => name,
      ({ group, home, shell }) => [
        ['group', group],
        ['home', home],
        ['shell', shell],
      ],
    ),
    ...compareFields('package', [old.packages, now.packages], itself, nothing),
    ...compareFields('module', [old.modules, now.modules], itself, nothing),
    ...compareFields(
      'sysctl',
      [old.sysctls, now.sysctls],
      ({ key }) => key,
      ({ value }) => [['value', value]],
    ),
    ...compareFields(
      'mount',
      [old.mounts, now.mounts],
      ({ where }) => where,
      ({ what, type, options }) => [
        ['of', what],
        ['type', type],
        ['options', options],
      ],
    ),
    ...compareBy(
      'step',
      [old.steps, now.steps],
      ({ name }) => name,
      (step) => [stepText(step, look)],
      (before, after) => differenceOf(stepChange(before, after, look)),
    ),
  ];
}
