/** What systemd reads in a unit file. */
export interface UnitFile {
  /** `Section.Key` and its value; several words or lines are a list. */
  readonly settings: ReadonlyMap<string, string | readonly string[]>;
  /** The program that ExecStart runs. */
  readonly command: string | null;
  readonly flags: ReadonlyMap<string, string>;
  /** ExecStart's words that are no flags. */
  readonly operands: readonly string[];
}

/** Settings whose value is a list of names in no order: words of one line or of several are the same. */
const lists = /^(After|Before|Requires|Requisite|Wants|BindsTo|PartOf|Conflicts|WantedBy|RequiredBy|Documentation)$/;

/** Reads a unit file as systemd does: continued lines, comments, lists, and an empty value that takes back. */
export function readUnit(text: string): UnitFile {
  const found = new Map<string, string[]>();
  let section = '';
  for (const line of text.replace(/\\\n\s*/g, ' ').split('\n')) {
    if (/^\s*([#;]|$)/.test(line)) continue;
    const [, header] = /^\[(.+)\]$/.exec(line.trim()) ?? [];
    if (header !== undefined) section = header;
    else assign(found, section, line);
  }
  const [start = ''] = found.get('Service.ExecStart') ?? [];
  found.delete('Service.ExecStart');
  const [command = null, ...words] = start === '' ? [] : commandWords(start);
  const settings = [...found].map(([key, values]) => [key, values.length === 1 ? values[0] : values] as const);
  return { settings: new Map(settings as [string, string | string[]][]), command, ...readFlags(words) };
}

function assign(found: Map<string, string[]>, section: string, line: string): void {
  const at = line.indexOf('=');
  const name = line.slice(0, at).trim();
  const value = line.slice(at + 1).trim();
  const key = `${section}.${name}`;
  const before = found.get(key) ?? [];
  if (value === '') found.delete(key);
  else if (lists.test(name)) found.set(key, [...before, ...value.split(/\s+/)].sort());
  else if (/^(Exec|Environment)/.test(name)) found.set(key, [...before, value]);
  else found.set(key, [value]);
}

/** A command's words, with quotes and doubled `%` and `$` undone as systemd undoes them. */
export function commandWords(command: string): string[] {
  const words = command.match(/(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\\.|[^\s"'\\])+/g) ?? [];
  return words.map((word) => unspecified(unquoted(word)).replaceAll('$$', '$'));
}

const unquoted = (word: string): string =>
  word.replace(/"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|\\(.)/g, (_, double?: string, single?: string, one?: string) =>
    (double ?? single ?? one ?? '').replace(/\\(.)/g, '$1'),
  );

/** `%%` is one; a `%` before what is no letter stays as it is, and one at a word's end is lost. */
const unspecified = (word: string): string => word.replace(/%(%|$)/g, (_, next: string) => (next === '%' ? '%' : ''));

/** Flags and their values, `-x` like `--x` as Go reads them; a flag alone is true. */
export function readFlags(words: readonly string[]): Pick<UnitFile, 'flags' | 'operands'> {
  const flags = new Map<string, string>();
  const operands: string[] = [];
  for (const word of words) {
    const [, name, value] = /^--?([^=]+)(?:=(.*))?$/.exec(word) ?? [];
    if (name === undefined) operands.push(word);
    else flags.set(name, value ?? 'true');
  }
  return { flags, operands };
}
