import { compareReleases } from './release-order.js';

/** One row of an era table: from release `since` on, `value` holds; `source` says who says so. */
export interface Era<T> {
  readonly since: string;
  readonly value: T;
  readonly source: string;
}

/**
 * The value in force at `version`: that of the last row whose `since` is not newer. Tables are sorted by `since`
 * (a test holds them to it). A version older than the first row is refused before any table is asked, so it gets
 * the first row's value here.
 */
export function eraAt<T>(table: readonly [Era<T>, ...Era<T>[]], version: string): T {
  return (table.findLast((era) => compareReleases(era.since, version) <= 0) ?? table[0]).value;
}

/** The release from which on a program can do something. */
export function firstWith(table: readonly Era<boolean>[]): string {
  return table.find(({ value }) => value)?.since ?? '';
}
