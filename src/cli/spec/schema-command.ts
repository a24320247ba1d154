import { readdirSync, readFileSync } from 'node:fs';
import { suggestionFor } from '../../spec/suggestion.js';
import type { Arguments } from '../command.js';
import { printData } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { packageFile } from '../files/package-file.js';
import { misuse } from '../misuse.js';
import { wholeSchemaText } from './whole-schema.js';

const ending = '.schema.json';

export function run({ operands: [name = 'cluster'] }: Arguments): ExitStatus {
  const names = readdirSync(packageFile('schemas'))
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort();
  if (!names.includes(name)) {
    const meant = suggestionFor(name, names);
    return misuse(
      `no schema is called "${name}". ${meant ? `Did you mean ${meant}? ` : ''}There are: ${names.join(', ')}`,
    );
  }
  printData(name === 'cluster' ? wholeSchemaText() : readFileSync(packageFile(`schemas/${name}${ending}`), 'utf8'));
  return exitStatus.fine;
}
