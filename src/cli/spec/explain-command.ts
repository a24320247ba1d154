import { codes } from '../../spec/codes.js';
import { explain } from '../../spec/explain.js';
import type { Arguments } from '../command.js';
import { printData, say } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { misuse } from '../misuse.js';
import { textTable } from '../text-table.js';
import { wholeSchema } from './whole-schema.js';

/** Every code with the first sentence of its manual. */
function codeList(): string {
  const rows = Object.entries(codes).map(([code, { severity, doc }]) => {
    const [sentence = ''] = doc.text.split(/(?<=\.)\s/);
    return [code, severity, sentence.replaceAll('\n', ' ')];
  });
  return textTable([['code', 'severity', 'what it says'], ...rows.sort(([a = ''], [b = '']) => (a < b ? -1 : 1))]);
}

export function run({ operands: [name] }: Arguments): ExitStatus {
  if (name === undefined) {
    printData(codeList());
    say('One of them: bootwright explain CODE. Every key of the spec: bootwright explain spec');
    return exitStatus.fine;
  }
  const { found, text } = explain(name, wholeSchema());
  if (!found) return misuse(text);
  printData(`${text.trimEnd()}\n`);
  return exitStatus.fine;
}
