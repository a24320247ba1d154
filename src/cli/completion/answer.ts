import type { CommandEntry } from '../command.js';
import { printData } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { candidatesFor } from './candidates.js';

/**
 * What a shell's completion asks: a candidate a line, behind a tab what it is; `:files ENDING…` or `:folders` where the
 * shell itself knows better.
 */
export function answerShell(words: readonly string[], table: readonly CommandEntry[]): ExitStatus {
  const found = candidatesFor(words, table);
  if (found === 'folders') printData(':folders\n');
  else if ('files' in found) printData(`${[':files', ...found.files].join('\t')}\n`);
  else {
    const begun = words.at(-1) ?? '';
    const fitting = found.words.filter(({ word }) => word.startsWith(begun));
    printData(fitting.map(({ word, about }) => `${about === '' ? word : `${word}\t${about}`}\n`).join(''));
  }
  return exitStatus.fine;
}
