import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type Arguments, type CommandEntry, optionOf } from './command.js';
import { commonOptions } from './common-options.js';

/** An option's name means one kind of value in every command, so the words can be told apart before the command is known. */
export function allOptions(table: readonly CommandEntry[]): NonNullable<ParseArgsConfig['options']> {
  const options: NonNullable<ParseArgsConfig['options']> = {};
  for (const entries of [...table.map((command) => command.options), commonOptions]) {
    for (const [name, { kind, short }] of Object.entries(entries)) {
      options[name] = { type: kind === 'flag' ? 'boolean' : 'string', multiple: true, ...(short && { short }) };
    }
  }
  return options;
}

/** The command that the first words of a line name, of one word or two. */
export function commandOf(words: readonly string[], table: readonly CommandEntry[]): CommandEntry | undefined {
  const [first, second] = words;
  return table.find(({ name }) => name === first) ?? table.find(({ name }) => name === `${first} ${second}`);
}

function fits({ operand: { count }, second }: CommandEntry, given: number): boolean {
  if (count === 'many') return given > 0;
  const least = Number(count === 'one') + Number(second?.count === 'one');
  return given >= least && given <= Number(count !== 'none') + Number(second !== undefined);
}

/**
 * Reads what is plainly right, and that at once: yargs takes longer to load than a worker takes to render. Everything
 * else, from `--help` to a slip of the fingers, is undefined here, and yargs answers it from the same table.
 */
export function readArguments(argv: readonly string[], table: readonly CommandEntry[]): Arguments | undefined {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options: allOptions(table), allowPositionals: true });
    const command = commandOf(positionals, table);
    if (command === undefined) return undefined;
    const operands = positionals.slice(command.name.split(' ').length);
    const flags = new Set<string>();
    const texts = new Map<string, string[]>();
    for (const [name, value] of Object.entries(values)) {
      const option = optionOf(command, name);
      const list = (Array.isArray(value) ? value : [value]).map(String);
      if (option === undefined || list.some((one) => option.choices?.includes(one) === false)) return undefined;
      if (option.kind === 'text' && list.length > 1) return undefined;
      if (option.kind === 'flag') flags.add(name);
      else texts.set(name, list);
    }
    return fits(command, operands.length) ? { command, operands, flags, values: texts } : undefined;
  } catch {
    return undefined;
  }
}
