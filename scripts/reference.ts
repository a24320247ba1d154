/** Writes docs/spec.md, the reference of the spec's fields, from the schema. Run from the repository's root. */
import { readFileSync, writeFileSync } from 'node:fs';
import { referencePage } from './reference-page.js';

writeFileSync('docs/spec.md', referencePage(JSON.parse(readFileSync('schemas/cluster.schema.json', 'utf8'))));
