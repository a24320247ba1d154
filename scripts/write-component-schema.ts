/** Writes schemas/component-config.schema.json from the tables of fields and keys. Run from the repository's root. */
import { writeFileSync } from 'node:fs';
import { componentSchemaText } from './component-schema/component-schema.js';

writeFileSync('schemas/component-config.schema.json', componentSchemaText());
