import { diagnose } from '../../../spec/diagnose.js';
import type { Diagnostic } from '../../../spec/diagnostic.js';
import { isMapping, type Mapping } from '../../../spec/mapping.js';
import { cipherProblems, evictionProblems } from './eviction.js';
import { gateNeedProblems } from './gates.js';
import { kubeletRelations } from './kubelet-relations.js';
import { limitsOf } from './limits.js';
import { proxyRelations } from './proxy-relations.js';
import { type ConfigView, viewOf } from './view.js';

/** Everything that a release refuses of a configuration whose fields and types are right. */
export function configRelations(config: Mapping, about: Parameters<typeof viewOf>[1]): Diagnostic[] {
  const view = viewOf(config, about);
  const contradictions =
    view.program === 'kubelet' ? kubeletRelations.flatMap((relation) => relation(view)) : proxyRelations(view);
  return [
    ...limitsOf(view),
    ...(config.featureGates === undefined ? [] : gateNeedProblems(view)),
    ...(view.program === 'kubelet' ? [...evictionProblems(view), ...cipherProblems(view)] : []),
    ...contradictions.flatMap((found) => (found ? [contradiction(found, config, view)] : [])),
  ];
}

/** Placed where the spec says it: at the nearest step of the field's path that stands there. */
function contradiction(
  [field, why]: readonly [string, string],
  config: Mapping,
  { path, kind }: ConfigView,
): Diagnostic {
  const steps: (string | number)[] = [];
  let at: unknown = config;
  for (const step of field.split('.')) {
    const key = Array.isArray(at) ? Number(step) : step;
    const below: unknown = Array.isArray(at) ? at[Number(step)] : isMapping(at) ? at[step] : undefined;
    if (below === undefined) break;
    steps.push(key);
    at = below;
  }
  return diagnose('config-contradiction', [...path, ...steps], { field, kind, why });
}
