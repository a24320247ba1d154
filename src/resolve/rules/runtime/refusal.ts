import { diagnose } from '../../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../../spec/diagnostic.js';
import { isMapping } from '../../../spec/mapping.js';
import { pathText } from '../../../spec/path-text.js';
import { configOrigin } from '../known-keys.js';

/** What a runtime would not take of a configuration whose keys and types are right. */
export interface Refusal {
  /** The steps to the value below spec.runtime.config; where they end early, what stands above is told. */
  readonly steps: readonly (string | number)[];
  readonly why: string;
  /** What comes of it, where it is not the runtime's own start that fails. */
  readonly effect?: string;
  /** What can be done about it. */
  readonly advice?: string;
  readonly suggestion?: string | undefined;
  /** What was nearly always meant, as it is written in YAML. */
  readonly meant?: string;
  /** Whether leaving it out mends it. */
  readonly needless?: boolean;
  readonly at?: Diagnostic['at'];
}

/** The steps of a path that stand in a tree. */
function standing(tree: unknown, steps: Refusal['steps']): SpecPath {
  const found: (string | number)[] = [];
  let at = tree;
  for (const step of steps) {
    const below: unknown = Array.isArray(at) ? at[Number(step)] : isMapping(at) ? at[step] : undefined;
    if (below === undefined) break;
    found.push(step);
    at = below;
  }
  return found;
}

export function refused(refusal: Refusal, config: unknown, effect: string): Diagnostic {
  const { steps, why, advice, suggestion, meant, needless, at = 'value' } = refusal;
  return diagnose(
    'runtime-config-refused',
    [...configOrigin, ...standing(config, steps)],
    {
      field: pathText(steps),
      why,
      effect: refusal.effect ?? effect,
      advice,
      suggestion,
      meant,
      needless: needless ? 'yes' : undefined,
    },
    at,
  );
}

/** Why a text is no socket's path; an empty one is the default, but where a plugin has none. */
export function socketFlaw(said: unknown, needsOne = false): string | undefined {
  if (typeof said !== 'string') return undefined;
  if (said === '') return needsOne ? 'is empty' : undefined;
  if (!said.startsWith('/')) return `is "${said}"; it must be the absolute path of a socket`;
  // Source: containerd/containerd pkg/sys/socket_unix.go, CreateUnixSocket; sun_path in unix(7).
  return said.length > 106 ? 'is longer than the 106 bytes that the path of a socket may have' : undefined;
}
