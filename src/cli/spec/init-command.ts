import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { starterSpec } from '../../spec/starter-spec.js';
import { suggestionFor } from '../../spec/suggestion.js';
import { type Arguments, settledValue } from '../command.js';
import { say } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { packageFile } from '../files/package-file.js';
import { replaceFile } from '../files/replace-file.js';
import { misuse } from '../misuse.js';
import { schemaPlaceFor } from './place-schema.js';

const builtIn = 'demo';

function exampleNames(): string[] {
  const folder = packageFile('fixtures');
  const cases = existsSync(folder) ? readdirSync(folder) : [];
  return [builtIn, ...cases.filter((name) => existsSync(join(folder, name, 'cluster.yaml'))).sort()];
}

function exampleText(name: string): string {
  return name === builtIn ? starterSpec : readFileSync(packageFile(`fixtures/${name}/cluster.yaml`), 'utf8');
}

/** Whether a file, or a link to anything or nothing, is there. */
const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

export function run(given: Arguments): ExitStatus {
  const target = given.operands[0] ?? 'cluster.yaml';
  const example = settledValue(given, 'example');
  const names = exampleNames();
  if (!names.includes(example)) {
    const meant = suggestionFor(example, names);
    return misuse(
      `no example is called "${example}". ${meant ? `Did you mean ${meant}? ` : ''}There are:\n  ${names.join('\n  ')}`,
    );
  }
  if (isThere(target) && !given.flags.has('force')) {
    return misuse(`${target} is there already and stays as it is; --force replaces it`);
  }
  const text = exampleText(example).replace(/^# yaml-language-server:.*\n/, '');
  mkdirSync(dirname(target), { recursive: true });
  const force = given.flags.has('force');
  replaceFile(target, `# yaml-language-server: $schema=${schemaPlaceFor(target, force)}\n${text}`);
  say(`${target}: written. Next:\n  bootwright pki issue ${target}\n  bootwright render ${target}`);
  return exitStatus.fine;
}
