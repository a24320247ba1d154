/** One line of a table in data/: what a name is in the Kubernetes minors (as in 1.N) from `since` to the one before `until`. */
export interface DataRow {
  readonly name: string;
  readonly is: string;
  readonly since: number;
  readonly until?: number;
}

/** The rows of a table's text, in its order. */
export function dataRows(text: string): DataRow[] {
  return text.split('\n').map((line) => {
    const [name = '', is = '', since = '', until = ''] = line.split('\t');
    return { name, is, since: Number(since), ...(until === '' ? {} : { until: Number(until) }) };
  });
}

/** Whether a row is about a minor. */
export const holdsIn = ({ since, until = Number.POSITIVE_INFINITY }: Omit<DataRow, 'name' | 'is'>, minor: number) =>
  since <= minor && minor < until;

/** A table that is read when it is asked for the first time. */
export function readOnce<T>(read: () => T): () => T {
  let known: T | undefined;
  return () => {
    known ??= read();
    return known;
  };
}
