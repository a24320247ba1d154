import { join } from 'node:path';
import { playRow, tellMeaning } from './cluster/play.js';
import type { ClusterRow, SkippedRow } from './cluster/row.js';
import { supplyRows } from './cluster/row-supplies.js';
import { rows, skippedRows } from './cluster/rows.js';
import { type Port, ports } from './network.js';
import { inWorkFolder, runProgram } from './program.js';
import { type Outcome, printOutcome, selectCases, summary, writeMarkdown } from './table.js';
import { parseTableOptions, type TableOptions, tableUsage } from './table-options.js';

const port = ports[0] as Port;

const columns = { guest: ({ guest }: ClusterRow) => guest, 'what is tried': ({ what }: ClusterRow) => what };

/** The options, and the rows that they select. */
interface Asked {
  readonly options: TableOptions;
  readonly selected: readonly ClusterRow[];
  readonly skipped: readonly SkippedRow[];
  /** What is done with each. */
  readonly play: typeof playRow;
  readonly prepareOnly: boolean;
}

function parse(argv: readonly string[]): Asked {
  const { options, values } = parseTableOptions(argv, {
    render: { type: 'boolean', default: false },
    prepare: { type: 'boolean', default: false },
  });
  const play = values.render ? tellMeaning : playRow;
  const skipped = options.only.length === 0 ? skippedRows : [];
  return { options, selected: selectCases(rows, options.only), skipped, play, prepareOnly: values.prepare };
}

function list({ options, selected, skipped }: Asked): boolean {
  if (!options.list) return false;
  for (const { name, guest, what } of selected) console.log(`${name.padEnd(18)} ${guest.padEnd(9)} ${what}`);
  for (const { name, what, why } of skipped) console.log(`${name.padEnd(18)} ${'skipped'.padEnd(9)} ${what}: ${why}`);
  return true;
}

async function run({ options, selected, skipped, play, prepareOnly }: Asked, stopped: AbortSignal): Promise<number> {
  const supply = await supplyRows(selected, stopped);
  if (prepareOnly) return 0;
  const end = await inWorkFolder(options.work, async (work) => {
    const outcomes: Outcome<ClusterRow>[] = [];
    for (const row of selected) {
      console.log(`        ${row.name} (${row.guest}): ${row.what}`);
      const outcome = await play(row, supply, port, join(work, row.name), stopped);
      printOutcome(outcome);
      outcomes.push(outcome);
    }
    for (const { name, what, why } of skipped) console.log(`skipped  ${name}: ${what}: ${why}`);
    if (options.markdown !== undefined) await writeMarkdown(options.markdown, columns, outcomes);
    console.log(summary(outcomes));
    return outcomes.every(({ passed }) => passed) ? 'passed' : 'failed';
  });
  return end === 'passed' ? 0 : 1;
}

const usage = `usage: node build/e2e/cluster.js [--only NAME]... [--list] [--render] [--prepare] [--markdown FILE] [--work DIR]

${tableUsage}
  --render         only render the rows' documents, and say what each of them is
  --prepare        only build the programs and the guest images into the cache`;

process.exitCode = await runProgram({ what: 'the table of variants', usage, parse, answer: list, run });
