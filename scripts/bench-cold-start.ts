import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Measure } from './bench-measure.js';

const pairs = 21;

/** The yardstick: a process that does nothing. */
export const nothingToDo = ['-e', '0'];

/** How long a process of Node.js takes, in milliseconds. */
export function timed(args: readonly string[]): number {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  const elapsed = Number(process.hrtime.bigint() - start) / 1e6;
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  return elapsed;
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** One worker's document in a new process, against a process that does nothing; taken in turns, as machines vary. */
export function benchColdStart(pool: string): Measure {
  const render = ['dist/cli.js', 'render', join(pool, 'cluster.yaml'), '--stdout'];
  timed(render);
  const runs = Array.from({ length: pairs }, () => ({ nothing: timed(nothingToDo), document: timed(render) }));
  const [nothing, document] = [median(runs.map((run) => run.nothing)), median(runs.map((run) => run.document))];
  return {
    name: 'cold start',
    value: median(runs.map((run) => run.document / run.nothing)),
    // Three empty processes: no tricks are played for less.
    bound: 3,
    better: 'lower',
    detail: `times "node -e 0": ${document.toFixed(0)} ms against ${nothing.toFixed(0)} ms, median of ${pairs} pairs`,
  };
}
