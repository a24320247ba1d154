import { basename } from 'node:path';
import { suggestionFor } from '../../spec/suggestion.js';
import type { Arguments } from '../command.js';
import { printData } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { misuse } from '../misuse.js';
import { isShell, scripts, shellNames } from './scripts.js';

/** Prints a shell's script: of the one that is named, or that of the environment. */
export function run({ operands: [named] }: Arguments): ExitStatus {
  const own = basename(process.env.SHELL ?? '');
  const shell = named ?? (isShell(own) ? own : 'bash');
  if (!isShell(shell)) {
    const meant = suggestionFor(shell, shellNames);
    return misuse(
      `no completion for "${shell}". ${meant ? `Did you mean ${meant}?` : `There is one for ${shellNames.join(', ')}`}`,
    );
  }
  printData(scripts[shell]);
  return exitStatus.fine;
}
