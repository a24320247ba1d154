import type { EditorView } from '@codemirror/view';
import type { Inspection } from '../../review/inspection.js';
import type { TreeChange } from '../../review/tree-change.js';
import { ask } from './ask.js';
import { chosenDocument } from './documents.js';
import { plainEditor, setText } from './editor.js';
import { byId, counted, element, grouped, tell } from './elements.js';

const textIn = (view: EditorView): string => view.state.doc.toString();

function fileDetails(
  { path, mode, owner, bytes, packed, secret }: Inspection['files'][number],
  text: string | null,
): HTMLElement {
  const facts = [mode, owner, `${grouped(bytes)} bytes`, ...(packed ? [packed] : []), ...(secret ? [secret] : [])];
  const summary = element(
    'summary',
    {},
    element('code', {}, path),
    ' ',
    element('span', { class: 'quiet' }, facts.join(' · ')),
  );
  const body = text ?? 'Other users of the machine cannot read it, so it is not shown.';
  return element('details', {}, summary, element('pre', {}, body));
}

function list(title: string, items: readonly string[]): HTMLElement[] {
  return items.length === 0 ? [] : [element('h3', {}, title), element('pre', {}, items.join('\n'))];
}

const stateOf = ({ enabled, masked }: Inspection['units'][number]): string =>
  masked ? 'masked' : enabled === null ? '' : enabled ? 'enabled' : 'disabled';

const commandText = ({ when, command }: { when: string; command: string | readonly string[] }): string =>
  `${when}: ${typeof command === 'string' ? command.trimEnd() : command.join(' ')}`;

function inspectionParts({ layers, bytes, files, units, commands, rest, parts, links, remarks, texts }: Inspection) {
  const known = commands as Parameters<typeof commandText>[0][];
  return [
    element('h3', {}, `${layers.join(' › ')}, ${grouped(bytes)} bytes, ${counted(files.length, 'file')}`),
    ...files.map((file) => fileDetails(file, texts[file.path] ?? null)),
    ...list(
      'Links',
      links.map(({ path, target }) => `${path} → ${target}`),
    ),
    ...list(
      'Units',
      units.map((unit) => `${unit.name} ${stateOf(unit)}`.trim()),
    ),
    ...list('Commands', known.map(commandText)),
    ...list(
      'Settings',
      rest.map(({ key, value }) => `${key}: ${JSON.stringify(value)}`),
    ),
    ...list(
      'Parts that are not decoded',
      parts.map(({ name, type, reason }) => `${name}: ${type}${reason === null ? '' : `: ${reason}`}`),
    ),
    ...list('Notes', remarks),
  ];
}

const sentence = (text: string): HTMLElement => element('p', { class: 'hint' }, text);

async function showInspection(view: EditorView): Promise<void> {
  const text = textIn(view);
  if (text.trim() === '') return byId('inspection').replaceChildren(sentence('Nothing is pasted yet.'));
  const read = await ask('inspect', text);
  if (textIn(view) !== text) return;
  byId('inspection').replaceChildren(
    ...('mistake' in read
      ? [sentence(`This is not user-data that Bootwright can read: ${read.mistake}.`)]
      : inspectionParts(read.inspection)),
  );
}

function diffLine(line: string): Node | string {
  const kind = /^\+(?!\+\+)/.test(line) ? 'added' : /^-(?!--)/.test(line) ? 'removed' : '';
  return kind === '' ? `${line}\n` : element('span', { class: kind }, `${line}\n`);
}

function changeDetails({ what, name, change, details, diff }: TreeChange): HTMLElement {
  const title = name.startsWith(`${what} `) ? name : `${what} ${name}`;
  const facts = [change, ...details].join(' · ');
  const summary = element('summary', {}, element('code', {}, title), ' ', element('span', { class: 'quiet' }, facts));
  const body = diff === undefined ? [] : [element('pre', {}, ...diff.trimEnd().split('\n').map(diffLine))];
  return element('details', { open: '' }, summary, ...body);
}

async function showChanges(old: EditorView, now: EditorView): Promise<void> {
  const [before, after] = [textIn(old), textIn(now)];
  const place = byId('changes');
  if (before.trim() === '' || after.trim() === '') return place.replaceChildren(sentence('Paste two documents.'));
  const compared = await ask('diff', before, after);
  if (textIn(old) !== before || textIn(now) !== after) return;
  if ('mistake' in compared) {
    place.replaceChildren(sentence(`The ${compared.unread} document can’t be read: ${compared.mistake}.`));
    return;
  }
  const { changes } = compared;
  const sum = changes.length === 0 ? 'The same document, byte for byte.' : counted(changes.length, 'change');
  place.replaceChildren(element('h3', {}, sum), ...changes.map(changeDetails));
}

async function takeDocument(view: EditorView): Promise<void> {
  const row = chosenDocument();
  const document = row && (await ask('document', row.node));
  if (document) setText(view, document.text);
  else tell('There is no document: the spec has errors');
}

/** Makes what is pasted readable: one document, or the difference of two. */
export function watchReviews(): void {
  const inspected = plainEditor(byId('inspect-editor'), 'Any user-data', false, () => void showInspection(inspected));
  const old = plainEditor(byId('old-editor'), 'Old document', false, () => void showChanges(old, now));
  const now = plainEditor(byId('now-editor'), 'New document', false, () => void showChanges(old, now));
  void showInspection(inspected);
  void showChanges(old, now);
  byId('inspect-own').addEventListener('click', () => void takeDocument(inspected));
  byId('diff-own').addEventListener('click', () => void takeDocument(now));
}
