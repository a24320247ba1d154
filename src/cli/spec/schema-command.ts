import { readFileSync } from 'node:fs';
import { suggestionFor } from '../../spec/suggestion.js';
import type { Arguments } from '../command.js';
import { printData } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { packageFile } from '../files/package-file.js';
import { misuse } from '../misuse.js';
import { ending, schemaNames } from './schema-names.js';
import { wholeSchemaText } from './whole-schema.js';

export function run({ operands: [name = 'cluster'] }: Arguments): ExitStatus {
  const names = schemaNames();
  if (!names.includes(name)) {
    const meant = suggestionFor(name, names);
    return misuse(
      `there is no schema "${name}". ${meant ? `Did you mean ${meant}? ` : ''}There are: ${names.join(', ')}`,
    );
  }
  printData(name === 'cluster' ? wholeSchemaText() : readFileSync(packageFile(`schemas/${name}${ending}`), 'utf8'));
  return exitStatus.fine;
}
