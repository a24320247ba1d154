import type { TreeCommand, TreeUnit } from './tree.js';

/** What a document says of a unit, as far as it says it. */
export type UnitChange = Pick<TreeUnit, 'name'> & Partial<TreeUnit>;

/** The path of a file that is a unit; its name is the group. */
export const unitFile =
  /^\/etc\/systemd\/system\/([^/]+\.(?:service|socket|target|timer|mount|automount|swap|path|slice))$/;

/** `systemctl enable …` and its like switch units; what a shell makes of other words is not for us to know. */
const verbs: Readonly<Record<string, Partial<TreeUnit>>> = {
  enable: { enabled: true },
  disable: { enabled: false },
  mask: { masked: true },
};

/** The units that a command switches on or off. */
export function unitsSwitched({ command }: TreeCommand): UnitChange[] {
  // Of a line for a shell the first command; no such command is longer.
  const words =
    typeof command === 'string' ? (command.slice(0, 4096).split(/[;&|]/, 1)[0] ?? '').trim().split(/\s+/) : command;
  const [program = '', ...rest] = words;
  if (!/^(\/usr)?(\/bin\/)?systemctl$/.test(program) || rest.some((word) => /[;&|`$<>(]/.test(word))) return [];
  const [verb = '', ...names] = rest.filter((word) => !word.startsWith('-'));
  const change = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (change === undefined) return [];
  return names.map((name) => ({ name: /\.[a-z]+$/.test(name) ? name : `${name}.service`, ...change }));
}
