import { readdirSync } from 'node:fs';
import { packageFile } from '../files/package-file.js';

export const ending = '.schema.json';

/** The schemas that the package holds. */
export const schemaNames = (): string[] =>
  readdirSync(packageFile('schemas'))
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort();
