import { runcOptions, shimOptions } from '../../../eras/runtime-values.js';
import { isMapping, type Mapping } from '../../../spec/mapping.js';
import { suggestionFor } from '../../../spec/suggestion.js';
import { valueProblems } from '../config/values.js';
import { proxiesOf } from './containerd-proxies.js';
import type { ContainerdView } from './containerd-view.js';
import type { Refusal } from './refusal.js';

/** The controller that makes a runtime's sandboxes: looked up when the first pod asks for it. */
export function ofSandboxer(table: Mapping, steps: readonly string[], effect: string, view: ContainerdView): Refusal[] {
  const known = ['podsandbox', 'shim', ...proxiesOf(view, 'sandbox')];
  return ['sandboxer', 'sandbox_mode'].flatMap((key): Refusal[] => {
    const word = String(table[key] ?? '');
    if (word === '' || known.includes(word)) return [];
    const why = `is "${word}", a controller that does not exist (known: ${known.join(', ')})`;
    return [{ steps: [...steps, key], why, effect, suggestion: suggestionFor(word, known) }];
  });
}

/** Options are handed on to the shim, and decoded when the first pod asks for it. */
export function ofOptions(table: Mapping, type: string, steps: readonly string[], effect: string): Refusal[] {
  if (!isMapping(table.options)) return [];
  const known = /^io\.containerd\.runc\.v[12]$/.test(type) ? runcOptions : shimOptions;
  return Object.entries(table.options).flatMap(([option, value]) => {
    const holds = Object.entries(known).find(([name]) => name.toLowerCase() === option.toLowerCase())?.[1];
    if (holds === undefined) return [];
    const [wrong] = valueProblems(value, holds, [], { field: option, kind: '' });
    if (wrong === undefined) return [];
    const { wanted, got, meant } = wrong.args;
    return [
      {
        steps: [...steps, 'options', option],
        why: `takes ${wanted}, not ${got}`,
        effect,
        ...(meant === undefined ? {} : { meant: String(meant) }),
      },
    ];
  });
}
