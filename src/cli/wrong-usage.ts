import { parseArgs } from 'node:util';
import { suggestionFor } from '../spec/suggestion.js';
import { allOptions, commandOf } from './arguments.js';
import { type CommandEntry, optionOf } from './command.js';
import { commonOptions } from './common-options.js';
import { examples } from './examples.js';
import { operandForms } from './operand-forms.js';

type Table = readonly CommandEntry[];

/** The words of a command line one by one, and the command that they name. */
function wordsOf(argv: readonly string[], table: Table) {
  const config = { options: allOptions(table), strict: false, allowPositionals: true, tokens: true } as const;
  const { tokens } = parseArgs({ args: [...argv], ...config });
  const words = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
  return { options: tokens.filter(({ kind }) => kind === 'option'), words, command: commandOf(words, table) };
}

const meantText = (meant: string | undefined): string[] => (meant === undefined ? [] : [`Did you mean ${meant}?`]);

/** A first word, or a first and second, that name no command. */
function unknownCommand([first = '', second]: readonly string[], table: Table): string[] {
  const names = table.map(({ name }) => name);
  const members = names.flatMap((name) => (name.startsWith(`${first} `) ? [name.slice(first.length + 1)] : []));
  if (members.length > 0 && second === undefined)
    return [`${first} needs one of: ${members.join(', ')}`, `See: bootwright ${first} --help`];
  const word = members.length > 0 ? `${first} ${second}` : first;
  const meant = meantText(suggestionFor(word, [...names, '--help', '--version']));
  return [`there is no command "${word}"`, ...meant, 'See: bootwright --help'];
}

/** An option that the command does not have, or a value that the option does not take. */
function wrongOption({ options }: ReturnType<typeof wordsOf>, command: CommandEntry): string[] | undefined {
  const known = [...Object.keys(command.options), ...Object.keys(commonOptions), 'help', 'version'];
  for (const token of options) {
    if (token.kind !== 'option' || /^[hv]$/.test(token.name)) continue;
    const { name, rawName, value } = token;
    const { choices } = optionOf(command, name) ?? {};
    if (!known.includes(name)) {
      const meant = suggestionFor(name, known);
      return [`${command.name} has no option ${rawName}`, ...meantText(meant && `--${meant}`)];
    }
    if (value === undefined && optionOf(command, name)?.kind !== 'flag' && optionOf(command, name) !== undefined)
      return [`${rawName} needs a value`];
    if (choices !== undefined && value !== undefined && !choices.includes(value)) {
      const said = `--${name} takes one of ${choices.join(', ')}; not "${value}"`;
      return [said, ...meantText(suggestionFor(value, choices))];
    }
  }
  return undefined;
}

/** A file or a name that is missing, or one too many. */
function wrongOperands(words: readonly string[], command: CommandEntry): string[] | undefined {
  const given = words.length - command.name.split(' ').length;
  const operands = [command.operand, ...(command.second ? [command.second] : [])];
  const missing = operands.filter(({ count }, index) => (count === 'one' || count === 'many') && index >= given);
  const usage = `Usage: bootwright ${command.name}${operandForms(command)}`;
  const [[example] = []] = examples[command.name] ?? [];
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name).join(' and ');
    return [`${command.name} needs: ${names}`, usage, ...(example === undefined ? [] : [`For example: ${example}`])];
  }
  const most = command.operand.count === 'many' ? Number.POSITIVE_INFINITY : operands.length;
  return given > most ? [`${command.name} has no use for "${words.at(-1)}"`, usage] : undefined;
}

/**
 * What is wrong with a command line, in one text; `said` is what yargs makes of it, for what is none of the usual slips.
 */
export function wrongUsage(argv: readonly string[], table: Table, said: string): string {
  const read = wordsOf(argv, table);
  const { command, words } = read;
  if (command === undefined) return unknownCommand(words, table).join('\n');
  const wrong = wrongOption(read, command) ?? wrongOperands(words, command) ?? [said];
  return [...wrong, `See: bootwright ${command.name} --help`].join('\n');
}
