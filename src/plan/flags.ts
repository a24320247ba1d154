import type { ResolvedFlags, Taint } from '../resolve/resolved/resolved.js';
import { isMapping } from '../spec/mapping.js';
import type { UnitVariable, VariableWord } from './unit-word.js';

type Fields = Readonly<Record<string, unknown>>;

/** Fields of a configuration as the flags of the same meaning; `flagOf` names them by the field's path with dots. */
export function flagsOfFields(fields: Fields, flagOf: Readonly<Record<string, string>>, above = ''): ResolvedFlags {
  const flags: Record<string, string> = {};
  for (const [key, value] of Object.entries(fields)) {
    const path = above + key;
    const flag = flagOf[path];
    if (flag !== undefined) flags[flag] = flagValue(value);
    else if (isMapping(value)) Object.assign(flags, flagsOfFields(value, flagOf, `${path}.`));
    else throw new TypeError(`no flag is known for ${path}`);
  }
  return flags;
}

/** Flags whose values may be what the node finds out about itself. */
export type PlannedFlags = Readonly<Record<string, string | UnitVariable | null>>;

/** A command line's flags, each a word: the later layer wins, null takes away, sorted by name. */
export function flagWords(...layers: readonly PlannedFlags[]): (string | VariableWord)[] {
  const flags: PlannedFlags = Object.assign({}, ...layers);
  return Object.keys(flags)
    .sort()
    .flatMap((name) => {
      const value = flags[name] ?? null;
      if (value === null) return [];
      return [
        typeof value === 'string'
          ? `--${name}=${value}`
          : { variable: value.variable, before: `--${name}=${value.after ?? ''}` },
      ];
    });
}

/** Taints as --register-with-taints has them. */
export function taintWords(taints: readonly Taint[]): string {
  return taints.map(({ key, value, effect }) => `${key}=${value}:${effect}`).join(',');
}

function flagValue(value: unknown): string {
  if (Array.isArray(value)) return value.every(isTaint) ? taintWords(value) : value.join(',');
  if (!isMapping(value)) return String(value);
  return Object.entries(value)
    .map(([key, each]) => `${key}=${each}`)
    .join(',');
}

function isTaint(value: unknown): value is Taint {
  return isMapping(value) && 'effect' in value;
}
