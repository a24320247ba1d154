import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, indentUnit } from '@codemirror/language';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  hoverTooltip,
  keymap,
  lineNumbers,
  type Tooltip,
} from '@codemirror/view';
import type { ReportEntry } from '../../spec/report.js';
import { ask } from './ask.js';
import { element } from './elements.js';
import { look } from './look.js';

/** The one nonce of the page's policy: the editor writes its styles itself. */
const nonce = EditorView.cspNonce.of('editor');

async function complete({ state, pos, explicit }: CompletionContext): Promise<CompletionResult | null> {
  const before = state.doc.lineAt(pos).text.slice(0, pos - state.doc.lineAt(pos).from);
  // Unasked only where a word has begun, or a value is due.
  if (!explicit && !/[\w./-]$|:\s$/.test(before)) return null;
  const found = await ask('suggest', state.doc.toString(), pos);
  if (found === null) return null;
  const options = found.options.map(({ label, apply = label, detail, info }, index) => ({
    label,
    apply,
    detail,
    ...(info === '' ? {} : { info }),
    boost: -Math.min(index, 99),
  }));
  return { from: found.from, to: Math.max(found.to, pos), options, validFor: /^[\w./-]*$/ };
}

async function hover(view: EditorView, pos: number): Promise<Tooltip | null> {
  const found = await ask('help', view.state.doc.toString(), pos);
  if (found === null || pos < found.from || pos > found.to) return null;
  const create = () => ({
    dom: element('div', { class: 'cm-help' }, element('strong', {}, found.name), element('pre', {}, found.text)),
  });
  return { pos: found.from, end: found.to, above: true, create };
}

function editor(parent: HTMLElement, label: string, text: string, extensions: Extension): EditorView {
  const name = EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' });
  const state = EditorState.create({ doc: text, extensions: [nonce, name, look, extensions] });
  return new EditorView({ parent, state });
}

/** The editor of the spec; `changed` is told after each change, `moved` when the cursor has moved. */
export function specEditor(
  parent: HTMLElement,
  text: string,
  changed: (text: string) => void,
  moved: (offset: number) => void,
): EditorView {
  return editor(parent, 'Cluster spec', text, [
    lineNumbers(),
    lintGutter(),
    history(),
    drawSelection(),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    indentUnit.of('  '),
    yaml(),
    autocompletion({ override: [complete], icons: false }),
    hoverTooltip(hover),
    // Tab is left to the page: whoever has no mouse gets out of the editor by it.
    keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap]),
    EditorView.updateListener.of(({ docChanged, selectionSet, state }) => {
      if (docChanged) changed(state.doc.toString());
      if (docChanged || selectionSet) moved(state.selection.main.head);
    }),
  ]);
}

/** An editor for any text, or one that shows a document. */
export function plainEditor(parent: HTMLElement, label: string, isReadOnly: boolean, changed?: () => void): EditorView {
  return editor(parent, label, '', [
    drawSelection(),
    ...(isReadOnly ? [lineNumbers(), EditorState.readOnly.of(true), yaml()] : [history(), EditorView.lineWrapping]),
    keymap.of([...defaultKeymap, ...historyKeymap]),
    EditorView.updateListener.of(({ docChanged }) => {
      if (docChanged) changed?.();
    }),
  ]);
}

export function setText(view: EditorView, text: string): void {
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
}

/** Marks the places of problems, each with its text and hint. */
export function showProblems(view: EditorView, problems: readonly ReportEntry[]): void {
  const { doc } = view.state;
  const offset = (line: number, column: number): number => {
    const { from, to } = doc.line(Math.min(Math.max(line, 1), doc.lines));
    return Math.min(from + column - 1, to);
  };
  const marks = problems.map((problem): Diagnostic => {
    const { line, column, endLine, endColumn, severity, message, hint, code } = problem;
    const from = offset(line, column);
    const to = Math.max(from, offset(endLine, endColumn));
    return { from, to, severity, source: code, message: hint === '' ? message : `${message}.\n${hint}` };
  });
  view.dispatch(setDiagnostics(view.state, marks));
}

/** Puts the cursor at a place and shows it. */
export function goTo(view: EditorView, line: number, column: number): void {
  const { from, to } = view.state.doc.line(Math.min(line, view.state.doc.lines));
  view.dispatch({ selection: { anchor: Math.min(from + column - 1, to) }, scrollIntoView: true });
  view.focus();
}
