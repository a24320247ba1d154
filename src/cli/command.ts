import { commonOptions } from './common-options.js';
import type { ExitStatus } from './exit-status.js';

/** One option. `flag` takes no value; of `text` the last one counts; `texts` may be given several times. */
export interface OptionEntry {
  readonly kind: 'flag' | 'text' | 'texts';
  readonly summary: string;
  /** The one letter that it also goes by. */
  readonly short?: string;
  /** What stands for the value in the help. */
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly fallback?: string;
}

/** One command: the table of these feeds the quick reader of arguments, the help and the completion alike. */
export interface CommandEntry {
  /** One word, or a group and a word: `pki init`. */
  readonly name: string;
  readonly summary: string;
  readonly operand: { readonly name: string; readonly count: 'none' | 'optional' | 'one' | 'many' };
  /** A word behind the one that the command is about. */
  readonly second?: { readonly name: string; readonly count: 'optional' | 'one' };
  readonly options: Readonly<Record<string, OptionEntry>>;
  /** Commands are loaded when they are run: a start reads only what it uses. */
  readonly load: () => Promise<{ readonly run: RunCommand }>;
}

/** What the user asked for: words, flags and values. */
export interface Arguments {
  readonly command: CommandEntry;
  readonly operands: readonly string[];
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, readonly string[]>;
}

export type RunCommand = (given: Arguments, now: Date) => ExitStatus | Promise<ExitStatus>;

/** An option of a command by its name. */
export const optionOf = ({ options }: CommandEntry, name: string): OptionEntry | undefined =>
  options[name] ?? commonOptions[name];

/** The value of an option, or else its fallback from the table. */
export function lastValue({ command, values }: Arguments, name: string): string | undefined {
  return values.get(name)?.at(-1) ?? command.options[name]?.fallback;
}

/** The value of an option that has a fallback. */
export function settledValue(given: Arguments, name: string): string {
  const value = lastValue(given, name);
  if (value === undefined) throw new TypeError(`the option --${name} of ${given.command.name} has no fallback`);
  return value;
}
