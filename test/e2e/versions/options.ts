import { parseArgs } from 'node:util';

export interface VersionsOptions {
  /** Names of cases, or beginnings of names; empty is all. */
  readonly only: readonly string[];
  readonly list: boolean;
  /** Where the table goes, as markdown. */
  readonly markdown: string | undefined;
  /** Where logs and work files go; kept after the run. */
  readonly work: string | undefined;
  /** Only fill the cache. */
  readonly prepareOnly: boolean;
}

export const usage = `usage: node build/e2e/versions.js [--only NAME]... [--list] [--markdown FILE] [--work DIR] [--prepare]

  --only NAME      this case only, or all whose names begin so; may be given several times
  --list           print the cases and end
  --markdown FILE  write the table there
  --work DIR       keep logs and work files here
  --prepare        only build the programs and the guest images into the cache`;

export function parseVersionsOptions(argv: readonly string[]): VersionsOptions {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      only: { type: 'string', multiple: true, default: [] },
      list: { type: 'boolean', default: false },
      markdown: { type: 'string' },
      work: { type: 'string' },
      prepare: { type: 'boolean', default: false },
    },
  });
  // `--only A B` reads as well as `--only A --only B`.
  if (positionals.length > 0 && values.only.length === 0) throw new Error(`what is ${positionals[0]}?`);
  const { list, markdown, work, prepare: prepareOnly } = values;
  return { only: [...values.only, ...positionals], list, markdown, work, prepareOnly };
}
