/** A row of a table, or the one of a command that has no table: what its machines, or its control plane, must show. */
export interface Row {
  readonly name: string;
  /** What it proves, in a sentence for the list's reader. */
  readonly what: string;
  /** The image that it boots; nothing where it boots none. */
  readonly guest?: string;
}

export const tableNames = ['join', 'cluster', 'boot', 'versions', 'approve', 'guide', 'measure', 'changes'] as const;
export type TableName = (typeof tableNames)[number];

/** A command of `npm run e2e…` and its rows, in the order in which they run. */
export interface Table {
  readonly rows: readonly Row[];
  /** Rows that can't be tried here; `what` ends with the reason. */
  readonly skipped?: readonly Row[];
  /** Runs it with these arguments, and gives the exit status. */
  readonly run: (argv: readonly string[]) => Promise<number>;
}
