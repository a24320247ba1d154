/** The search of the documentation's site: all of its sections are at hand, so it asks nobody. */
import MiniSearch from 'minisearch';

/** A section as `sections.js` has it: page's path and title, heading's id and text, and what stands below. */
type Row = readonly [path: string, title: string, anchor: string, heading: string, text: string];

const { sections } = globalThis as unknown as { readonly sections: readonly Row[] };
const index = new MiniSearch<{ id: number; title: string; heading: string; text: string }>({
  fields: ['heading', 'title', 'text'],
  searchOptions: {
    boost: { heading: 4, title: 2 },
    // Who types a word looks for its field or page; who has a message types its code, which is a heading.
    boostDocument: (id) => (sections[Number(id)]?.[0].startsWith('messages/') ? 0.4 : 1),
    prefix: true,
    fuzzy: (term) => (term.length > 4 ? 0.2 : false),
  },
  tokenize: (text) => text.split(/[^\p{L}\p{N}_-]+/u).flatMap((word) => [word, ...word.split(/[-_]/)]),
});
index.addAll(sections.map(([, title, , heading, text], id) => ({ id, title, heading, text })));

const root = document.documentElement.dataset.root ?? '';
const field = document.querySelector<HTMLInputElement>('.search input');
const list = document.querySelector<HTMLUListElement>('.search ul');

/** How many are shown: what fits under the field. */
const most = 12;

function show(): void {
  if (!field || !list) return;
  const found = field.value.trim() === '' ? [] : index.search(field.value).slice(0, most);
  list.replaceChildren(
    ...found.flatMap(({ id }) => {
      const row = sections[Number(id)];
      if (row === undefined) return [];
      const [path, title, anchor, heading, text] = row;
      const item = document.createElement('li');
      const link = document.createElement('a');
      const about = document.createElement('small');
      link.href = root + path + (anchor === '' ? '' : `#${anchor}`);
      link.textContent = heading || title;
      about.textContent = `${title} — ${text.slice(0, 110)}`;
      link.append(about);
      item.append(link);
      return [item];
    }),
  );
}

field?.addEventListener('input', show);
document.addEventListener('keydown', (event) => {
  if (event.key === '/' && document.activeElement?.tagName !== 'INPUT') {
    event.preventDefault();
    field?.focus();
  }
  if (event.key === 'Escape') list?.replaceChildren();
  if (event.key === 'Enter' && document.activeElement === field) list?.querySelector('a')?.click();
});
