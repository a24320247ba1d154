import { join } from 'node:path';
import { buildBinaries } from './binaries.js';
import { playRow } from './cluster/play.js';
import type { ClusterRow } from './cluster/row.js';
import { rows } from './cluster/rows.js';
import { buildGuest } from './guest.js';
import { packImages } from './image.js';
import { type Port, ports } from './network.js';
import { inWorkFolder, runProgram } from './program.js';
import { packRelease } from './release.js';
import { type Outcome, printOutcome, selectCases, summary, writeMarkdown } from './table.js';
import { parseTableOptions, type TableOptions, tableUsage } from './table-options.js';

const port = ports[0] as Port;

const columns = { guest: ({ guest }: ClusterRow) => guest, 'what is tried': ({ what }: ClusterRow) => what };

/** The options, and the rows that they select. */
interface Asked {
  readonly options: TableOptions;
  readonly selected: readonly ClusterRow[];
}

function parse(argv: readonly string[]): Asked {
  const { options } = parseTableOptions(argv, {});
  return { options, selected: selectCases(rows, options.only) };
}

function list({ options, selected }: Asked): boolean {
  if (!options.list) return false;
  for (const { name, guest, what } of selected) console.log(`${name.padEnd(18)} ${guest.padEnd(9)} ${what}`);
  return true;
}

async function run({ options, selected }: Asked, stopped: AbortSignal): Promise<number> {
  const binaries = await buildBinaries(stopped);
  const release = await packRelease(binaries, stopped);
  const images = await packImages(binaries.app);
  const end = await inWorkFolder(options.work, async (work) => {
    const outcomes: Outcome<ClusterRow>[] = [];
    for (const row of selected) {
      console.log(`        ${row.name} (${row.guest}): ${row.what}`);
      const guest = await buildGuest(row.guest, stopped);
      const outcome = await playRow(row, { binaries, release, images, guest }, port, join(work, row.name), stopped);
      printOutcome(outcome);
      outcomes.push(outcome);
    }
    if (options.markdown !== undefined) await writeMarkdown(options.markdown, columns, outcomes);
    console.log(summary(outcomes));
    return outcomes.every(({ passed }) => passed) ? 'passed' : 'failed';
  });
  return end === 'passed' ? 0 : 1;
}

const usage = `usage: node build/e2e/cluster.js [--only NAME]... [--list] [--markdown FILE] [--work DIR]\n\n${tableUsage}`;

process.exitCode = await runProgram({ what: 'the table of variants', usage, parse, answer: list, run });
