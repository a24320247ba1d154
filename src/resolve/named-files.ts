import { containerdFileKeys, filesOfSystems, type NamedFile, namedFiles } from '../eras/named-files.js';
import type { ClusterSpec, NodeKubelet } from '../generated/cluster-spec.js';
import type { SpecPath } from '../spec/diagnostic.js';
import { isMapping } from '../spec/mapping.js';

type Spec = ClusterSpec['spec'];

/** A setting of the spec that names a file or a directory. */
export interface NamedBySpec {
  readonly path: SpecPath;
  readonly setting: string;
  readonly file: string;
  readonly names: NamedFile['names'];
}

/** A path, but for those of systems: what they bring is no matter of the spec's. */
const isPath = (value: unknown): value is string =>
  typeof value === 'string' &&
  value.startsWith('/') &&
  !filesOfSystems.test(`${value}/`) &&
  !filesOfSystems.test(value);

function fieldAt(config: unknown, field: string): unknown {
  return field.split('.').reduce<unknown>((at, step) => (isMapping(at) ? at[step] : undefined), config);
}

function namedIn(settings: NodeKubelet, path: SpecPath, program: NamedFile['program']): NamedBySpec[] {
  return namedFiles
    .filter((each) => each.program === program)
    .flatMap(({ field, flag, names }) => {
      const byFlag = flag === undefined ? undefined : settings.flags?.[flag];
      const byField = field === undefined ? undefined : fieldAt(settings.config, field);
      return [
        ...(isPath(byFlag)
          ? [{ path: [...path, 'flags', String(flag)], setting: `--${flag}`, file: byFlag, names }]
          : []),
        ...(isPath(byField)
          ? [{ path: [...path, 'config', ...String(field).split('.')], setting: String(field), file: byField, names }]
          : []),
      ];
    });
}

function namedByRuntime(value: unknown, path: SpecPath): NamedBySpec[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => namedByRuntime(each, [...path, index]));
  if (!isMapping(value)) return [];
  return Object.entries(value).flatMap(([key, below]) =>
    containerdFileKeys.includes(key) && isPath(below)
      ? [{ path: [...path, key], setting: key, file: below, names: 'file' as const }]
      : namedByRuntime(below, [...path, key]),
  );
}

function filesNamedBy({ kubelet = {}, proxy = {}, runtime = {}, workers = [], pools = [] }: Spec): NamedBySpec[] {
  const { name = 'containerd', config } = runtime;
  return [
    ...namedIn(kubelet, ['spec', 'kubelet'], 'kubelet'),
    ...namedIn(proxy, ['spec', 'proxy'], 'proxy'),
    ...(name === 'containerd' ? namedByRuntime(config, ['spec', 'runtime', 'config']) : []),
    ...workers.flatMap((worker, index) =>
      namedIn(worker.kubelet ?? {}, ['spec', 'workers', index, 'kubelet'], 'kubelet'),
    ),
    ...pools.flatMap((pool, index) => namedIn(pool.kubelet ?? {}, ['spec', 'pools', index, 'kubelet'], 'kubelet')),
  ];
}

/** What may bring anything, as it runs on the machine before the programs do: it is believed of the paths that it names. */
function runBefore({ target, units }: Spec): string {
  return JSON.stringify([target.parts ?? [], units ?? {}]);
}

/** Everything in a spec that names a file for the kubelet, kube-proxy or containerd to read, and that must come from somewhere. */
export function filesToBring(spec: Spec): NamedBySpec[] {
  const named = filesNamedBy(spec);
  const before = named.length > 0 ? runBefore(spec) : '';
  return named.filter(({ file }) => !before.includes(file));
}
