import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageFile } from '../files/package-file.js';

/** The example that is no file. */
export const builtIn = 'demo';

/** What a spec can start from. */
export function exampleNames(): string[] {
  const folder = packageFile('fixtures');
  const cases = existsSync(folder) ? readdirSync(folder) : [];
  return [builtIn, ...cases.filter((name) => existsSync(join(folder, name, 'cluster.yaml'))).sort()];
}
