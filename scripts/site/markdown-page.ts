import { posix } from 'node:path';
import { Marked, type Tokens } from 'marked';
import { anchorOf, escaped, relativePath, type Section, type SitePage } from './site-page.js';

const plain = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(lt|gt|quot|amp|#39);/g, (_, name: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name] ?? "'")
    .replace(/\s+/g, ' ')
    .trim();

/** Where a page of the repository lies in the site. */
const sitePathOf = (file: string): string =>
  file === 'README.md' ? 'index.html' : file.replace(/(^|\/)README\.md$/, '$1index.html').replace(/\.md$/, '.html');

/** A table's row about a field begins with its name, which becomes the row's id. */
const rowId = (cells: readonly string[]): string => {
  const field = /^<code>([\w.[\]]+)<\/code>$/.exec(cells[0] ?? '')?.[1];
  return field === undefined ? '' : ` id="${escaped(field)}"`;
};

function sectionsOf(html: string): Section[] {
  return html.split(/(?=<h[1-6] id=)/).flatMap((part) => {
    const head = /^<h[1-6] id="([^"]*)">(.*?)<\/h[1-6]>/.exec(part);
    const text = plain(head ? part.slice(head[0].length) : part);
    const rows = [...part.matchAll(/<tr id="([^"]+)">(.*?)<\/tr>/gs)].map(([, anchor = '', row = '']) => ({
      anchor,
      heading: anchor,
      text: plain(row),
    }));
    if (rows.length > 0) return rows;
    return head || text ? [{ anchor: head?.[1] ?? '', heading: plain(head?.[2] ?? ''), text }] : [];
  });
}

/**
 * A page of Markdown for the site. Links to other pages in `pages` stay in the site, those to pictures in `pictures`
 * too; all others lead to the file in `repository`, an address that ends with a slash, or nowhere while there is none.
 */
export function markdownPage(
  file: string,
  text: string,
  known: {
    readonly pages: ReadonlySet<string>;
    readonly pictures: ReadonlySet<string>;
    readonly repository: string | null;
  },
): SitePage {
  const path = sitePathOf(file);
  const placeOf = (link: string): string => {
    if (/^[a-z]+:/.test(link) || link.startsWith('#')) return link;
    const [target = '', anchor] = link.split('#');
    const wanted = posix.join(posix.dirname(file), target);
    const behind = anchor === undefined ? '' : `#${anchor}`;
    if (known.pages.has(wanted)) return relativePath(path, sitePathOf(wanted)) + behind;
    if (known.pictures.has(wanted)) return relativePath(path, wanted);
    return known.repository === null ? '' : known.repository + wanted + behind;
  };
  let tables = 0;
  const marked = new Marked({
    gfm: true,
    walkTokens: (token) => {
      if (token.type === 'link' || token.type === 'image') token.href = placeOf(token.href);
    },
    renderer: {
      heading({ tokens, depth, text: heading }: Tokens.Heading) {
        const inner = this.parser.parseInline(tokens);
        return `<h${depth} id="${anchorOf(plain(inner) || heading)}">${inner}</h${depth}>\n`;
      },
      table({ header, rows }: Tokens.Table) {
        const cells = (row: readonly Tokens.TableCell[]) => row.map(({ tokens }) => this.parser.parseInline(tokens));
        const heads = cells(header).map((cell) => `<th scope="col">${cell}</th>`);
        const body = rows.map((row) => {
          const inner = cells(row);
          return `<tr${rowId(inner)}>${inner.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
        });
        const table = `<table><thead><tr>${heads.join('')}</tr></thead><tbody>${body.join('\n')}</tbody></table>`;
        tables += 1;
        return `<div class="table" tabindex="0" role="region" aria-label="table ${tables}">${table}</div>\n`;
      },
      code({ text: code }: Tokens.Code) {
        return `<pre tabindex="0"><code>${escaped(code)}</code></pre>\n`;
      },
      link({ href, tokens }: Tokens.Link) {
        const inner = this.parser.parseInline(tokens);
        return href === '' ? inner : `<a href="${escaped(href)}">${inner}</a>`;
      },
      html: ({ text: html }) => (html.startsWith('<!--') ? '' : html),
    },
  });
  const html = marked.parse(text, { async: false });
  const title = plain(/<h1[^>]*>(.*?)<\/h1>/.exec(html)?.[1] ?? file);
  return { path, title, html, sections: sectionsOf(html) };
}
