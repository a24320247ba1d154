/** Writes dist/page/index.html: the page with its style, its script and its worker's in one file. Run from the repository's root. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { type Plugin, rolldown } from 'rolldown';
import { wholeSchemaText } from '../src/cli/spec/whole-schema.js';
import { digests } from '../src/generated/digests.js';
import { esModules, unusedClassesOut, withoutExamples, withoutSources, withoutTomlParser } from './bundle-parts.js';
import { pageDigests } from './page-digests.js';

/** Modules that the page has otherwise than the command: texts of its own. */
function given(modules: Readonly<Record<string, string>>): Plugin {
  const nameOf = (id: string): string | undefined => Object.keys(modules).find((name) => id.endsWith(name));
  return {
    name: 'given-modules',
    resolveId: (id) => {
      const name = nameOf(id);
      return name === undefined ? null : `\0given:${name}`;
    },
    load: (id) => modules[id.replace('\0given:', '')] ?? null,
  };
}

async function bundled(input: string, modules: Readonly<Record<string, string>>): Promise<string> {
  const bundle = await rolldown({
    input,
    platform: 'browser',
    treeshake: unusedClassesOut,
    plugins: [withoutTomlParser, withoutSources, withoutExamples, given(modules)],
    resolve: { alias: esModules },
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
  });
  const { output } = await bundle.generate({ format: 'iife', minify: true, codeSplitting: false, comments: false });
  return output[0].code;
}

const text = (name: string, value: string): string => `export const ${name} = ${JSON.stringify(value)};`;

/** What is gone from the newest releases is neither completed nor explained in the page: a fifth of the schema. */
function withoutGone(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutGone);
  if (node === null || typeof node !== 'object') return node;
  const isGone = (value: unknown): boolean => (value as { doNotSuggest?: boolean } | null)?.doNotSuggest === true;
  return Object.fromEntries(
    Object.entries(node).flatMap(([key, value]) =>
      isGone(value) || key === 'patternErrorMessage' ? [] : [[key, withoutGone(value)]],
    ),
  );
}

const schema = JSON.stringify(withoutGone(JSON.parse(wholeSchemaText())));
/** The schema without what only editors read is made of the whole when the page starts: the text is there once. */
const schemaModule = `
import { wholeSchemaText } from 'page:schema';
const own = new Set(${JSON.stringify(Object.keys(JSON.parse(readFileSync('schemas/cluster.schema.json', 'utf8')).definitions))});
const without = (node) => Array.isArray(node) ? node.map(without) : node === null || typeof node !== 'object' ? node
  : Object.fromEntries(Object.entries(node).flatMap(([key, value]) => key === 'allOf' ? [] : [[key, without(value)]]));
const { definitions, ...rest } = JSON.parse(wholeSchemaText);
export const clusterSchemaText = JSON.stringify(without({ ...rest, definitions: Object.fromEntries(Object.entries(definitions).filter(([name]) => own.has(name))) }));
`;

const worker = await bundled('src/page/worker.ts', {
  'page:schema': text('wholeSchemaText', schema),
  '/cluster-schema.js': schemaModule,
  '/generated/digests.js': text('digests', pageDigests(digests)),
});
const script = await bundled('src/page/main.ts', {});
/** The worker's text lies in the page as it is: in quotes inside the script it would be a sixtieth larger. */
if (/<\/script|<!--/i.test(script + worker)) throw new Error('a script cannot stand in a page as it is');

const hash = (content: string): string => `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
const policy = [
  "default-src 'none'",
  `script-src ${hash(script)}`,
  'worker-src blob:',
  "style-src 'nonce-editor'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
/** In the order of the cascade. */
const sheets = ['base', 'frame', 'problems', 'documents', 'results', 'screens'];
const style = sheets
  .map((name) => readFileSync(`src/page/style/${name}.css`, 'utf8').replaceAll(/\n\s*/g, '\n'))
  .join('');
const parts = { policy, style, script, worker };
const page = readFileSync('src/page/index.html', 'utf8').replace(
  /\{(policy|style|script|worker)\}/g,
  (_, name: keyof typeof parts) => parts[name],
);
mkdirSync('dist/page', { recursive: true });
writeFileSync('dist/page/index.html', page);
const kilobytes = (bytes: Uint8Array): string => `${Math.ceil(bytes.length / 1000)} kB`;
console.log(
  `dist/page/index.html: ${kilobytes(brotliCompressSync(page))} by brotli, ${kilobytes(gzipSync(page, { level: 9 }))} by gzip`,
);
