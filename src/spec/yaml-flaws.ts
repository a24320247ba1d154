import { type Document, Lexer, type YAMLError } from 'yaml';
import type { Diagnostic } from './diagnostic.js';
import { atOffsets } from './text-flaws.js';

/** Plainer words for what the parser says most often. */
const reasons: Readonly<Record<string, string>> = {
  'Nested mappings are not allowed in compact mappings':
    'there are two ": " for one key; put text that holds ": " in quotes, and give keys of one mapping the same indentation',
  'Implicit keys need to be on a single line': 'a key goes over several lines; is a quote or a colon missing?',
  'Implicit map keys need to be followed by map values': 'a key without a colon behind it',
  'Unexpected block-seq-ind on same line with key': 'a list starts on the line of its key; put it on the next one',
  'Unexpected scalar at node end': 'text follows where the value has ended; is a quote missing, or one too many?',
};

/** What the parser says where a line starts at another column than its siblings. */
const misaligned =
  /^All \w+ items must start at the same column|^A block sequence may not be used as an implicit map key/;
/** A space that is missing: how the line looks, what the parser says of it, and what to say. */
const noSpace: readonly (readonly [line: RegExp, said: RegExp, reason: string])[] = [
  [/^ *-[[{"'A-Za-z]/, /./, 'a list item has a space after its dash'],
  [/^ *(- +)?[A-Za-z][\w.-]*:["'\w{[]/, /^Implicit /, 'a key has a space after its colon'],
];

/** The line that an offset is in, and where its text starts. */
function lineAt(text: string, offset: number): { readonly line: string; readonly content: number } {
  const start = text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
  const [line = ''] = text.slice(start, start + 1000).split('\n');
  return { line, content: start + (/^ */.exec(line)?.[0].length ?? 0) };
}

/** A slip of the fingers that the line itself shows: the parser says what follows from it. */
function slipReason(line: string, message: string): string | undefined {
  const [, , missing] = noSpace.find(([form, said]) => form.test(line) && said.test(message)) ?? [];
  if (missing !== undefined || !misaligned.test(message)) return missing;
  const { length } = /^ */.exec(line)?.[0] ?? '';
  return `this line starts with ${length} ${length === 1 ? 'space' : 'spaces'}, unlike its siblings above; all keys of a mapping, and all items of a list, start at the same column`;
}

/** The offset of a tab among the white space that the line of `offset` starts with. */
function indentingTab(text: string, offset: number): number | undefined {
  const start = text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
  const indent = /^[ \t]*/.exec(text.slice(start, start + 1000))?.[0] ?? '';
  const tab = indent.indexOf('\t');
  return tab < 0 ? undefined : start + tab;
}

/** The offset of a quote that nothing closes. */
function openQuote(text: string): number | undefined {
  let offset = 0;
  for (const token of new Lexer().lex(text)) {
    const quote = token[0] === '"' || token[0] === "'" ? token[0] : undefined;
    if (quote !== undefined && (token.length === 1 || !token.endsWith(quote))) return offset;
    // The lexer marks documents and scalars by control characters, which the text does not have.
    if (token.length > 1 || token >= ' ' || /\s/.test(token)) offset += token.length;
  }
  return undefined;
}

function syntaxReason(message: string): string {
  const [, open, close] = /^Flow (map|sequence).* must .*end with a (.)$/.exec(message) ?? [];
  if (close !== undefined) return `the ${open === 'map' ? '{' : '['} before this place is not closed by a ${close}`;
  return reasons[message] ?? `${message.charAt(0).toLowerCase()}${message.slice(1).replace(/\.$/, '')}`;
}

function syntaxProblem(text: string, { code, message, pos: [start, end] }: YAMLError): Diagnostic {
  if (code === 'RESOURCE_EXHAUSTION') return atOffsets('yaml-too-deep', { limit: 64 }, start, end);
  const tab = indentingTab(text, start) ?? indentingTab(text, end);
  if (code === 'TAB_AS_INDENT' || (tab !== undefined && /INDENT|MISSING|IMPLICIT/.test(code))) {
    const place = tab ?? start;
    return atOffsets('yaml-tab-indent', {}, place);
  }
  const quote = /^Missing closing/.test(message) ? openQuote(text) : undefined;
  if (quote !== undefined) return atOffsets('yaml-syntax', { reason: 'this quote is never closed' }, quote);
  // A key that is indented more than the one above it reads as more text of that one's value.
  const isBelow = /^[^\n#:]*\n +[^\s:#]+:\s/.test(text.slice(start, start + 1000));
  const { line, content } = lineAt(text, isBelow ? text.indexOf('\n', start) + 1 : start);
  const slip = slipReason(line, isBelow ? 'All mapping items must start at the same column' : message);
  if (slip !== undefined) return atOffsets('yaml-syntax', { reason: slip }, content);
  return atOffsets('yaml-syntax', { reason: syntaxReason(message) }, start, end);
}

/**
 * What the parser complains about. Of syntax errors only the first counts: the parser goes on with a guess, and what it
 * says after that is mostly an echo.
 */
export function yamlFlaws(text: string, document: Document): { fatal: boolean; diagnostics: Diagnostic[] } {
  const [first] = document.errors.filter(({ code }) => code !== 'MULTIPLE_DOCS').sort((a, b) => a.pos[0] - b.pos[0]);
  const second = document.errors.find(({ code }) => code === 'MULTIPLE_DOCS');
  const tags = document.warnings.filter(({ code }) => code === 'TAG_RESOLVE_FAILED');
  return {
    fatal: first !== undefined,
    diagnostics: [
      ...(first ? [syntaxProblem(text, first)] : []),
      ...(second && !first ? [atOffsets('yaml-multiple-documents', {}, second.pos[0], second.pos[0] + 3)] : []),
      ...tags.map(({ pos: [start, end] }) => atOffsets('yaml-tag', { tag: text.slice(start, end) }, start, end)),
    ],
  };
}
