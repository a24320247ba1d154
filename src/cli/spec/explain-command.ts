import { explain } from '../../spec/explain.js';
import type { Arguments } from '../command.js';
import { printData } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { misuse } from '../misuse.js';
import { wholeSchema } from './whole-schema.js';

export function run({ operands: [name = ''] }: Arguments): ExitStatus {
  const { found, text } = explain(name, wholeSchema());
  if (!found) return misuse(text);
  printData(`${text.trimEnd()}\n`);
  return exitStatus.fine;
}
