import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Measure } from './bench-measure.js';

/** Loaded ahead of the command: says, when it ends, how much memory it had at most. */
const probe = `process.on('exit', () => process.stderr.write('maxRSS=' + process.resourceUsage().maxRSS + '\\n'))`;

/** The highest resident size, in KiB, of a render of a pool into a new folder. */
function peakOf(pool: string): number {
  const out = mkdtempSync(join(pool, 'out-'));
  const args = ['--import', `data:text/javascript,${encodeURIComponent(probe)}`, 'dist/cli.js'];
  const { status, stderr } = spawnSync(
    process.execPath,
    [...args, 'render', join(pool, 'cluster.yaml'), '--out', out],
    {
      encoding: 'utf8',
    },
  );
  rmSync(out, { recursive: true });
  if (status !== 0) throw new Error(`render of ${pool} ended with ${status}: ${stderr}`);
  return Number(/maxRSS=(\d+)/.exec(stderr)?.[1]);
}

/** Memory must not grow with the number of documents. */
export function benchMemory(small: string, large: string): Measure {
  const [less, more] = [peakOf(small), peakOf(large)];
  return {
    name: 'peak memory',
    value: more / less,
    bound: 1.35,
    better: 'lower',
    detail: `10,000 workers against 100: ${(more / 1024).toFixed(0)} MiB against ${(less / 1024).toFixed(0)} MiB`,
  };
}
