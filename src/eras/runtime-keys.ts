import { containerdConfig, crioConfig } from '../generated/data.js';
import { readOnce } from './data-rows.js';
import { compareReleases } from './release-order.js';

/** What a key holds in the minors of its runtime from `since` to the one before `until`, in the importer's words. */
export interface KeyHolding {
  readonly is: string;
  readonly since: string;
  readonly until?: string;
}

/** The keys of a table by their dotted paths, `*` for any name; at least one holding each. */
export type HeldKeys = ReadonlyMap<string, readonly KeyHolding[]>;

function heldKeys(text: string): ReadonlyMap<string, HeldKeys> {
  const tables = new Map<string, Map<string, KeyHolding[]>>();
  for (const line of text.split('\n')) {
    const [table = '', key = '', is = '', since = '', until = ''] = line.split('\t');
    const keys = tables.get(table) ?? new Map<string, KeyHolding[]>();
    const holding = { is, since: `${since}.0`, ...(until === '' ? {} : { until: `${until}.0` }) };
    keys.set(key, [...(keys.get(key) ?? []), holding]);
    tables.set(table, keys);
  }
  return tables;
}

/** config.toml's tables by the plugin they belong to; that of the daemon is ''. Source: data/containerd-config.tsv. */
export const containerdHoldings = readOnce(() => heldKeys(containerdConfig));

/** The tables of crio.conf by their dotted paths. Source: data/crio-config.tsv. */
export const crioHoldings = readOnce(() => heldKeys(crioConfig));

/** Whether a release lies in a span. */
export function isWithin(version: string, { since, until }: { readonly since?: string; readonly until?: string }) {
  if (since !== undefined && compareReleases(version, since) < 0) return false;
  return until === undefined || compareReleases(version, until) < 0;
}

/** What a key holds in a release; undefined where it is not known to have one. */
export function holdingAt(keys: HeldKeys, key: string, version: string): string | undefined {
  return keys.get(key)?.find((holding) => isWithin(version, holding))?.is;
}

/** What a key of containerd's takes as its TOML is read: a duration decodes itself from a text, and 0 is one as well. */
const read: Readonly<Record<string, string>> = { duration: 'duration|zero' };
/** In containerd 1 beside it. Source: pelletier/go-toml v1.9.5 marshal.go: a whole number is no fraction. */
const read1: Readonly<Record<string, string>> = { ...read, number: 'fraction' };

/** What a key of containerd's takes in a release, by what it holds. */
export function takenBy(version: string, holds: string): string {
  return (isWithin(version, { until: '2.0.0' }) ? read1 : read)[holds] ?? holds;
}
