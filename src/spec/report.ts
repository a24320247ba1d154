import { codeFrame, printable } from './code-frame.js';
import { type Code, codes } from './codes.js';
import type { Diagnostic } from './diagnostic.js';
import { HiddenValues } from './hidden-values.js';
import { LineIndex, type Position } from './line-index.js';
import { hintOf, messageOf } from './message.js';
import type { ParsedSpec } from './parse.js';
import { pathText } from './path-text.js';
import { offsetsAt, offsetsWithin } from './positions.js';

/** A spec that was read, and the name that reports give it. */
export interface ReportSource {
  readonly file: string;
  readonly parsed: Pick<ParsedSpec, 'text' | 'contents' | 'targets'>;
}

export interface ReportOptions {
  readonly format: 'text' | 'json' | 'github';
  /** Whether text is coloured by ANSI escapes. */
  readonly colour?: boolean;
  /** Problems shown before "and N more"; JSON always has all. */
  readonly limit?: number;
}

/** One problem with its place, as JSON reports have it. */
export interface ReportEntry extends Position {
  readonly code: Code;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly hint: string;
  readonly file: string;
  readonly path: string;
}

interface Placed {
  readonly entry: ReportEntry;
  readonly index: LineIndex;
  readonly hidden: HiddenValues;
}

function placed(diagnostics: readonly Diagnostic[], { file, parsed }: ReportSource): Placed[] {
  if (diagnostics.length === 0) return [];
  const index = new LineIndex(parsed.text);
  const hidden = new HiddenValues(index);
  const seen = new Set<string>();
  return diagnostics
    .map((diagnostic) => {
      const { path, at, within } = diagnostic;
      const found = within === undefined ? offsetsAt(parsed, path, at) : offsetsWithin(parsed, path, within);
      const offsets = diagnostic.offsets ?? found;
      return { diagnostic, position: index.position(offsets) };
    })
    .sort((a, b) => a.position.line - b.position.line || a.position.column - b.position.column)
    .map(({ diagnostic, position }) => {
      const { code, path } = diagnostic;
      const shown = { ...diagnostic, args: hidden.argsAt(diagnostic.args, position.line) } as Diagnostic;
      const texts = { message: messageOf(shown), hint: hintOf(shown) };
      const where = { file, ...position, path: path.length === 0 ? '' : pathText(path) };
      return { index, hidden, entry: { code, severity: codes[code].severity, ...texts, ...where } };
    })
    .filter(({ entry: { code, line, column, message } }) => {
      // What an anchor stands for is wrong at each of its aliases, and is one mistake all the same.
      const place = `${line}:${column}:${code}:${message}`;
      return !seen.has(place) && seen.add(place);
    });
}

const styles = { error: '31;1', warning: '33;1', frame: '2', bold: '1' } as const;
type Paint = (style: keyof typeof styles, text: string) => string;

function asText({ entry, index, hidden }: Placed, paint: Paint): string {
  const { file, line, column, severity, message, code, hint } = entry;
  const head = `${paint('bold', `${printable(file)}:${line}:${column}`)}: ${paint(severity, severity)}: ${message} [${code}]`;
  const frame = codeFrame(index, entry, hidden.secrets).map(
    (text) => `  ${text.startsWith('>') ? text : paint('frame', text)}`,
  );
  return [head, ...frame, ...(hint === '' ? [] : [`  hint: ${hint}`])].join('\n');
}

/** GitHub reads `%`, line ends and, in properties, `:` and `,` as its own. */
function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function asGithub({ entry }: Placed): string {
  const { severity, file, line, column, endLine, endColumn, code, message, hint } = entry;
  const place = `file=${property(file)},line=${line},endLine=${endLine},col=${column},endColumn=${endColumn}`;
  return `::${severity} ${place},title=${property(code)}::${escaped(hint === '' ? message : `${message}. ${hint}`)}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function summary(entries: readonly ReportEntry[]): string {
  const errors = entries.filter(({ severity }) => severity === 'error').length;
  const warnings = entries.length - errors;
  return [errors > 0 ? [counted(errors, 'error')] : [], warnings > 0 ? [counted(warnings, 'warning')] : []]
    .flat()
    .join(', ');
}

/** The report on several specs in one text, each sorted by position; empty for text and github where there is nothing to say. */
export function formatReports(
  reports: readonly { diagnostics: readonly Diagnostic[]; source: ReportSource }[],
  { format, colour = false, limit = 100 }: ReportOptions,
): string {
  const all = reports.flatMap(({ diagnostics, source }) => placed(diagnostics, source));
  const entries = all.map(({ entry }) => entry);
  if (format === 'json') return `${JSON.stringify(entries, null, 2)}\n`;
  if (all.length === 0) return '';
  const first = all.slice(0, limit);
  const rest = all.length > limit ? [`… and ${all.length - limit} more`] : [];
  if (format === 'github') return `${[...first.map(asGithub), ...rest].join('\n')}\n`;
  const paint: Paint = (style, text) => (colour ? `\u001b[${styles[style]}m${text}\u001b[0m` : text);
  return `${[...first.map((one) => asText(one, paint)), ...rest, summary(entries)].join('\n\n')}\n`;
}

/** The problems of one spec as values: text, hint, code and place, sorted by position, each mistake once. */
export function reportEntries(diagnostics: readonly Diagnostic[], source: ReportSource): ReportEntry[] {
  return placed(diagnostics, source).map(({ entry }) => entry);
}

/** The report on one spec as text, for a terminal, for programs or for GitHub; empty where there is nothing to say. */
export function formatReport(diagnostics: readonly Diagnostic[], source: ReportSource, options: ReportOptions): string {
  return formatReports([{ diagnostics, source }], options);
}
