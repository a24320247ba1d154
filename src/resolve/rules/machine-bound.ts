import { type MachineBound, machineBound } from '../../eras/machine-bound.js';
import type { NodeKubelet } from '../../generated/full-cluster-spec.js';
import { contains, parseAddress, rangeOf } from '../../spec/addresses.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../spec/diagnostic.js';
import { pathText } from '../../spec/path-text.js';
import type { FullSpec, NormalisedSpec } from '../full-spec.js';

interface Group {
  readonly path: SpecPath;
  readonly settings: NodeKubelet;
  readonly program: MachineBound['program'];
  /** How many machines get it; undefined: any number, by one document. */
  readonly machines: number | undefined;
}

const everyMachines = ['0.0.0.0/32', '127.0.0.0/8', '::/127'].map(rangeOf);

/** `10.240.0.20`, `[2001:db8::20]:10249`: an address of one machine, where 0.0.0.0, 127.0.0.1, :: and ::1 are every machine's. */
function isOneMachines(value: string): boolean {
  const [, bracketed, bare] = /^(?:\[(.*)\](?::\d+)?|([^:]*):\d+)$/.exec(value) ?? [];
  const address = parseAddress(bracketed ?? bare ?? value);
  return address !== undefined && !everyMachines.some((range) => contains(range, address));
}

const isGiven = (value: unknown, holds: MachineBound['holds']): value is string =>
  typeof value === 'string' && value !== '' && (holds === 'identity' || isOneMachines(value));

function groupsOf({ workers, pools, kubelet, proxy }: FullSpec): Group[] {
  const ofPools = pools.map(({ document, count }) => (document === 'shared' ? undefined : count));
  const all = ofPools.includes(undefined)
    ? undefined
    : ofPools.reduce<number>((sum, count) => sum + (count ?? 0), workers.length);
  return [
    { path: ['spec', 'kubelet'], settings: kubelet, program: 'kubelet', machines: all },
    ...(proxy ? [{ path: ['spec', 'proxy'], settings: proxy, program: 'proxy', machines: all } as const] : []),
    ...pools.map(
      (pool, index): Group => ({
        path: ['spec', 'pools', index, 'kubelet'],
        settings: pool.kubelet,
        program: 'kubelet',
        machines: ofPools[index],
      }),
    ),
    ...workers.map(
      (worker, index): Group => ({
        path: ['spec', 'workers', index, 'kubelet'],
        settings: worker.kubelet,
        program: 'kubelet',
        machines: 1,
      }),
    ),
  ];
}

interface Given {
  readonly path: SpecPath;
  readonly setting: string;
  readonly value: string;
  readonly holds: MachineBound['holds'];
}

/** What a group says that is one machine's own. */
function givenIn({ path, settings, program }: Group): Given[] {
  return machineBound
    .filter((each) => each.program === program)
    .flatMap(({ field, flag, holds }) =>
      (
        [
          ['flags', flag, settings.flags[flag]],
          ['config', field, settings.config[field]],
        ] as const
      ).flatMap(([by, setting, value]) =>
        isGiven(value, holds) ? [{ path: [...path, by, setting], setting, value, holds }] : [],
      ),
    );
}

/** What is one machine's own, said for several. */
export function machineBoundRules({ spec }: NormalisedSpec): Diagnostic[] {
  const owners = new Map<string, string>();
  const groups = groupsOf(spec).map((group) => ({ ...group, given: givenIn(group) }));
  const shared = groups
    .filter(({ machines }) => machines !== 1)
    .flatMap(({ machines, given }) => {
      const many = machines === undefined ? 'every machine that shares a document' : `${machines} machines`;
      return given.map(({ path, setting, value }) => diagnose('machine-value-shared', path, { setting, value, many }));
    });
  const twice = groups
    .filter(({ machines }) => machines === 1)
    .flatMap(({ given }) => given)
    .filter(({ holds }) => holds === 'identity')
    .flatMap(({ path, setting, value }) => {
      const other = owners.get(value);
      if (other !== undefined) return [diagnose('machine-value-twice', path, { setting, value, other })];
      owners.set(value, pathText(path));
      return [];
    });
  return [...shared, ...twice];
}
