import toml from '@iarna/toml';
import prettyCompact from 'json-stringify-pretty-compact';
import { stringify } from 'yaml';

/** `over` laid over `base`: mappings are merged, everything else is replaced, null takes away; keys are sorted. */
export function overlay(
  base: Readonly<Record<string, unknown>>,
  over: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const merged: Record<string, unknown> = {};
  for (const key of [...new Set([...Object.keys(base), ...Object.keys(over)])].sort()) {
    const [ours, theirs] = [base[key], over[key]];
    if (theirs === null) continue;
    if (isMapping(theirs)) merged[key] = overlay(isMapping(ours) ? ours : {}, theirs);
    else merged[key] = theirs === undefined ? ours : theirs;
  }
  return merged;
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** YAML that both 1.1 and 1.2 readers understand alike, nothing folded and nothing aliased. */
export function yamlText(value: unknown): string {
  return stringify(value, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false, indentSeq: false });
}

export function jsonText(value: unknown): string {
  return `${prettyCompact(value)}\n`;
}

export function tomlText(value: Readonly<Record<string, unknown>>): string {
  return toml.stringify(value as Parameters<typeof toml.stringify>[0]);
}
