import { dirname, join } from 'node:path';
import { parseAst } from 'rolldown/parseAst';

/** A name that the library exports, and its declaration where it is made. */
interface Entry {
  readonly name: string;
  readonly kind: 'function' | 'value' | 'type';
  /** Without the signs of a comment; paragraphs apart. */
  readonly doc: string;
  /** Empty where the docstring is enough. */
  readonly code: string;
  /** Whether it is of a stage between text and document. */
  readonly isBetween: boolean;
}

type Node = { readonly type: string; readonly start: number; readonly end: number } & Readonly<Record<string, unknown>>;

/** Types with more lines than this, and those of the stages between, are for the reader of the declarations themselves. */
const longest = 32;
const between = /\/(resolve|plan|generated)\//;

const kinds: Readonly<Record<string, Entry['kind']>> = {
  TSDeclareFunction: 'function',
  VariableDeclaration: 'value',
  TSInterfaceDeclaration: 'type',
  TSTypeAliasDeclaration: 'type',
};

const bodyOf = (text: string): readonly Node[] => parseAst(text, { lang: 'dts' }).body as unknown as Node[];

function nameOf(declaration: Node): string | undefined {
  const [first] = (declaration.declarations as Node[] | undefined) ?? [declaration];
  return (first?.id as { name?: string } | undefined)?.name;
}

/** The comment that ends where a declaration begins, as plain text. */
function docBefore(text: string, start: number): string {
  const [, comment = ''] = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*$/.exec(text.slice(0, start)) ?? [];
  return comment
    .split('\n')
    .map((line) => line.trim().replace(/^\* ?/, ''))
    .join('\n')
    .trim();
}

/** The entry of a name that a file declares, or passes on from another. */
function entryIn(file: string, name: string, shown: string, read: (file: string) => string): Entry {
  const text = read(file);
  for (const statement of bodyOf(text)) {
    if (statement.type !== 'ExportNamedDeclaration') continue;
    const declaration = statement.declaration as Node | null;
    const kind = kinds[declaration?.type ?? ''];
    if (declaration !== null && kind !== undefined && nameOf(declaration) === name) {
      const code = text.slice(statement.start, statement.end).replace(/^export (declare )?/, '');
      const renamed = code.replace(new RegExp(`\\b${name}\\b`), shown);
      const isShown = kind === 'function' || (kind === 'type' && renamed.split('\n').length <= longest);
      const doc = docBefore(text, statement.start);
      return { name: shown, kind, doc, code: isShown ? renamed : '', isBetween: between.test(file) };
    }
  }
  throw new Error(`${file} declares no ${name}`);
}

/** What the library's index exports, in its order. */
function entriesOf(index: string, read: (file: string) => string): Entry[] {
  return bodyOf(read(index)).flatMap((statement) => {
    const source = (statement.source as { value?: string } | null)?.value;
    if (statement.type !== 'ExportNamedDeclaration' || source === undefined) return [];
    const file = join(dirname(index), source.replace(/\.js$/, '.d.ts'));
    const names = statement.specifiers as { local: { name: string }; exported: { name: string } }[];
    return names.map(({ local, exported }) => entryIn(file, local.name, exported.name, read));
  });
}

function section({ name, doc, code }: Entry): string {
  const declaration = code === '' ? [] : ['', '```ts', code, '```'];
  return [`### \`${name}\``, ...(doc === '' ? [] : ['', doc]), ...declaration, ''].join('\n');
}

/** The reference of the library, from the declarations that are published with it. */
export function apiPage(index: string, read: (file: string) => string): string {
  const entries = entriesOf(index, read);
  const of = (kind: Entry['kind']): string[] =>
    entries.filter((entry) => entry.kind === kind && !(kind === 'type' && entry.isBetween)).map(section);
  const stages = entries.filter(({ kind, isBetween }) => kind === 'type' && isBetween).map(({ name }) => `\`${name}\``);
  return [
    '# The library, name by name',
    '',
    'Made from the docstrings of `src` by `npm run docs`; [library.md](library.md) shows how the parts go together.',
    '',
    '## Functions',
    '',
    ...of('function'),
    '## Values',
    '',
    ...of('value'),
    '## Types',
    '',
    ...of('type'),
    `The types of the stages between, which follow the program, are in its declarations: ${stages.sort().join(', ')}.`,
    '',
  ].join('\n');
}
