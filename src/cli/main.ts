import module from 'node:module';
import { readArguments } from './arguments.js';
import { type Arguments, lastValue } from './command.js';
import { commandTable } from './command-table.js';
import { complain, holdTalk, releaseTalk } from './console.js';
import { type ExitStatus, exitStatus } from './exit-status.js';

async function runProgram(argv: readonly string[]): Promise<ExitStatus> {
  const given = readArguments(argv, commandTable) ?? (await (await import('./help.js')).answer(argv, commandTable));
  if (typeof given === 'number') return given;
  heed(given);
  const { run } = await given.command.load();
  const status = await run(given, new Date());
  if (status !== exitStatus.fine) releaseTalk();
  return status;
}

/** What holds for every command: who shows colours, and what is said where all is well. */
function heed(given: Arguments): void {
  const colour = lastValue(given, 'color');
  if (colour === 'always') process.env.FORCE_COLOR = '1';
  if (colour === 'never') process.env.FORCE_COLOR = '0';
  if (given.flags.has('quiet')) holdTalk();
}

/** The one place where errors end: a file's are the user's to mend, all others are ours. */
async function sayError(error: unknown): Promise<ExitStatus> {
  const { fileErrorText } = await import('./files/file-error.js');
  const text = fileErrorText(error);
  if (text !== undefined) {
    complain(`bootwright: ${text}`);
    return exitStatus.misused;
  }
  const { message, stack = message } = error instanceof Error ? error : new Error(String(error));
  const [first = ''] = message.split('\n');
  complain(`bootwright: this is a bug of Bootwright, please report it: ${first} (BOOTWRIGHT_DEBUG=1 shows where)`);
  if (process.env.BOOTWRIGHT_DEBUG === '1') complain(stack);
  return exitStatus.broken;
}

// Node.js has it from 22.8 on; before, the program is compiled at each start.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
process.exitCode = await runProgram(process.argv.slice(2)).catch(sayError);
// What other threads still work on, large keys say, nobody waits for after Ctrl-C.
if (process.exitCode === exitStatus.interrupted) process.exit();
