import { compareReleases } from './release-order.js';

/**
 * The releases of a program in which something is so: from `since` on, and before `until`. Without `since` it is so in
 * the oldest that the tables know, without `until` in the newest. A minor alone (1.36) begins with its first candidate.
 */
export interface Span {
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/** One row of an era table: in its releases `value` holds; `source` says who says so. */
export interface Era<T> extends SourcedSpan {
  readonly since: string;
  readonly value: T;
}

/** A span by itself, with who says so. */
export interface SourcedSpan extends Span {
  readonly source: string;
}

/** Whether a release is one of a span's. */
export function holdsIn({ since, until }: Span, release: string): boolean {
  return (
    (since === undefined || compareReleases(since, release) <= 0) &&
    (until === undefined || compareReleases(release, until) < 0)
  );
}

/** The one of a list that holds at a release; undefined where none does. */
export function spanAt<T extends Span>(spans: readonly T[], release: string): T | undefined {
  return spans.findLast((span) => holdsIn(span, release));
}

/**
 * The value in force at `version`: that of the last row that holds. Tables are sorted by `since` (a test holds them to
 * it). A version older than the first row is refused before any table is asked, so it gets the first row's value here.
 */
export function eraAt<T>(table: readonly [Era<T>, ...Era<T>[]], version: string): T {
  return (spanAt(table, version) ?? table[0]).value;
}

/** Why a release lacks something: it comes with `since`, or is gone since `until`. */
export type Gap =
  | { readonly since: string; readonly until?: undefined }
  | { readonly until: string; readonly since?: undefined };

/** The gap of a release between, before or behind spans, which are sorted by release; null where one of them holds. */
export function gapAt(spans: readonly Span[], release: string): Gap | null {
  if (spans.some((span) => holdsIn(span, release))) return null;
  const next = spans.find(({ since }) => since !== undefined && compareReleases(release, since) < 0);
  return next?.since === undefined ? { until: spans.at(-1)?.until ?? '' } : { since: next.since };
}

/** The release from which on a program can do something: by default, what is true of it. */
export function firstWith<T>(table: readonly Era<T>[], can: (value: T) => boolean = Boolean): string {
  return table.find(({ value }) => can(value))?.since ?? '';
}

/** The oldest release of a program that serves this one of another, by a table of what each serves. */
export function firstServing(table: readonly Era<Span>[], release: string): string {
  return firstWith(table, (served) => holdsIn(served, release));
}
