import { containerdNamesRuntimes, containerdPlaces } from '../../../eras/containerd.js';
import { eraAt } from '../../../eras/lookup.js';
import { isWithin } from '../../../eras/runtime-keys.js';
import { goneRuntimes, runcOptions, shimOptions } from '../../../eras/runtime-values.js';
import { systems } from '../../../eras/systems.js';
import { isMapping, type Mapping } from '../../../spec/mapping.js';
import { suggestionFor } from '../../../spec/suggestion.js';
import { laidOver } from '../../kubelet.js';
import { valueProblems } from '../config/values.js';
import { proxiesOf } from './containerd-proxies.js';
import { type ContainerdView, mappingAt, type Relation, textAt } from './containerd-view.js';
import type { Refusal } from './refusal.js';

const linux = 'io.containerd.runtime.v1.linux';

const types = { gvisor: 'io.containerd.runsc.v1', kata: 'io.containerd.kata.v2', nvidia: '', runc: '' } as const;

/** The runtimes that the documents name by themselves, as far as rules ask. */
function planned({ spec, format, version }: ContainerdView): Mapping {
  const { runcTypeValue } = eraAt(containerdPlaces[format], version);
  const ofHandlers = (spec.runtime?.handlers ?? []).flatMap(({ name, type, untrusted }) => {
    const table = { runtime_type: types[type] || runcTypeValue };
    return [[name, table], ...(untrusted && format !== 1 ? [['untrusted', table]] : [])];
  });
  const own =
    format === 1 || !eraAt(containerdNamesRuntimes, version) ? [] : [['runc', { runtime_type: runcTypeValue }]];
  return Object.fromEntries([...own, ...ofHandlers]);
}

/** Every runtime that there is in the end, by its name. */
export function runtimesOf(view: ContainerdView): ReadonlyMap<string, Mapping> {
  const all = laidOver(planned(view), mappingAt(view, view.steps('runtime', 'containerd.runtimes')));
  // containerd 2 decodes over its defaults, which have this one.
  const byDefault = view.since('2.0.0') ? { runc: { runtime_type: 'io.containerd.runc.v2' } } : {};
  const kept = Object.entries(all).filter(([, table]) => isMapping(table)) as [string, Mapping][];
  return new Map([...Object.entries(byDefault), ...kept]);
}

/** Its own name for the runtime that format 1 describes apart. */
const apart = 'default';

function defaultOf(view: ContainerdView): readonly [name: string, table: Mapping | undefined] {
  const { format, steps, since } = view;
  const runtimes = runtimesOf(view);
  const described = mappingAt(view, steps('runtime', 'containerd.default_runtime'));
  const isDescribed = format === 1 ? described.runtime_type !== '' : Boolean(described.runtime_type);
  if (!since('2.0.0') && isDescribed) return [apart, laidOver({ runtime_type: linux }, described)];
  const said = view.value(steps('runtime', 'containerd.default_runtime_name'));
  const name = typeof said === 'string' ? said : 'runc';
  return [name, runtimes.get(name)];
}

const defaultExists: Relation = (view) => {
  const [name, table] = defaultOf(view);
  if (table !== undefined) return [];
  const steps = view.steps('runtime', 'containerd.default_runtime_name');
  const known = [...runtimesOf(view).keys()];
  const why = name === '' ? 'is empty' : `names "${name}", and there is no such runtime: ${known.join(', ')}`;
  const advice = 'A handler of spec.runtime.handlers is one too.';
  return [{ steps, why, suggestion: suggestionFor(name, known) ?? 'runc', advice }];
};

const untrustedOnce: Relation = (view) => {
  const steps = view.steps('runtime', 'containerd.untrusted_workload_runtime');
  const alone = mappingAt(view, steps);
  if (view.since('2.0.0') || !alone.runtime_type || !runtimesOf(view).has('untrusted')) return [];
  return [{ steps, why: 'stands beside runtimes.untrusted, which says the same', needless: true, at: 'key' }];
};

/** Settings of the first shim, which went with containerd 2.0. */
const ofFirstShim: Relation = (view) => {
  const { steps, value } = view;
  const found: Refusal[] = [];
  const why = `goes with the runtime type ${linux} only`;
  const [, table] = defaultOf(view);
  for (const key of ['systemd_cgroup', 'containerd.no_pivot']) {
    if (value(steps('runtime', key)) === true && table?.runtime_type !== linux)
      found.push({ steps: steps('runtime', key), why, needless: true, at: 'key' });
  }
  for (const [name, runtime] of runtimesOf(view)) {
    for (const key of ['runtime_engine', 'runtime_root']) {
      if (runtime[key] && runtime.runtime_type !== linux)
        found.push({ steps: [...steps('runtime', 'containerd.runtimes'), name, key], why, needless: true, at: 'key' });
    }
  }
  return found;
};

function ofType(type: string, view: ContainerdView): string | undefined {
  const gone = Object.hasOwn(goneRuntimes, type) ? goneRuntimes[type] : undefined;
  if (gone !== undefined && isWithin(view.version, { since: gone })) return `is "${type}", which is gone since ${gone}`;
  if (type.startsWith('/')) return undefined;
  const isName = !type.includes('/') && /^[^.]+(\.[^.]*)+$/.test(type);
  return isName ? undefined : `is "${type}", and must be a name such as io.containerd.runc.v2 or the path of a shim`;
}

/** The shim of each runtime that the spec describes, and what its table says of the rest. */
const shims: Relation = (view) => {
  const said = mappingAt(view, view.steps('runtime', 'containerd.runtimes'));
  const cgroup = systems[view.spec.target.os]?.cgroup;
  return [...runtimesOf(view)].flatMap(([name, table]): Refusal[] => {
    if (!isMapping(said[name])) return [];
    const steps = [...view.steps('runtime', 'containerd.runtimes'), name];
    const effect = `no pod of the runtime ${name} would start`;
    const type = String(table.runtime_type ?? '');
    const ofPath = Boolean(table.runtime_path) && view.since('1.6.0');
    const wrong = ofPath ? undefined : ofType(type, view);
    const found: Refusal[] = [];
    if (wrong !== undefined) {
      const advice = 'runc and programs like it have the type io.containerd.runc.v2.';
      found.push({ steps: [...steps, 'runtime_type'], why: wrong, effect, advice });
    }
    if (table.privileged_without_host_devices_all_devices_allowed === true && !table.privileged_without_host_devices) {
      const why = 'needs privileged_without_host_devices';
      found.push({ steps: [...steps, 'privileged_without_host_devices_all_devices_allowed'], why, at: 'key' });
    }
    if (table.cgroup_writable === true && cgroup === 1) {
      const why = `needs cgroup v2, and ${view.spec.target.os} boots with version 1`;
      found.push({ steps: [...steps, 'cgroup_writable'], why, needless: true, at: 'key' });
    }
    return [...found, ...ofSandboxer(table, steps, effect, view), ...ofOptions(table, type, steps, effect)];
  });
};

function ofSandboxer(table: Mapping, steps: string[], effect: string, view: ContainerdView): Refusal[] {
  const known = ['podsandbox', 'shim', ...proxiesOf(view, 'sandbox')];
  return ['sandboxer', 'sandbox_mode'].flatMap((key): Refusal[] => {
    const word = String(table[key] ?? '');
    if (word === '' || known.includes(word)) return [];
    const why = `is "${word}", and there is no such controller: ${known.join(', ')}`;
    return [{ steps: [...steps, key], why, effect, suggestion: suggestionFor(word, known) }];
  });
}

/** Options are handed on to the shim, and decoded when the first pod asks for it. */
function ofOptions(table: Mapping, type: string, steps: string[], effect: string): Refusal[] {
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

export const runtimeRelations: readonly Relation[] = [defaultExists, untrustedOnce, ofFirstShim, shims];

/** The text of a runtime's own snapshotter, by the steps to it. */
export function ownSnapshotters(view: ContainerdView): [steps: string[], name: string][] {
  const steps = view.steps('runtime', 'containerd.runtimes');
  return Object.keys(mappingAt(view, steps)).flatMap((name): [string[], string][] => {
    const place = [...steps, name, 'snapshotter'];
    const said = textAt(view, place);
    return said === '' ? [] : [[place, said]];
  });
}
