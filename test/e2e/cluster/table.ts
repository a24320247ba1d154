import { join } from 'node:path';
import { listRows } from '../harness/list.js';
import { selectCases } from '../harness/outcomes.js';
import { runProgram } from '../harness/program.js';
import { runTable } from '../harness/run-table.js';
import type { Row, Table } from '../harness/table.js';
import { parseTableOptions, type TableOptions, tableUsage } from '../harness/table-options.js';
import { playRow, tellMeaning } from './play.js';
import type { ClusterRow, SkippedRow } from './row.js';
import { supplyRows } from './row-supplies.js';
import { rows, skippedRows } from './rows.js';

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
  if (options.list) listRows('cluster', selected, skipped.map(asRow));
  return options.list;
}

const asRow = ({ name, what, why }: SkippedRow): Row => ({ name, what: `${what}: ${why}` });

async function run({ options, selected, skipped, play, prepareOnly }: Asked, stopped: AbortSignal): Promise<number> {
  const supply = await supplyRows(selected, stopped);
  if (prepareOnly) return 0;
  return runTable<ClusterRow>({
    table: 'cluster',
    options,
    columns,
    play: async (work, tell) => {
      for (const row of selected) {
        console.log(`        ${row.name} (${row.guest}): ${row.what}`);
        tell(await play(row, supply, join(work, row.name), stopped));
      }
      for (const { name, what } of skipped.map(asRow)) console.log(`skipped  ${name}: ${what}`);
    },
  });
}

const usage = `usage: node build/e2e/main.js cluster [--only NAME]... [--list] [--render] [--prepare] [--markdown FILE] [--work DIR]

${tableUsage}
  --render         only render the rows' documents, and say what each of them is
  --prepare        only build the programs and the guest images into the cache`;

export const clusterTable: Table = {
  rows,
  skipped: skippedRows.map(asRow),
  run: (argv) => runProgram({ what: 'the table of variants', usage, parse, answer: list, run }, argv),
};
