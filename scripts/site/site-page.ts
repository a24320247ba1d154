import { posix } from 'node:path';

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
export const relativePath = (from: string, to: string): string => posix.relative(posix.dirname(from), to);

/** The id that GitHub gives a heading, so that links hold in both places. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as HTML shows it, in an attribute too. */
export const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => entities[character] ?? '');
