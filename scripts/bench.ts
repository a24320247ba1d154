/**
 * Measures what the project promises about speed and memory, as ratios taken in one run so that a slow machine does
 * not matter. Needs a build; run by `npm run bench`. Exits with 1 where a bound is missed.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchColdStart } from './bench-cold-start.js';
import { benchIssue } from './bench-issue.js';
import type { Measure } from './bench-measure.js';
import { benchMemory } from './bench-memory.js';
import { makePool } from './bench-pool.js';
import { benchThroughput } from './bench-throughput.js';

const isKept = ({ value, bound, better }: Measure): boolean => (better === 'lower' ? value <= bound : value >= bound);

const shown = (value: number): string => value.toFixed(value < 1 ? 3 : 2);

function tableOf(measures: readonly Measure[]): string {
  const rows = measures.map((measure) => [
    measure.name,
    shown(measure.value),
    `${measure.better === 'lower' ? '<=' : '>='} ${shown(measure.bound)}`,
    isKept(measure) ? 'kept' : 'MISSED',
    measure.detail,
  ]);
  const all = [['measure', 'value', 'bound', '', 'detail'], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const folder = mkdtempSync(join(tmpdir(), 'bootwright-bench-'));
try {
  const sizes = { one: 1, few: 100, some: 1000, many: 10_000 } as const;
  process.stderr.write('making keys …\n');
  const pools = new Map<number, string>();
  for (const count of Object.values(sizes)) {
    const pool = join(folder, String(count));
    mkdirSync(pool);
    await makePool(pool, count);
    pools.set(count, pool);
  }
  const pool = (count: number) => pools.get(count) ?? folder;
  process.stderr.write('measuring …\n');
  const measures = [
    benchColdStart(pool(sizes.one)),
    await benchThroughput(pool(sizes.some)),
    benchMemory(pool(sizes.few), pool(sizes.many)),
    ...benchIssue(folder),
  ];
  process.stdout.write(`${tableOf(measures)}\n`);
  process.exitCode = measures.every(isKept) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
