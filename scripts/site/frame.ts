import { escaped, relativePath, type SitePage } from './site-page.js';

/** The site's pages as a reader meets them: a title, and the pages below it by their files. */
const chapters = [
  ['Start', ['README', 'docs/guide', 'docs/kubeadm-cluster', 'docs/installing', 'docs/page', 'docs/comparison']],
  ['Write a spec', ['docs/spec', 'docs/operating', 'docs/recipes', 'docs/kubelet', 'docs/runtimes', 'docs/networks']],
  ['', ['docs/address-families', 'docs/credentials', 'docs/node-identity', 'docs/operating-systems', 'docs/artifacts']],
  [
    'Boot machines',
    ['docs/using-documents', 'docs/terraform', 'docs/ignition', 'docs/cluster-api', 'docs/cluster-side'],
  ],
  ['When it runs', ['docs/first-boot', 'docs/faq', 'docs/reviewing', 'docs/try-a-system', 'docs/tested']],
  ['From code', ['docs/library', 'docs/api', 'docs/architecture', 'docs/development', 'docs/decisions/README']],
] as const;

const style = `
:root { color-scheme: light dark; --text: #1c2024; --soft: #5b6470; --line: #d9dee3; --back: #fff; --code: #f4f6f8; --accent: #0b5cad; }
@media (prefers-color-scheme: dark) { :root { --text: #e6e9ec; --soft: #a3adb8; --line: #39414a; --back: #14181c; --code: #1f252b; --accent: #7db8f5; } }
* { box-sizing: border-box; }
body { margin: 0; color: var(--text); background: var(--back); font: 16px/1.6 system-ui, sans-serif; }
a { color: var(--accent); }
header { display: flex; gap: 1.5rem; align-items: center; padding: .7rem 1.5rem; border-bottom: 1px solid var(--line); }
header > a { font-weight: 700; font-size: 1.15rem; text-decoration: none; color: inherit; }
.search { position: relative; flex: 1; max-width: 34rem; }
.search input { width: 100%; padding: .45rem .7rem; font: inherit; color: inherit; background: var(--code); border: 1px solid var(--line); border-radius: .4rem; }
.search ul { position: absolute; z-index: 1; inset: 100% 0 auto; max-height: 70vh; overflow: auto; margin: .2rem 0 0; padding: .3rem; list-style: none; background: var(--back); border: 1px solid var(--line); border-radius: .4rem; box-shadow: 0 .5rem 2rem #0003; }
.search ul:empty { display: none; }
.search li a { display: block; padding: .35rem .6rem; border-radius: .3rem; text-decoration: none; }
.search li a:hover, .search li a:focus { background: var(--code); }
.search li small { display: block; color: var(--soft); }
.columns { display: grid; grid-template-columns: 15rem minmax(0, 1fr); gap: 2.5rem; max-width: 78rem; margin: 0 auto; padding: 0 1.5rem; }
nav { padding: 1.5rem 0; font-size: .93rem; }
nav h2 { margin: 1.2rem 0 .2rem; font-size: .8rem; text-transform: uppercase; letter-spacing: .05em; color: var(--soft); border: 0; padding: 0; }
nav ul { margin: 0; padding: 0; list-style: none; }
nav a { display: block; padding: .15rem .5rem; border-radius: .3rem; text-decoration: none; color: inherit; }
nav a[aria-current] { background: var(--code); font-weight: 600; }
main { padding: 1rem 0 4rem; min-width: 0; }
h1 { line-height: 1.25; } h2 { margin-top: 2.2rem; padding-top: .6rem; border-top: 1px solid var(--line); }
:target { scroll-margin-top: 1rem; } tr:target { background: var(--code); outline: 2px solid var(--accent); }
pre, .table { overflow-x: auto; } pre { padding: .8rem 1rem; background: var(--code); border-radius: .4rem; font-size: .87rem; line-height: 1.5; }
code { font-family: ui-monospace, monospace; font-size: .92em; background: var(--code); border-radius: .25rem; padding: .05em .25em; } pre code { padding: 0; font-size: 1em; }
table { border-collapse: collapse; font-size: .92rem; } th, td { padding: .4rem .7rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
img { max-width: 100%; height: auto; border: 1px solid var(--line); border-radius: .4rem; }
.message { padding: .7rem 1rem; background: var(--code); border-left: .3rem solid #c4341b; border-radius: .3rem; } .message.warning { border-color: #b57b00; }
@media (max-width: 56rem) { .columns { grid-template-columns: minmax(0, 1fr); gap: 0; } nav { order: 1; border-top: 1px solid var(--line); } }
@media print { header, nav { display: none; } .columns { display: block; } }
`.trim();

function navigation(page: SitePage, titles: ReadonlyMap<string, string>): string {
  const link = (path: string, title: string): string => {
    const here = path === page.path ? ' aria-current="page"' : '';
    return `<li><a href="${relativePath(page.path, path)}"${here}>${escaped(title)}</a></li>`;
  };
  const parts = chapters.map(([title, files]) => {
    const links = files.map((file) => {
      const path = file === 'README' ? 'index.html' : `${file.replace(/README$/, 'index')}.html`;
      const own = titles.get(path);
      if (own === undefined) throw new Error(`the site has no page ${path}: mend chapters in scripts/site/frame.ts`);
      return link(path, own);
    });
    return `${title === '' ? '' : `<h2>${title}</h2>`}<ul>${links.join('')}</ul>`;
  });
  return `${parts.join('\n')}<ul>${link('messages/index.html', 'Messages')}</ul>`;
}

/** The whole of a page; `titles` are those of all pages, by their path. */
export function framed(page: SitePage, titles: ReadonlyMap<string, string>): string {
  const at = (path: string): string => relativePath(page.path, path);
  const title = page.path === 'index.html' ? 'Bootwright' : `${page.title} · Bootwright`;
  return `<!doctype html>
<html lang="en" data-root="${at('index.html').replace(/index\.html$/, '')}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
<header><a href="${at('index.html')}">Bootwright</a>
<div class="search" role="search"><input type="search" aria-label="Search the documentation" placeholder="Search: a field, a message, a word" autocomplete="off"><ul aria-label="Found"></ul></div></header>
<div class="columns">
<nav aria-label="Pages">${navigation(page, titles)}</nav>
<main>
${page.html}
</main>
</div>
<script src="${at('sections.js')}" defer></script>
<script src="${at('search.js')}" defer></script>
</html>
`;
}
