import { kubeletDefault } from '../../eras/config-defaults.js';
import type { NodeKubelet } from '../../generated/full-cluster-spec.js';
import type { SpecPath } from '../../spec/diagnostic.js';
import { valueBelow } from '../../spec/mapping.js';
import type { FullSpec } from '../full-spec.js';

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
  /** What it goes by: what is said, or else its own default. */
  readonly settled: (field: string, flag: string) => unknown;
  /** Its own default. */
  readonly standard: (field: string) => unknown;
  /** Where a field is to be set for it, or the flag where all settings are flags: a dotted path. */
  readonly placeOf: (field: string, flag: string) => string;
}

/** Whether a setting stands in a scope's own part of the spec. */
export const isOf = (scope: KubeletScope, path: SpecPath | undefined): boolean =>
  scope.path.every((step, index) => path?.[index] === step);

type Part = { readonly path: SpecPath; readonly kubelet: NodeKubelet };

function scopeOf(spec: FullSpec, parts: readonly [Part, ...Part[]]): KubeletScope {
  const byFlag = (flag: string): Said | undefined => {
    const part = parts.find(({ kubelet }) => kubelet.flags[flag] !== undefined);
    const value = part?.kubelet.flags[flag];
    // Taken away, it leaves the word to the file.
    return part === undefined || value === null
      ? undefined
      : { value, path: [...part.path, 'flags', flag], by: 'flag' };
  };
  const byField = (field: string): Said | undefined => {
    const keys = field.split('.');
    const part = parts.find(({ kubelet }) => valueBelow(kubelet.config, keys) !== undefined);
    const value = valueBelow(part?.kubelet.config, keys);
    if (part === undefined || value === null) return undefined;
    return { value, path: [...part.path, 'config', ...keys], by: 'field' };
  };
  const said = (field: string, flag?: string): Said | undefined =>
    (flag === undefined ? undefined : byFlag(flag)) ?? byField(field);
  const standard = (field: string): unknown => kubeletDefault(field, spec.kubernetes.version);
  const [{ path }] = parts;
  return {
    path,
    said,
    settled: (field, flag) => said(field, flag)?.value ?? standard(field),
    standard,
    placeOf: (field, flag) =>
      [...path, ...(spec.kubelet.settings === 'flags' ? ['flags', flag] : ['config', field])].join('.'),
  };
}

/** The scope of a worker or a pool, by its place in the spec. */
export function machineScope(spec: FullSpec, path: SpecPath, kubelet: NodeKubelet): KubeletScope {
  return scopeOf(spec, [
    { path: [...path, 'kubelet'], kubelet },
    { path: ['spec', 'kubelet'], kubelet: spec.kubelet },
  ]);
}

/** The cluster's scope, and that of each worker and pool which says something itself. */
export function kubeletScopes(spec: FullSpec): KubeletScope[] {
  const own = (['workers', 'pools'] as const).flatMap((kind) =>
    spec[kind].flatMap(({ kubelet }, index) =>
      Object.keys({ ...kubelet.config, ...kubelet.flags }).length === 0
        ? []
        : [machineScope(spec, ['spec', kind, index], kubelet)],
    ),
  );
  return [scopeOf(spec, [{ path: ['spec', 'kubelet'], kubelet: spec.kubelet }]), ...own];
}
