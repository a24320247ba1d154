import { parseTableOptions, type TableOptions, tableUsage } from '../harness/table-options.js';

export interface VersionsOptions extends TableOptions {
  /** Only fill the cache. */
  readonly prepareOnly: boolean;
}

export const usage = `usage: node build/e2e/main.js versions [--only NAME]... [--list] [--markdown FILE] [--work DIR] [--prepare]

${tableUsage}
  --prepare        only build the programs and the guest images into the cache`;

export function parseVersionsOptions(argv: readonly string[]): VersionsOptions {
  const { options, values } = parseTableOptions(argv, { prepare: { type: 'boolean', default: false } });
  return { ...options, prepareOnly: values.prepare };
}
