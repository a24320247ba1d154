import type { EditorView } from '@codemirror/view';
import { starterSpec } from '../spec/starter-spec.js';
import type { FieldHelp } from './protocol.js';
import { ask } from './view/ask.js';
import { showDocuments } from './view/documents.js';
import { specEditor } from './view/editor.js';
import { byId, element, tell } from './view/elements.js';
import { showKeys, watchKeys } from './view/keys.js';
import { tellProblems } from './view/problems.js';
import { watchReviews } from './view/review.js';
import { tabs } from './view/tabs.js';
import { watchTheme } from './view/theme.js';

/** Runs work once at a time, and once more if it was asked for meanwhile. */
function latest(work: () => Promise<void>): () => void {
  let [isRunning, isWanted] = [false, false];
  const run = async (): Promise<void> => {
    isRunning = true;
    do {
      isWanted = false;
      await work();
    } while (isWanted);
    isRunning = false;
  };
  return () => {
    isWanted = true;
    if (!isRunning) void run();
  };
}

/** Runs work when nothing has asked for it for a while. */
function settled(work: () => void, milliseconds: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, milliseconds);
  };
}

function showField(help: FieldHelp | null): void {
  const [first = ''] = help?.text.split('\n') ?? [];
  byId('field').replaceChildren(...(help === null ? [] : [element('code', {}, help.name), first]));
}

async function start(): Promise<void> {
  watchTheme();
  const shared = await ask('open', location.hash.slice(1));
  let view: EditorView;
  const render = latest(async () => {
    const text = view.state.doc.toString();
    try {
      const rendering = await ask('render', text);
      if (view.state.doc.toString() !== text) return render();
      tellProblems(view, rendering.problems);
      showDocuments(rendering);
      showKeys(rendering.keys);
      document.documentElement.dataset.rendered = String(Number(document.documentElement.dataset.rendered ?? 0) + 1);
    } catch (error) {
      tell(`This is a bug of Bootwright, please report it: ${(error as Error).message}`);
    }
  });
  const help = settled(async () => {
    const { doc, selection } = view.state;
    showField(await ask('help', doc.toString(), selection.main.head));
  }, 150);
  view = specEditor(byId('editor'), shared ?? starterSpec, settled(render, 120), help);
  watchKeys(render);
  watchReviews();
  const modes = ['write', 'inspect', 'diff'];
  tabs(byId('modes'), (name) => {
    for (const mode of modes) byId(mode).hidden = mode !== name;
  });
  byId('share').addEventListener('click', async () => {
    const link = await ask('share', view.state.doc.toString());
    if ('secretLines' in link) {
      tell(`No link: the spec has a secret in line ${link.secretLines.join(', ')}`);
      return;
    }
    await navigator.clipboard.writeText(`${location.href.replace(/#.*/, '')}#${link.fragment}`);
    tell('Link copied. It has the spec but no keys, and browsers do not send it to a server');
  });
  render();
  help();
}

void start();
