import { type HeldKeys, holdingAt, isWithin } from '../../../eras/runtime-keys.js';
import type { ValueRow } from '../../../eras/runtime-values.js';
import { diagnose } from '../../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../../spec/diagnostic.js';
import { isMapping, type Mapping } from '../../../spec/mapping.js';
import { pathText } from '../../../spec/path-text.js';
import { valueProblems } from '../config/values.js';
import { configOrigin } from '../known-keys.js';

/** A table of a runtime's configuration: its keys, what their values take beyond a type, and whose it is for people. */
export interface TypedTable {
  readonly keys: HeldKeys;
  readonly values: readonly ValueRow[];
  readonly version: string;
  readonly kind: string;
  /** What a value is read as, where that is not quite what its key holds. */
  readonly takes?: (holds: string) => string;
}

const join = (above: string, step: string): string => (above === '' ? step : `${above}.${step}`);

function rangeProblems(value: number, row: ValueRow, path: SpecPath, kind: string): Diagnostic[] {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, range } = row;
  if (range === undefined || (min <= value && value <= max)) return [];
  const args = { field: pathText(path), kind, value: String(value), range };
  return [diagnose('config-value-range', [...configOrigin, ...path], args)];
}

/** One value, for what its key holds and takes. */
function oneValue(value: unknown, holds: string, row: ValueRow | undefined, path: SpecPath, kind: string) {
  const at = [...configOrigin, ...path];
  const named = { field: pathText(path), kind };
  // Nothing stands for nothing in a mapping; of a list, TOML would lose it.
  const missing = (Array.isArray(value) ? value : []).flatMap((entry, index) => {
    const args = { ...named, wanted: 'a value in each place', got: 'nothing (null)' };
    return entry === null ? [diagnose('config-value-type', [...at, index], args)] : [];
  });
  if (missing.length > 0) return missing;
  if (row?.is === undefined || (row.mayBeEmpty && value === '')) {
    const wrong = valueProblems(value, holds, at, named);
    return wrong.length > 0 || row === undefined ? wrong : rangeProblems(Number(value), row, path, kind);
  }
  // An empty word is a default elsewhere, and none here.
  if (value === '' && row.is.startsWith('enum ')) {
    const words = row.is.split(' ').slice(1).join(', ');
    return [diagnose('config-value-unknown', at, { ...named, value, words })];
  }
  if (row.anyCase && typeof value === 'string') return valueProblems(value.toLowerCase(), row.is, at, named);
  return valueProblems(value, row.is, at, named);
}

/**
 * Values of another type than their keys hold, or that these do not take; `path` is the table's below spec.runtime.config.
 * Of keys that are not known nothing is said.
 */
export function typeProblems(tree: Mapping, table: TypedTable, path: SpecPath, above = ''): Diagnostic[] {
  return Object.entries(tree).flatMap(([step, value]) => {
    if (value === null || value === undefined) return [];
    const [named, any] = [join(above, step), join(above, '*')];
    const key = table.keys.has(named) ? named : any;
    return heldProblems(value, key, table, [...path, step]);
  });
}

function heldProblems(value: unknown, key: string, table: TypedTable, path: SpecPath): Diagnostic[] {
  const { keys, values, version, kind, takes = (said: string) => said } = table;
  const held = holdingAt(keys, key, version);
  const holds = held === undefined ? undefined : takes(held);
  const row = values.find((each) => each.key === key && isWithin(version, each));
  // The entries of a mapping whose own keys are listed, as `*`.
  if (holds === undefined) return isMapping(value) ? typeProblems(value, table, path, key) : [];
  // What entries take says more than what all of them hold.
  const entries = values.find((each) => each.key === `${key}.*` && isWithin(version, each));
  const wrong = oneValue(value, entries === undefined ? holds : 'object', row, path, kind);
  if (wrong.length > 0) return wrong;
  if (holds === 'list of object' && Array.isArray(value)) {
    return value.flatMap((entry, index) => (isMapping(entry) ? typeProblems(entry, table, [...path, index], key) : []));
  }
  if (!isMapping(value)) return [];
  if (entries === undefined) return typeProblems(value, table, path, key);
  const each = holds.replace(/^map of /, '');
  return Object.entries(value).flatMap(([name, entry]) =>
    entry === null ? [] : oneValue(entry, each, entries, [...path, name], kind),
  );
}
