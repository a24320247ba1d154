import type { Span } from './lookup.js';

/** One line of a table in data/: what a name is in some releases of a program. */
export interface DataRow extends Span {
  readonly name: string;
  readonly is: string;
  readonly since: string;
}

/** A release of Kubernetes as the files in data/ have it: the N of 1.N. */
const ofKubernetes = (minor: string): string => `1.${minor}`;

/** The rows of a table's text, in its order; `release` says what its numbers stand for. */
export function dataRows(text: string, release = ofKubernetes): DataRow[] {
  return text.split('\n').map((line) => {
    const [name = '', is = '', since = '', until = ''] = line.split('\t');
    return { name, is, since: release(since), ...(until === '' ? {} : { until: release(until) }) };
  });
}

/** A table that is read when it is asked for the first time. */
export function readOnce<T>(read: () => T): () => T {
  let known: T | undefined;
  return () => {
    known ??= read();
    return known;
  };
}
