import { loadYaml, type WordAllowance } from '../pyyaml/load.js';
import { Refused } from '../pyyaml/refused.js';
import { bounded } from './bounded.js';
import { Unreadable } from './tree.js';

/** Reads YAML as cloud-init does, with PyYAML; what that refuses can't be read. */
export function readYaml(text: string, what: string, allowance?: WordAllowance): unknown {
  try {
    return bounded(loadYaml(text, allowance), what);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new Unreadable(`${what} is no YAML that cloud-init's reader takes: ${error.message}`);
  }
}

/** Whether a value that was read is a mapping, whose keys can be asked for. */
export const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Uint8Array) &&
  !(value instanceof Date);
