import type { DocumentRow, DocumentView, Rendering } from '../protocol.js';
import { ask } from './ask.js';
import { plainEditor, setText } from './editor.js';
import { byId, counted, download, element, grouped, tell } from './elements.js';
import { tabs } from './tabs.js';

const shown = plainEditor(byId('text'), 'The document', true);
let rows: readonly DocumentRow[] = [];
let chosen = '';

const views = tabs(byId('views'), (name) => {
  byId('text').hidden = name !== 'text';
  byId('files').hidden = name !== 'files';
});
views.choose('text');

const nodes = tabs(byId('nodes'), (name) => {
  chosen = name;
  void showNode();
});

/** The document that is shown; undefined where there is none. */
export const chosenDocument = (): DocumentRow | undefined => rows.find(({ node }) => node === chosen);

function sizeText({ bytes, limit, form, packed }: DocumentRow, provider: string): string {
  const how = {
    plain: '',
    files: `, ${counted(packed.length, 'file')} packed to fit`,
    mime: ', packed as text',
    gzip: ', packed as bytes',
    replace: ', packed within a config',
  }[form];
  if (limit === null) return `${grouped(bytes)} bytes; no limit is known${how ?? ''}`;
  const share = ((bytes / limit) * 100).toFixed(1);
  return `${grouped(bytes)} of ${grouped(limit)} bytes, ${share} % of the limit of ${provider}${how ?? ''}`;
}

let provider = '';

function showSize(row: DocumentRow): void {
  const share = row.limit === null ? 0 : row.bytes / row.limit;
  byId('fill').style.width = `${Math.min(100, share * 100)}%`;
  const meter = byId('fill').parentElement as HTMLElement;
  meter.className = `meter${share > 1 ? ' over' : share > 0.9 ? ' tight' : ''}`;
  meter.hidden = row.limit === null;
  byId('size').textContent = sizeText(row, provider);
}

function fileTable({ files }: DocumentView): HTMLElement {
  const head = element(
    'tr',
    {},
    element('th', { scope: 'col' }, 'File'),
    element('th', { scope: 'col' }, 'Mode'),
    element('th', { scope: 'col', class: 'number' }, 'Bytes of the document'),
  );
  const body = files.map(({ path, mode, bytes }) =>
    element(
      'tr',
      {},
      element('td', { class: 'path' }, path),
      element('td', { class: 'path' }, mode),
      element('td', { class: 'number' }, grouped(bytes)),
    ),
  );
  return element('table', {}, element('thead', {}, head), element('tbody', {}, ...body));
}

async function showNode(): Promise<void> {
  const row = chosenDocument();
  if (row === undefined) return;
  showSize(row);
  const view = await ask('document', row.node);
  if (view === null || row.node !== chosen) return;
  if (shown.state.doc.toString() !== view.text) setText(shown, view.text);
  byId('files').replaceChildren(fileTable(view));
  byId<HTMLButtonElement>('copy').disabled = !view.isText;
  byId('node').setAttribute('aria-label', `Document of ${row.node}`);
}

/** Why there are no documents. */
function absence({ cluster, problems }: Rendering): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (errors > 0) return `The documents return once ${counted(errors, 'error')} ${errors === 1 ? 'is' : 'are'} fixed.`;
  return cluster === null ? '' : 'The spec has no machines.';
}

function nodeTab({ node, bytes, limit }: DocumentRow): HTMLElement {
  const isOver = limit !== null && bytes > limit;
  const named = { role: 'tab', type: 'button', 'data-name': node, 'aria-controls': 'node', tabindex: '-1' };
  return element('button', { ...named, 'aria-selected': 'false', ...(isOver ? { class: 'wrong' } : {}) }, node);
}

/** Shows a render: a tab for each machine, and the document of the one that was shown before. */
export function showDocuments(rendering: Rendering): void {
  const { cluster, documents } = rendering;
  const names = documents.map(({ node }) => node).join(' ');
  const before = rows.map(({ node }) => node).join(' ');
  rows = documents;
  provider = cluster?.provider ?? '';
  const isThere = documents.length > 0;
  byId('cluster').textContent =
    cluster && isThere
      ? `${cluster.name}: ${counted(documents.length, 'document')}, Kubernetes ${cluster.kubernetes}`
      : 'Documents';
  byId('none').hidden = isThere;
  byId('none').textContent = isThere ? '' : absence(rendering);
  byId('node').hidden = !isThere;
  byId('nodes').hidden = !isThere;
  byId<HTMLButtonElement>('all').disabled = !isThere;
  if (!isThere) return;
  if (names !== before) byId('nodes').replaceChildren(...documents.map(nodeTab));
  nodes.choose(documents.some(({ node }) => node === chosen) ? chosen : (documents[0]?.node ?? ''));
}

byId('copy').addEventListener('click', async () => {
  const row = chosenDocument();
  const view = row && (await ask('document', row.node));
  if (!row || !view) return;
  await navigator.clipboard.writeText(view.text);
  tell(`${row.fileName} copied: paste it into the field “user data” of ${row.node}`);
});

byId('save').addEventListener('click', async () => {
  const row = chosenDocument();
  const content = row && (await ask('raw', row.node));
  if (row && content) download(row.fileName, content);
});

byId('all').addEventListener('click', async () => {
  const content = await ask('archive');
  if (content !== null) download('documents.zip', content);
});
