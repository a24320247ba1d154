import type { EditorView } from '@codemirror/view';
import type { ReportEntry } from '../../spec/report.js';
import { goTo, showProblems } from './editor.js';
import { button, byId, counted, element } from './elements.js';

function row(view: EditorView, { severity, line, column, message, hint, code }: ReportEntry): HTMLLIElement {
  const jump = button('', {}, () => goTo(view, line, column));
  jump.append(
    element('span', { class: 'unseen' }, `${severity}, line ${line}, column ${column}: `),
    element('span', { class: 'place', title: code, 'aria-hidden': 'true' }, `${line}:${column}`),
    element('span', {}, message),
    ...(hint === '' ? [] : [element('span', { class: 'way' }, hint)]),
  );
  return element('li', { class: severity }, jump);
}

function sumText(problems: readonly ReportEntry[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const parts = [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ];
  return parts.length > 0 ? parts.join(', ') : 'no problems';
}

/** Shows what is wrong with the spec: in the editor, and as a list whose rows lead to their places. */
export function tellProblems(view: EditorView, problems: readonly ReportEntry[]): void {
  showProblems(view, problems);
  byId('problems').replaceChildren(...problems.slice(0, 100).map((problem) => row(view, problem)));
  const count = byId('count');
  const worst = problems.some(({ severity }) => severity === 'error') ? 'error' : 'warning';
  count.className = `count ${problems.length > 0 ? worst : 'fine'}`;
  const text = sumText(problems);
  // Said again only where it is news.
  if (count.textContent !== text) count.textContent = text;
}
