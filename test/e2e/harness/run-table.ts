import { type Named, type Outcome, printOutcome, summary, writeMarkdown } from './outcomes.js';
import { inWorkFolder } from './program.js';
import { recordSeconds } from './seconds.js';
import type { TableName } from './table.js';
import type { TableOptions } from './table-options.js';

/** How a table is played and shown. */
interface Playing<Case extends Named> {
  readonly table: TableName;
  readonly options: TableOptions;
  /** What the table in markdown shows of a case beside name, outcome and time. */
  readonly columns: Readonly<Record<string, (played: Case) => string>>;
  /** Plays the selected cases with logs in `work`, and tells each outcome. */
  readonly play: (work: string, tell: (outcome: Outcome<Case>) => void) => Promise<void>;
}

/** Plays the cases, prints what became of each, and gives the exit status. */
export async function runTable<Case extends Named>({ table, options, columns, play }: Playing<Case>): Promise<number> {
  const { work, markdown, record } = options;
  const end = await inWorkFolder(work, async (folder) => {
    const outcomes: Outcome<Case>[] = [];
    await play(folder, (outcome) => {
      printOutcome(outcome);
      outcomes.push(outcome);
      if (record && outcome.passed) recordSeconds(table, outcome.played.name, outcome.seconds, new Date());
    });
    if (markdown !== undefined) await writeMarkdown(markdown, columns, outcomes);
    console.log(summary(outcomes));
    return outcomes.every(({ passed }) => passed) ? 'passed' : 'failed';
  });
  return end === 'passed' ? 0 : 1;
}
