import { judgeRequests, type Verdict } from '../../approve/judge.js';
import { refusalText } from '../../approve/refusal.js';
import { readRequestList } from '../../approve/request-list.js';
import { servingPolicy } from '../../approve/serving-policy.js';
import { loadRequestLibrary } from '../../pki/library.js';
import { hasErrors } from '../../spec/severity.js';
import { coloursFor } from '../colour.js';
import { type Arguments, settledValue } from '../command.js';
import { printData, say } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { readSpecFile } from '../files/spec-file.js';
import { readStandardInput } from '../files/standard-input.js';
import { misuse } from '../misuse.js';
import { reportProblems } from '../problems.js';

/** Some 8,000 requests: a cluster has two of each node, and drops them after a day. */
const mostBytes = 16 * 1024 * 1024;

/** Characters that move a cursor, end a line or turn the direction of writing, beyond those that JSON escapes itself. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

const escaped = (char: string): string =>
  Array.from({ length: char.length }, (_, at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');

/** A text of the requestor's, on one line and not longer than a line of a log. */
function shown(text: string): string {
  const line = text.replace(invisible, escaped);
  return line.length > 400 ? `${line.slice(0, 400)}…` : line;
}

/** A flood of requests is one line in the end: all are in the form json. */
const mostLines = 100;

function sayRefusals(refused: readonly Verdict[]): void {
  const colours = coloursFor('talk');
  for (const { name, user, refusals } of refused.slice(0, mostLines))
    say(`${colours.red('refused')}: ${shown(name)} of ${shown(user)}: ${shown(refusals.map(refusalText).join('; '))}`);
  const more = refused.length - mostLines;
  if (more > 0) say(`${colours.red('refused')}: ${more} more; --format json has them all`);
}

function jsonText(approvable: readonly Verdict[], refused: readonly Verdict[]): string {
  const report = {
    approvable: approvable.map(({ name, user }) => ({ name, requestor: user })),
    refused: refused.map(({ name, user, refusals }) => ({
      name,
      requestor: user,
      reasons: refusals.map((refusal) => ({ reason: refusal.reason, text: refusalText(refusal) })),
    })),
  };
  const lines = JSON.stringify(report, null, 2)
    .split('\n')
    .map((line) => line.replace(invisible, escaped));
  return `${lines.join('\n')}\n`;
}

export async function run(given: Arguments): Promise<ExitStatus> {
  const [path = ''] = given.operands;
  if (path === '-') return misuse('standard input is for the list of requests: name a file for the spec');
  const spec = readSpecFile(path);
  const { cluster, diagnostics } = spec.reading;
  if (cluster === null || hasErrors(diagnostics)) {
    // Warnings are for who renders: this runs every few minutes.
    reportProblems([{ spec, diagnostics }], 'text', 'talk');
    return exitStatus.refused;
  }

  const text = readStandardInput(mostBytes);
  if (text === undefined)
    return misuse(`standard input has more than ${mostBytes} bytes: no cluster has that many requests`);
  const requests = readRequestList(text);
  if ('mistake' in requests) return misuse(`standard input ${shown(requests.mistake)}`);

  const verdicts = await judgeRequests(requests, servingPolicy(cluster), await loadRequestLibrary());
  const approvable = verdicts.filter(({ refusals }) => refusals.length === 0);
  const refused = verdicts.filter(({ refusals }) => refusals.length > 0);
  if (settledValue(given, 'format') === 'json') printData(jsonText(approvable, refused));
  else {
    printData(approvable.map(({ name }) => `${name}\n`).join(''));
    sayRefusals(refused);
  }
  return refused.length > 0 ? exitStatus.refused : exitStatus.fine;
}
