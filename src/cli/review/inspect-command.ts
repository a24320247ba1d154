import { withoutSecrets } from '../../review/redaction.js';
import type { TreeFile } from '../../review/tree.js';
import { suggestionFor } from '../../spec/suggestion.js';
import { type Arguments, lastValue, settledValue } from '../command.js';
import { printData, printReport, say } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { type DocumentFile, harmless, readDocumentFile } from '../files/document-file.js';
import { misuse } from '../misuse.js';
import { counted } from '../text-table.js';
import { extractTree } from './extract.js';
import { inspectJson, inspectText } from './inspect-report.js';

/** The file that a path, or the end of one, names; or what to tell of one that none has. */
function fileNamed(path: string, { name, tree }: DocumentFile): TreeFile | string {
  const { files } = tree;
  const found =
    files.find((file) => file.path === path) ?? onlyOne(files.filter((file) => file.path.endsWith(`/${path}`)));
  if (found) return found;
  const lastOf = (each: string): string => each.split('/').at(-1) ?? each;
  const wanted = suggestionFor(
    lastOf(path),
    files.map((file) => lastOf(file.path)),
  );
  const meant = files.filter((file) => lastOf(file.path) === wanted).map((file) => file.path);
  const advice =
    meant.length > 0 ? `Did you mean ${meant.slice(0, 5).join(' or ')}?` : `bootwright inspect ${name} lists its files`;
  return `${name} has no file ${path}. ${advice}`;
}

const onlyOne = <T>(all: readonly T[]): T | undefined => (all.length === 1 ? all[0] : undefined);

export function run(given: Arguments): ExitStatus {
  const [document = '', path] = given.operands;
  const folder = lastValue(given, 'extract');
  const format = settledValue(given, 'format');
  if (path !== undefined && (folder !== undefined || format === 'json'))
    return misuse('PATH prints only that file: leave out --extract and --format');
  if (given.flags.has('force') && folder === undefined) return misuse('--force goes with --extract DIR');
  const read = readDocumentFile(document);
  if ('mistake' in read) return misuse(read.mistake);
  const unread = read.tree.parts.filter(({ reason }) => reason !== null);
  // What can be read is shown, and the status says that it is not all.
  const fine = unread.length > 0 ? exitStatus.refused : exitStatus.fine;
  for (const remark of read.tree.remarks) say(harmless(`note: ${withoutSecrets(remark)}`));
  for (const { name, reason } of unread) say(harmless(`unread: ${name}: ${withoutSecrets(reason ?? '')}`));
  if (path !== undefined) {
    const file = fileNamed(path, read);
    if (typeof file === 'string') return misuse(harmless(file));
    printData(file.content);
    return exitStatus.fine;
  }
  if (folder !== undefined) {
    const extracted = extractTree(read.tree, folder, given.flags.has('force'));
    if ('mistake' in extracted) return misuse(harmless(extracted.mistake));
    say(`${folder}: ${counted(extracted.written, 'file')} of ${read.name}, owned by you`);
    return fine;
  }
  printReport(format === 'json' ? inspectJson(read) : inspectText(read));
  return fine;
}
