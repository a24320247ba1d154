import { codes } from '../../spec/codes.js';
import { namedPaths } from '../../spec/schema-node.js';
import { type CommandEntry, type OptionEntry, optionOf } from '../command.js';
import { commonOptions } from '../common-options.js';
import { readSpecFile } from '../files/spec-file.js';
import { exampleNames } from '../spec/example-names.js';
import { schemaNames } from '../spec/schema-names.js';
import { wholeSchema } from '../spec/whole-schema.js';
import { shellNames } from './scripts.js';

/** A word that may stand there, and what it is. */
export interface Candidate {
  readonly word: string;
  readonly about: string;
}

/** Words, or what the shell itself knows: files whose names end so (all, where no ending is said), or folders. */
export type Candidates = { readonly words: readonly Candidate[] } | { readonly files: readonly string[] } | 'folders';

const plain = (words: readonly string[]): Candidates => ({ words: words.map((word) => ({ word, about: '' })) });
const specs: Candidates = { files: ['yaml', 'yml'] };
const any: Candidates = { files: [] };

/** The machines of the specs among some words; of one that cannot be read there are none. */
function nodesOf(words: readonly string[]): string[] {
  return words
    .filter((word) => /\.ya?ml$/.test(word))
    .flatMap((word) => {
      try {
        return readSpecFile(word).reading.cluster?.nodes.map(({ name }) => name) ?? [];
      } catch {
        return [];
      }
    });
}

/** Codes, and keys of the spec down to the next dot of what is there already. */
function manualNames(begun: string): Candidates {
  const root = wholeSchema();
  const depth = begun.split('.').length;
  const near = namedPaths(root).filter((path) => path.startsWith(begun) && path.split('.').length <= depth);
  const ofCodes = Object.entries(codes).map(([word, { severity }]) => ({ word, about: severity }));
  return { words: [...ofCodes, ...[...new Set(near)].map((word) => ({ word, about: 'key of the spec' }))] };
}

const operands: Readonly<Record<string, (begun: string) => Candidates>> = {
  spec: () => specs,
  file: () => specs,
  document: () => any,
  old: () => any,
  new: () => any,
  name: manualNames,
  schema: () => plain(schemaNames()),
  shell: () => plain(shellNames),
};

const values: Readonly<Record<string, (words: readonly string[]) => Candidates>> = {
  node: (words) => plain(nodesOf(words)),
  example: () => plain(exampleNames()),
};

function valuesOf(name: string, { value, choices }: OptionEntry, words: readonly string[]): Candidates {
  if (choices !== undefined) return plain(choices);
  return values[name]?.(words) ?? (value === 'DIR' ? 'folders' : plain([]));
}

function optionsOf(command: CommandEntry): Candidates {
  const all = Object.entries({ ...command.options, ...commonOptions });
  const help = { word: '--help', about: 'what this command does' };
  return { words: [...all.map(([name, { summary }]) => ({ word: `--${name}`, about: summary })), help] };
}

/** The first words of commands, or the second ones of a group. */
function commandWords(group: string | undefined, table: readonly CommandEntry[]): Candidates {
  const shown = table.filter(({ name }) => group === undefined || name.startsWith(`${group} `));
  const words = new Map<string, string>();
  for (const { name, summary } of shown) {
    const word = name.split(' ')[group === undefined ? 0 : 1] ?? '';
    words.set(word, words.has(word) ? `${words.get(word)}; ${summary}` : summary);
  }
  return { words: [...words].map(([word, about]) => ({ word, about })) };
}

const byShort = (command: CommandEntry, letter: string): string | undefined =>
  Object.entries({ ...command.options, ...commonOptions }).find(([, { short }]) => short === letter)?.[0];

/** The option that waits for a value before the last word; undefined where none does. */
function waiting(command: CommandEntry, before: readonly string[]): [string, OptionEntry] | undefined {
  // Bash makes three words of `--out=DIR`.
  const word = before.at(-1) === '=' ? before.at(-2) : before.at(-1);
  const name = word?.startsWith('--')
    ? word.slice(2)
    : word?.startsWith('-')
      ? byShort(command, word.slice(1))
      : undefined;
  const option = name === undefined ? undefined : optionOf(command, name);
  return name !== undefined && option !== undefined && option.kind !== 'flag' ? [name, option] : undefined;
}

/** The operands among words: what is neither an option nor its value. */
function operandsIn(command: CommandEntry, words: readonly string[]): string[] {
  return words.filter((word, index) => !word.startsWith('-') && waiting(command, words.slice(0, index)) === undefined);
}

/** What may stand in place of the last word, behind `bootwright` and the others. */
export function candidatesFor(words: readonly string[], table: readonly CommandEntry[]): Candidates {
  const [before, begun] = [words.slice(0, -1), words.at(-1) ?? ''];
  const [first, second] = before;
  if (first === undefined)
    return begun.startsWith('-') ? plain(['--help', '--version']) : commandWords(undefined, table);
  const command = table.find(({ name }) => name === first || name === `${first} ${second}`);
  if (command === undefined) return before.length === 1 ? commandWords(first, table) : plain([]);
  const rest = before.slice(command.name.split(' ').length);
  const option = waiting(command, rest);
  if (option !== undefined) return valuesOf(...option, words);
  if (begun.startsWith('-')) return optionsOf(command);
  const { operand, second: other } = command;
  const at = operandsIn(command, rest).length;
  const here = at === 0 || operand.count === 'many' ? operand : at === 1 ? other : undefined;
  return (here && operands[command.name === 'schema' ? 'schema' : here.name]?.(begun)) ?? plain([]);
}
