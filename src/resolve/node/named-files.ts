import {
  containerdFileKeys,
  filesOfSystems,
  type NamedFile as NamingSetting,
  namedFiles,
} from '../../eras/named-files.js';
import type { NodeKubelet } from '../../generated/full-cluster-spec.js';
import type { SpecPath } from '../../spec/diagnostic.js';
import { isMapping, valueBelow } from '../../spec/mapping.js';
import type { FullSpec } from '../full-spec.js';
import type { NamedFile } from '../resolved/resolved.js';

/** A path, but for those of systems: what they bring is no matter of the spec's. */
const isPath = (value: unknown): value is string =>
  typeof value === 'string' &&
  value.startsWith('/') &&
  !filesOfSystems.test(`${value}/`) &&
  !filesOfSystems.test(value);

function namedIn(settings: NodeKubelet, path: SpecPath, program: NamingSetting['program']): NamedFile[] {
  return namedFiles
    .filter((each) => each.program === program)
    .flatMap(({ field, flag, names }) => {
      const byFlag = flag === undefined ? undefined : settings.flags[flag];
      const byField = field === undefined ? undefined : valueBelow(settings.config, field.split('.'));
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

function namedByRuntime(value: unknown, path: SpecPath): NamedFile[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => namedByRuntime(each, [...path, index]));
  if (!isMapping(value)) return [];
  return Object.entries(value).flatMap(([key, below]) =>
    containerdFileKeys.includes(key) && isPath(below)
      ? [{ path: [...path, key], setting: key, file: below, names: 'file' as const }]
      : namedByRuntime(below, [...path, key]),
  );
}

function filesNamedBy({ kubelet, proxy, runtime, workers, pools }: FullSpec): NamedFile[] {
  const { name, config } = runtime;
  return [
    ...namedIn(kubelet, ['spec', 'kubelet'], 'kubelet'),
    ...(proxy ? namedIn(proxy, ['spec', 'proxy'], 'proxy') : []),
    ...(name === 'containerd' ? namedByRuntime(config, ['spec', 'runtime', 'config']) : []),
    ...workers.flatMap((worker, index) => namedIn(worker.kubelet, ['spec', 'workers', index, 'kubelet'], 'kubelet')),
    ...pools.flatMap((pool, index) => namedIn(pool.kubelet, ['spec', 'pools', index, 'kubelet'], 'kubelet')),
  ];
}

/** What may bring anything, as it runs on the machine before the programs do: it is believed of the paths that it names. */
function runBefore({ target, units }: FullSpec): string {
  return JSON.stringify([target.parts, units]);
}

/** Everything in a spec that names a file for the kubelet, kube-proxy or containerd to read, and that must come from somewhere. */
export function filesToBring(spec: FullSpec): NamedFile[] {
  const named = filesNamedBy(spec);
  const before = named.length > 0 ? runBefore(spec) : '';
  return named.filter(({ file }) => !before.includes(file));
}
