/** A page of the documentation's site, before it gets its frame. */
export interface SitePage {
  /** Below the site's root, such as `docs/guide.html`. */
  readonly path: string;
  readonly title: string;
  /** The body, whose links are those of the site. */
  readonly html: string;
  readonly sections: readonly Section[];
}

/** What a search finds: a heading with the text below it. */
export interface Section {
  /** The heading's id; empty for what stands above the first. */
  readonly anchor: string;
  readonly heading: string;
  readonly text: string;
}

/** How a page leads to another, or to a file, of the site: both are paths below its root. */
export function relativePath(from: string, to: string): string {
  const up = from.split('/').slice(0, -1);
  const down = to.split('/');
  while (up.length > 0 && down.length > 1 && up[0] === down[0]) {
    up.shift();
    down.shift();
  }
  return [...up.map(() => '..'), ...down].join('/');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as HTML shows it, in an attribute too. */
export const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => entities[character] ?? '');
