/**
 * Writes dist/site, the documentation as a folder of pages that any server of files can serve, or a browser opens from
 * the disk: README, docs/, a page a message, and a search. Run from the repository's root by `npm run site`.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rolldown } from 'rolldown';
import { framed } from './site/frame.js';
import { markdownPage } from './site/markdown-page.js';
import { messagePages } from './site/message-pages.js';

const target = process.argv[2] ?? 'dist/site';
const { repository } = JSON.parse(readFileSync('package.json', 'utf8')) as { repository?: { url?: string } };
const files = readdirSync('docs', { recursive: true, encoding: 'utf8' }).map((name) => `docs/${name}`);
const pages = new Set([
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  ...files.filter((name) => name.endsWith('.md')),
]);
const pictures = new Set(files.filter((name) => /\.(png|svg)$/.test(name)));
const known = { pages, pictures, repository: repository?.url ? `${repository.url}/blob/main/` : null };

const all = [
  ...[...pages].sort().map((file) => markdownPage(file, readFileSync(file, 'utf8'), known)),
  ...messagePages(),
];
const titles = new Map(all.map(({ path, title }) => [path, title]));
rmSync(target, { recursive: true, force: true });
for (const page of all) {
  mkdirSync(dirname(join(target, page.path)), { recursive: true });
  writeFileSync(join(target, page.path), framed(page, titles));
}
for (const picture of pictures) cpSync(picture, join(target, picture));
const sections = all.flatMap(({ path, title, sections: own }) =>
  own.map(({ anchor, heading, text }) => [path, title, anchor, heading, text]),
);
writeFileSync(join(target, 'sections.js'), `var sections=${JSON.stringify(sections)};\n`);
const bundle = await rolldown({ input: 'scripts/site/client/search.ts', platform: 'browser' });
await bundle.write({ file: join(target, 'search.js'), format: 'iife', minify: true });
console.log(`${target}: ${all.length} pages, ${sections.length} sections to search`);
