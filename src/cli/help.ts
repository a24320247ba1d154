import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import yargs, { type Argv } from 'yargs';
import { suggestionFor } from '../spec/suggestion.js';
import { commandOf } from './arguments.js';
import type { Arguments, CommandEntry, OptionEntry } from './command.js';
import { commonOptions } from './common-options.js';
import { complain, printData } from './console.js';
import { examples, statusText, wayText } from './examples.js';
import { type ExitStatus, exitStatus } from './exit-status.js';
import { packageFile } from './files/package-file.js';

type Given = Readonly<Record<string, unknown>>;
type Chosen = (command: CommandEntry, given: Given) => void;

const listOf = (value: unknown): string[] => (value === undefined ? [] : [value].flat().map(String));

function argumentsFrom(command: CommandEntry, given: Given): Arguments {
  const all = { ...command.options, ...commonOptions };
  const options = Object.entries(all).filter(([name]) => given[name] !== undefined);
  return {
    command,
    operands: [command.operand.name, command.second?.name ?? ''].flatMap((name) => listOf(given[name])),
    flags: new Set(options.filter(([name, { kind }]) => kind === 'flag' && given[name] === true).map(([name]) => name)),
    values: new Map(options.filter(([, { kind }]) => kind !== 'flag').map(([name]) => [name, listOf(given[name])])),
  };
}

function described({ kind, short, summary, value, choices, fallback }: OptionEntry) {
  const alias = short === undefined ? {} : { alias: short };
  if (kind === 'flag') return { type: 'boolean', describe: summary, ...alias } as const;
  return {
    type: 'string',
    describe: `${value}: ${summary}`,
    requiresArg: true,
    ...alias,
    ...(kind === 'texts' ? { array: true, nargs: 1 } : {}),
    ...(choices ? { choices } : {}),
    ...(fallback === undefined ? {} : { defaultDescription: fallback }),
  } as const;
}

const operandForm = { none: '', optional: ' [NAME]', one: ' <NAME>', many: ' <NAME..>' } as const;

function addCommand(program: Argv, command: CommandEntry, chosen: Chosen): Argv {
  const { name, operand, second, summary, options } = command;
  const forms = [operand, ...(second ? [second] : [])].map((each) =>
    operandForm[each.count].replace('NAME', each.name),
  );
  const form = `${name.split(' ').at(-1)}${forms.join('')}`;
  return program.command(
    form,
    summary,
    (inner) => {
      for (const [option, entry] of Object.entries(options)) inner.option(option, described(entry));
      for (const [line, does] of examples[name] ?? []) inner.example(line, does);
      return inner;
    },
    (given) => chosen(command, given),
  );
}

/** The width of the help: the terminal's, up to what an eye follows; where there is none, that of old. */
const [narrow, widest] = [80, 120];

function programOf(table: readonly CommandEntry[], chosen: Chosen): Argv {
  const { version } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string };
  const program = yargs([])
    .scriptName('bootwright')
    .usage('$0 COMMAND: one cluster spec in, one first-boot document per Kubernetes worker out')
    .detectLocale(false)
    .parserConfiguration({ 'camel-case-expansion': false, 'duplicate-arguments-array': true })
    .strict()
    .demandCommand(1, 'A command is needed.')
    .showHelpOnFail(false)
    .wrap(Math.min(process.stdout.columns ?? narrow, widest))
    .epilogue(statusText)
    .version(version)
    .alias('version', 'v')
    .help()
    .alias('help', 'h');
  for (const [option, entry] of Object.entries(commonOptions)) program.option(option, described(entry));
  for (const group of new Set(table.map(({ name }) => name.split(' ')[0] ?? ''))) {
    const members = table.filter(({ name }) => name.split(' ')[0] === group);
    const [only] = members;
    if (only && !only.name.includes(' ')) addCommand(program, only, chosen);
    else {
      program.command(group, members.map(({ summary }) => summary).join('. '), (inner) => {
        for (const member of members) addCommand(inner, member, chosen);
        return inner.demandCommand(
          1,
          `${group} needs one of: ${members.map(({ name }) => name.split(' ')[1]).join(', ')}.`,
        );
      });
    }
  }
  return program;
}

const meantText = (meant: string | undefined): string[] => (meant === undefined ? [] : [`Did you mean ${meant}?`]);

/** The words of a command line one by one, and the command that they name. */
function wordsOf(argv: readonly string[], table: readonly CommandEntry[]) {
  const { tokens } = parseArgs({ args: [...argv], strict: false, allowPositionals: true, tokens: true });
  const words = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
  return { tokens, words, command: commandOf(words, table) };
}

/** "Did you mean" for a command that there is not, or else for the first option that the command does not have. */
function advice(argv: readonly string[], table: readonly CommandEntry[]): string {
  const {
    tokens,
    words: [first, second],
    command,
  } = wordsOf(argv, table);
  const names = table.map(({ name }) => name);
  if (command === undefined) {
    const word = names.some((name) => name.startsWith(`${first} `)) ? `${first} ${second}` : first;
    const meant = word === undefined ? undefined : suggestionFor(word, names);
    return [...meantText(meant), 'See: bootwright --help'].join('\n');
  }
  const known = [...Object.keys(command.options), ...Object.keys(commonOptions), 'help', 'version'];
  const unknown = tokens.find((token) => token.kind === 'option' && !known.includes(token.name));
  const meant = unknown?.kind === 'option' ? suggestionFor(unknown.name, known) : undefined;
  return [...meantText(meant && `--${meant}`), `See: bootwright ${command.name} --help`].join('\n');
}

/** What is wrong where the first word is no command, which yargs calls an unknown argument. */
function unknownCommand(argv: readonly string[], table: readonly CommandEntry[]): string | undefined {
  const [first] = argv;
  if (first === undefined || first.startsWith('-')) return undefined;
  return table.some(({ name }) => name.split(' ')[0] === first) ? undefined : `there is no command "${first}"`;
}

/** What is wrong where a command lacks a file or a name, of which yargs says only that it lacks an argument. */
function missingOperand(argv: readonly string[], table: readonly CommandEntry[], said: string): string | undefined {
  if (!said.startsWith('Not enough non-option arguments')) return undefined;
  const { command } = wordsOf(argv, table);
  const needed = [command?.operand, command?.second].filter((each) => each?.count === 'one' || each?.count === 'many');
  return command && `${command.name} needs: ${needed.map((each) => each?.name).join(', ')}`;
}

/** Answers what the quick reader of arguments left: help, version, what a shell's completion asks, and every mistake. */
export async function answer(argv: readonly string[], table: readonly CommandEntry[]): Promise<Arguments | ExitStatus> {
  if (argv.length === 0) {
    printData(wayText);
    return exitStatus.fine;
  }
  const [first, ...words] = argv;
  if (first === '__complete') {
    const { answerShell } = await import('./completion/answer.js');
    return answerShell(words[0] === '--' ? words.slice(1) : words, table);
  }
  let given: Arguments | undefined;
  let status: ExitStatus = exitStatus.fine;
  const program = programOf(table, (command, values) => {
    given = argumentsFrom(command, values);
  });
  await program.parseAsync([...argv], {}, (error, _, output) => {
    if (error) {
      const said = error.message || output;
      const wrong = unknownCommand(argv, table) ?? missingOperand(argv, table, said) ?? said;
      complain(`bootwright: ${wrong}\n${advice(argv, table)}`);
      status = exitStatus.misused;
    } else if (output !== '') printData(`${output}\n`);
  });
  return status === exitStatus.fine && given !== undefined ? given : status;
}
