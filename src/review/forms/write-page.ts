import { githubPage } from './github.js';
import { htmlPage } from './html.js';
import { markdownPage } from './markdown.js';
import type { PageForm, ReviewPage } from './page.js';
import { sarifPage } from './sarif.js';

/** How each form writes a page. */
export const pageWriters: Readonly<Record<PageForm, (page: ReviewPage) => string>> = {
  markdown: markdownPage,
  html: htmlPage,
  github: githubPage,
  sarif: sarifPage,
};
