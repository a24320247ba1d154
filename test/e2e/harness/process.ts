import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Argv } from './command.js';

/** A program that runs beside the test and ends with it. */
export interface BackgroundProcess {
  readonly name: string;
  readonly child: ChildProcess;
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<string>;
  hasEnded(): boolean;
  stop(graceMs?: number): Promise<void>;
}

export function startProcess(
  name: string,
  argv: Argv,
  logFile: string,
  options: { ipc?: boolean } = {},
): BackgroundProcess {
  const log = openSync(logFile, 'a');
  const [program, ...args] = argv;
  const child = spawn(program, args, { stdio: ['ignore', log, log, options.ipc ? 'ipc' : 'ignore'] });
  closeSync(log);
  let over = false;
  const ended = new Promise<string>((resolve) => {
    const finish = (how: string): void => {
      over = true;
      resolve(how);
    };
    child.on('error', (error) => finish(error.message));
    child.on('exit', (code, signal) => finish(signal ?? `exit status ${code}`));
  });
  const stop = async (graceMs = 3000): Promise<void> => {
    if (over) return;
    child.kill('SIGTERM');
    const patience = new AbortController();
    const grace = sleep(graceMs, undefined, { signal: patience.signal }).catch(() => undefined);
    await Promise.race([ended, grace]);
    patience.abort();
    if (!over) child.kill('SIGKILL');
    await ended;
  };
  return { name, child, ended, hasEnded: () => over, stop };
}

/** Waits until a process of ours says this word to its parent; throws where it ends instead. */
export async function hearsWord({ name, child, ended }: BackgroundProcess, word: string): Promise<void> {
  let listener: ((message: unknown) => void) | undefined;
  const said = new Promise<void>((resolve) => {
    listener = (message) => message === word && resolve();
    child.on('message', listener);
  });
  const gaveUp = ended.then((how) => {
    throw new Error(`${name} ended: ${how}`);
  });
  await Promise.race([said, gaveUp]).finally(() => listener && child.off('message', listener));
}
