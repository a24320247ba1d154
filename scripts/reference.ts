/**
 * Writes docs/spec.md, the reference of the spec's fields, from the schema, docs/api.md from the library's docstrings, and the tables of differences of the seeds'
 * README.md from their facts.yaml. Run from the repository's root.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { apiPage } from './api-page.js';
import { withDifferences } from './difference-table.js';
import { referencePage } from './reference-page.js';

writeFileSync('docs/spec.md', referencePage(JSON.parse(readFileSync('schemas/cluster.schema.json', 'utf8'))));
writeFileSync(
  'docs/api.md',
  apiPage('dist/types/src/index.d.ts', (file) => readFileSync(file, 'utf8')),
);

for (const fixture of readdirSync('fixtures')) {
  const readme = join('fixtures', fixture, 'README.md');
  const facts = join('fixtures', fixture, 'facts.yaml');
  if (!existsSync(facts) || !existsSync(readme)) continue;
  writeFileSync(readme, withDifferences(readFileSync(readme, 'utf8'), parse(readFileSync(facts, 'utf8'))));
}
