import type { NodeKubelet } from '../../generated/cluster-spec.js';
import type { SpecPath } from '../../spec/diagnostic.js';
import { isMapping } from '../../spec/mapping.js';
import { type Spec, settingsOf } from './rule.js';

/** One setting of a kubelet: what the spec says, and where. */
export interface Said {
  readonly value: unknown;
  readonly path: SpecPath;
  readonly by: 'field' | 'flag';
}

/** The kubelet's settings as one machine gets them, or as the cluster has them for machines that say nothing. */
export interface KubeletScope {
  /** Where its part of the spec is: `spec.kubelet`, `spec.workers.0.kubelet`. */
  readonly path: SpecPath;
  /** By a field's dotted path and the flag of the same meaning; a flag beats the file, a machine's own the cluster's. */
  readonly said: (field: string, flag?: string) => Said | undefined;
  /** Where a field is to be set for it, or the flag where all settings are flags: a dotted path. */
  readonly placeOf: (field: string, flag: string) => string;
}

/** Whether a setting stands in a scope's own part of the spec. */
export const isOf = (scope: KubeletScope, path: SpecPath | undefined): boolean =>
  scope.path.every((step, index) => path?.[index] === step);

type Part = { readonly path: SpecPath; readonly kubelet: NodeKubelet };

function fieldAt(config: unknown, field: string): unknown {
  return field
    .split('.')
    .reduce<unknown>((at, step) => (isMapping(at) && Object.hasOwn(at, step) ? at[step] : undefined), config);
}

function scopeOf(spec: Spec, parts: readonly [Part, ...Part[]]): KubeletScope {
  const byFlag = (flag: string): Said | undefined => {
    const part = parts.find(({ kubelet }) => kubelet.flags?.[flag] !== undefined);
    const value = part?.kubelet.flags?.[flag];
    // Taken away, it leaves the word to the file.
    return part === undefined || value === null
      ? undefined
      : { value, path: [...part.path, 'flags', flag], by: 'flag' };
  };
  const byField = (field: string): Said | undefined => {
    const part = parts.find(({ kubelet }) => fieldAt(kubelet.config, field) !== undefined);
    const value = fieldAt(part?.kubelet.config, field);
    if (part === undefined || value === null) return undefined;
    return { value, path: [...part.path, 'config', ...field.split('.')], by: 'field' };
  };
  const [{ path }] = parts;
  return {
    path,
    said: (field, flag) => (flag === undefined ? undefined : byFlag(flag)) ?? byField(field),
    placeOf: (field, flag) =>
      [...path, ...(settingsOf(spec, 'kubelet') === 'flags' ? ['flags', flag] : ['config', field])].join('.'),
  };
}

/** The scope of a worker or a pool, by its place in the spec. */
export function machineScope(spec: Spec, path: SpecPath, kubelet: NodeKubelet | undefined): KubeletScope {
  const cluster: Part = { path: ['spec', 'kubelet'], kubelet: spec.kubelet ?? {} };
  return scopeOf(spec, kubelet === undefined ? [cluster] : [{ path: [...path, 'kubelet'], kubelet }, cluster]);
}

/** The cluster's scope, and that of each worker and pool which says something itself. */
export function kubeletScopes(spec: Spec): KubeletScope[] {
  const own = (['workers', 'pools'] as const).flatMap((kind) =>
    (spec[kind] ?? []).flatMap(({ kubelet }, index) =>
      kubelet === undefined ? [] : [machineScope(spec, ['spec', kind, index], kubelet)],
    ),
  );
  return [machineScope(spec, ['spec'], undefined), ...own];
}
