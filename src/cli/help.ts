import { readFileSync } from 'node:fs';
import yargs, { type Argv } from 'yargs';
import type { Arguments, CommandEntry, OptionEntry } from './command.js';
import { commonOptions } from './common-options.js';
import { complain, printData } from './console.js';
import { examples, groupSummaries, statusText, wayText } from './examples.js';
import { type ExitStatus, exitStatus } from './exit-status.js';
import { packageFile } from './files/package-file.js';
import { operandForms } from './operand-forms.js';
import { wrongUsage } from './wrong-usage.js';

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

function addCommand(program: Argv, command: CommandEntry, chosen: Chosen): Argv {
  const { name, summary, options } = command;
  return program.command(
    `${name.split(' ').at(-1)}${operandForms(command)}`,
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
      program.command(group, groupSummaries[group] ?? '', (inner) => {
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

/** Answers what the quick reader of arguments left: help, version, what a shell's completion asks, and every mistake. */
export async function answer(argv: readonly string[], table: readonly CommandEntry[]): Promise<Arguments | ExitStatus> {
  if (argv.length === 0) {
    printData(wayText);
    return exitStatus.fine;
  }
  const [first, ...words] = argv;
  // As git, npm and kubectl have it.
  if (first === 'help') return answer([...words, '--help'], table);
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
      complain(`bootwright: ${wrongUsage(argv, table, error.message || output)}`);
      status = exitStatus.misused;
    } else if (output !== '') printData(`${output}\n`);
  });
  return status === exitStatus.fine && given !== undefined ? given : status;
}
