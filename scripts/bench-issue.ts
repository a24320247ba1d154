import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { median, nothingToDo, timed } from './bench-cold-start.js';
import type { Measure } from './bench-measure.js';
import { poolSpec } from './bench-pool.js';

const rounds = 3;

/** Milliseconds of `pki issue` for so many nodes in a new folder, CA and all. */
function issueFor(folder: string, count: number): number {
  const pool = mkdtempSync(join(folder, `issue-${count}-`));
  const spec = join(pool, 'cluster.yaml');
  writeFileSync(spec, poolSpec(count));
  return timed(['dist/cli.js', 'pki', 'issue', spec]);
}

/** Certificates grow with the nodes, and nothing else does; and each is quick, measured by an empty process. */
export function benchIssue(folder: string): Measure[] {
  const sizes = { few: 250, many: 5000 } as const;
  const runs = Array.from({ length: rounds }, () => ({
    few: issueFor(folder, sizes.few),
    many: issueFor(folder, sizes.many),
    nothing: timed(nothingToDo),
  }));
  const [few, many] = [median(runs.map((run) => run.few)), median(runs.map((run) => run.many))];
  const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(1);
  return [
    {
      name: 'pki issue',
      value: median(runs.map((run) => run.many / run.few)),
      bound: 22,
      better: 'lower',
      detail: `5,000 nodes against 250: ${seconds(many)} s against ${seconds(few)} s, median of ${rounds}`,
    },
    {
      name: 'certificate',
      value: median(runs.map((run) => run.many / sizes.many / run.nothing)),
      bound: 1 / 30,
      better: 'lower',
      detail: `times "node -e 0": ${(many / sizes.many).toFixed(2)} ms each, of those 5,000`,
    },
  ];
}
