import { type ParseArgsConfig, parseArgs } from 'node:util';

/** What every table can be asked for. */
export interface TableOptions {
  /** Names of cases, or beginnings of names; empty is all. */
  readonly only: readonly string[];
  readonly list: boolean;
  /** Where the table goes, as markdown. */
  readonly markdown: string | undefined;
  /** Where logs and work files go; kept after the run. */
  readonly work: string | undefined;
  /** Whether what a passed row took goes into seconds.tsv. */
  readonly record: boolean;
}

export const tableUsage = `  --only NAME      this case only, or all whose names begin so; may be given several times
  --list           print the cases and end
  --markdown FILE  write the table there
  --work DIR       keep logs and work files here
  --record         keep what each row took in test/e2e/seconds.tsv`;

/** Reads a table's options, and those that it has of its own. */
export function parseTableOptions<Own extends NonNullable<ParseArgsConfig['options']>>(
  argv: readonly string[],
  own: Own,
) {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      only: { type: 'string', multiple: true, default: [] },
      list: { type: 'boolean', default: false },
      markdown: { type: 'string' },
      work: { type: 'string' },
      record: { type: 'boolean', default: false },
      ...own,
    },
  });
  const { only, list, markdown, work, record } = values as {
    only: string[];
    list: boolean;
    markdown?: string;
    work?: string;
    record: boolean;
  };
  // `--only A B` reads as well as `--only A --only B`.
  if (positionals.length > 0 && only.length === 0) throw new Error(`what is ${positionals[0]}?`);
  const options: TableOptions = { only: [...only, ...positionals], list, markdown, work, record };
  return { options, values };
}
