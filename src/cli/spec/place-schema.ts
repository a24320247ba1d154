import { dirname, join, relative, resolve } from 'node:path';
import { isThere } from '../files/is-there.js';
import { packageFile } from '../files/package-file.js';
import { replaceFile } from '../files/replace-file.js';
import { wholeSchemaText } from './whole-schema.js';

const schemaFile = 'cluster.schema.json';

/**
 * Where an editor finds the schema: in the package, if that lies below the working directory (a dependency, or this
 * repository), so that no path of this machine gets into a file that others read; else in a copy beside the spec.
 */
export function schemaPlaceFor(target: string, force: boolean): string {
  const schema = packageFile('schemas/cluster.schema.json');
  const folder = dirname(resolve(target));
  if (relative(process.cwd(), schema).startsWith('..')) {
    const copy = join(folder, schemaFile);
    if (force || !isThere(copy)) replaceFile(copy, wholeSchemaText());
    return `./${schemaFile}`;
  }
  const path = relative(folder, schema).replaceAll('\\', '/');
  return path.startsWith('.') ? path : `./${path}`;
}
