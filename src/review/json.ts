import { bounded } from './bounded.js';
import { isMapping } from './yaml-1.1.js';

export type Json = Record<string, unknown>;

/** A text's value where it is a mapping in JSON; undefined where it is none. Throws `Unreadable` for one without end. */
export function jsonMapping(text: string): Json | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  const value = parsed(text);
  return isMapping(value) ? bounded(value, 'its JSON') : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const part = (value: unknown): Json => (isMapping(value) ? value : {});
export const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isMapping) : []);
export const textIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
