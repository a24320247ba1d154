import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Interruption } from './report.js';
import { findObstacles } from './requirements.js';
import { stoppedFromOutside } from './stopping.js';

/** A command that boots machines. */
export interface Program<Options> {
  /** What is skipped where this machine can't do it. */
  readonly what: string;
  readonly usage: string;
  /** Throws where the arguments make no sense. */
  readonly parse: (argv: readonly string[]) => Options;
  /** Answers that take no machine, `--list` say; true where that was all. */
  readonly answer?: (options: Options) => boolean;
  /** Gives the exit status. */
  readonly run: (options: Options, stopped: AbortSignal) => Promise<number>;
}

/** Runs it with these arguments, and gives the exit status. */
export async function runProgram<Options>(program: Program<Options>, argv: readonly string[]): Promise<number> {
  let options: Options;
  try {
    options = program.parse(argv);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${program.usage}`);
    return 2;
  }
  if (program.answer?.(options)) return 0;
  const obstacles = await findObstacles();
  for (const obstacle of obstacles) console.log(`skipped  ${program.what}: ${obstacle}`);
  if (obstacles.length > 0) return process.env.CI ? 1 : 0;
  return program.run(options, stoppedFromOutside()).catch((error: unknown) => {
    console.error(error instanceof Interruption ? error.message : error);
    return 1;
  });
}

/** A folder for logs and work files: the given one, or one of its own that goes unless `use` says that it failed. */
export async function inWorkFolder(
  given: string | undefined,
  use: (folder: string) => Promise<'passed' | 'failed'>,
): Promise<'passed' | 'failed'> {
  const folder = given === undefined ? await mkdtemp(join(tmpdir(), 'bootwright-e2e-')) : resolve(given);
  await mkdir(folder, { recursive: true });
  const end = await use(folder);
  if (given === undefined && end === 'passed') await rm(folder, { recursive: true });
  else console.log(`logs: ${folder}`);
  return end;
}
