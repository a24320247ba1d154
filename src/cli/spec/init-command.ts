import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { suggestionFor } from '../../spec/suggestion.js';
import { type Arguments, settledValue } from '../command.js';
import { printData, say } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { isThere } from '../files/is-there.js';
import { packageFile } from '../files/package-file.js';
import { replaceFile } from '../files/replace-file.js';
import { misuse } from '../misuse.js';
import { shellWord } from '../shell-word.js';
import { builtIn, exampleNames } from './example-names.js';
import { schemaPlaceFor } from './place-schema.js';
import { choices, chosenStarter, type Starter } from './starter-choice.js';

/** The text to start from, without the line for editors; or what is wrong with the wish. */
function startingText(given: Arguments): Starter {
  const example = settledValue(given, 'example');
  const names = exampleNames();
  if (!names.includes(example)) {
    const meant = suggestionFor(example, names);
    return {
      mistake: `there is no example "${example}". ${meant ? `Did you mean ${meant}? ` : ''}There are:\n  ${names.join('\n  ')}`,
    };
  }
  if (example === builtIn) return chosenStarter(given);
  const choice = choices.find((name) => given.values.has(name));
  if (choice !== undefined) return { mistake: `--${choice} is for the example ${builtIn}: leave it out, or --example` };
  return { text: readFileSync(packageFile(`fixtures/${example}/cluster.yaml`), 'utf8') };
}

export function run(given: Arguments): ExitStatus {
  const target = given.operands[0] ?? 'cluster.yaml';
  const force = given.flags.has('force');
  const start = startingText(given);
  if ('mistake' in start) return misuse(start.mistake);
  const text = start.text.replace(/^# yaml-language-server:.*\n/, '');
  if (target === '-') {
    printData(text);
    return exitStatus.fine;
  }
  if (isThere(target) && !force) return misuse(`${target} already exists and was not changed; --force overwrites it`);
  mkdirSync(dirname(target), { recursive: true });
  replaceFile(target, `# yaml-language-server: $schema=${schemaPlaceFor(target, force)}\n${text}`);
  const word = shellWord(target);
  say(`${target}: written. Next:\n  bootwright pki issue ${word}\n  bootwright render ${word}`);
  return exitStatus.fine;
}
