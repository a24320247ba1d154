import type { ClusterSpec } from '../generated/cluster-spec.js';
import { checkSpec } from './check.js';
import type { Diagnostic } from './diagnostic.js';
import { type ParsedSpec, parseSpec } from './parse.js';
import { offsetsAt, sourceAt } from './positions.js';
import { hasErrors } from './severity.js';

/** A text that was read and checked by itself; `spec` is there when nothing forbids to go on. */
export interface ReadSpec {
  readonly parsed: ParsedSpec;
  readonly spec: ClusterSpec | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Text in, ClusterSpec out: parse and check in one call. */
export function readSpec(text: string): ReadSpec {
  const parsed = parseSpec(text);
  if (parsed.value === undefined) return { parsed, spec: undefined, diagnostics: parsed.diagnostics };
  const unread = new Set(parsed.diagnostics.map(({ offsets }) => offsets?.[0]));
  // Where the text could not be read, the value is made up, and what is wrong with it is no news.
  const checked = checkSpec(parsed.value, (path) => sourceAt(parsed, path)).filter(
    ({ path, at }) => unread.size === 0 || !unread.has(offsetsAt(parsed, path, at)[0]),
  );
  const diagnostics = [...parsed.diagnostics, ...checked];
  return { parsed, spec: hasErrors(diagnostics) ? undefined : (parsed.value as ClusterSpec), diagnostics };
}
