import { Composer, type CST, type Document, Lexer, Parser, type YAMLWarning } from 'yaml';
import { constructDocument, deepestYaml, tooDeep } from './construct.js';
import { Refused } from './refused.js';

/** Characters that PyYAML takes nowhere. Source: yaml/pyyaml, lib/yaml/reader.py. */
const unprintable = /[^\t\n\r -~\u0085\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** More words and signs than a document has that a provider takes: each costs time and a thousand bytes of memory. */
export const mostWords = 400_000;

/** Far more text than that: what is quoted or in blocks costs some thirty bytes of memory for each character. */
export const mostCharacters = 4 * 1024 * 1024;

/** Words and signs that may still be read of one document, all its parts together. */
export interface WordAllowance {
  words: number;
  characters: number;
}

/** Its lines as PyYAML's scanner has them, which ends one at a lone carriage return and at U+0085, too. */
const linesOfPyYaml = (text: string): string => text.replace(/^\ufeff/, '').replace(/\r\n?|\u0085/g, '\n');

function checkCharacters(text: string): void {
  const [bad] = unprintable.exec(text) ?? [];
  if (bad !== undefined) {
    const point = (bad.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    throw new Refused(`it holds the character U+${point}, which YAML has only as an escape`);
  }
  if (/[\u2028\u2029]/.test(text))
    throw new Refused('it holds U+2028 or U+2029, which end a line there and here do not');
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** A flaw that the package found, in a line; its own stack ends where block values lie some thousand deep. */
const flawed = (message: string, text: string, offset: number): Refused =>
  new Refused(/call stack/.test(message) ? tooDeep : `${message} in line ${lineAt(text, offset)}`);

/** What the package's lexer says of what comes next; no part of the document. */
const signs = { documentFollows: '\u0002', flowEnds: '\u0018', scalarFollows: '\u001f' };
const isSign = (lexeme: string): boolean => Object.values(signs).includes(lexeme);
const nesting: Readonly<Record<string, number>> = { '[': 1, '{': 1, ']': -1, '}': -1 };

/**
 * A text's words and signs, up to the first one that PyYAML's scanner stumbles over and the package does not: a tab
 * between words, the end of a document that has not begun.
 */
function* lexemesOf(text: string, allowance: WordAllowance): Generator<string> {
  let [at, flow, begun, before] = [0, 0, false, ''];
  for (const lexeme of new Lexer().lex(text)) {
    allowance.words -= 1;
    flow += nesting[lexeme] ?? 0;
    if (allowance.words < 0)
      throw new Refused(`it has more than ${mostWords} words and signs, more than fit into any provider's user-data`);
    if (flow > deepestYaml) throw new Refused(tooDeep);
    if (lexeme === '...' && !begun) throw new Refused(`line ${lineAt(text, at)} ends a document that has not begun`);
    if (before !== signs.scalarFollows && /^[ \t]*\t[ \t]*$/.test(lexeme))
      throw new Refused(`line ${lineAt(text, at)} has a tab where only blanks may stand`);
    yield lexeme;
    if (!isSign(lexeme)) {
      at += lexeme.length;
      begun ||= /^[^ \t\n#]/.test(lexeme);
    }
    before = lexeme;
  }
}

/** The parser's tokens, up to the first error: a text with very many costs no more than another. */
function tokensOf(text: string, allowance: WordAllowance): CST.Token[] {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  const take = (token: CST.Token): void => {
    if (token.type === 'error') throw flawed(token.message.split('\n')[0] ?? '', text, token.offset);
    tokens.push(token);
  };
  for (const lexeme of lexemesOf(text, allowance)) for (const token of parser.next(lexeme)) take(token);
  for (const token of parser.end()) take(token);
  return tokens;
}

const options = {
  version: '1.1',
  schema: 'failsafe',
  resolveKnownTags: false,
  uniqueKeys: false,
  keepSourceTokens: true,
} as const;

function parsed(text: string, allowance: WordAllowance): Document | undefined {
  const documents = [...new Composer(options).compose(tokensOf(text, allowance), true, text.length)] as Document[];
  for (const { errors, warnings } of documents) {
    const isVersion = ({ code, message }: YAMLWarning): boolean =>
      code === 'BAD_DIRECTIVE' && message.startsWith('Unsupported YAML version');
    const flaw = errors[0] ?? warnings.find(isVersion);
    if (flaw) throw flawed(flaw.message, text, flaw.pos[0]);
  }
  const [document, second] = documents;
  if (second) throw new Refused(`a second document begins in line ${lineAt(text, second.range?.[0] ?? 0)}`);
  return document;
}

/**
 * The value of a YAML document as PyYAML's safe loader has it, which is cloud-init's: version 1.1, one document, of a
 * key that is there twice the last. Throws `Refused` for what PyYAML does not load, for what is larger than any
 * machine's document, and, other than PyYAML, for a text in quotes that goes on further left than it may in YAML 1.2.
 */
export function loadYaml(
  given: string,
  allowance: WordAllowance = { words: mostWords, characters: mostCharacters },
): unknown {
  const text = linesOfPyYaml(given);
  checkCharacters(text);
  allowance.characters -= text.length;
  if (allowance.characters < 0)
    throw new Refused(`it has more than ${mostCharacters / 2 ** 20} MiB, more than fit into any provider's user-data`);
  try {
    const document = parsed(text, allowance);
    return document === undefined ? null : constructDocument(document, text);
  } catch (error) {
    // The package's own stack ends where block values lie within one another some thousand deep.
    throw error instanceof RangeError ? new Refused(tooDeep) : error;
  }
}
