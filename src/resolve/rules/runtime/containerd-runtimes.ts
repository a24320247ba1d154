import { containerdNamesRuntimes } from '../../../eras/containerd.js';
import { containerdPlaces } from '../../../eras/containerd-places.js';
import { handlers } from '../../../eras/handlers.js';
import { eraAt, holdsIn } from '../../../eras/lookup.js';
import { goneRuntimes } from '../../../eras/runtime-values.js';
import { systems } from '../../../eras/systems.js';
import { isMapping, type Mapping } from '../../../spec/mapping.js';
import { suggestionFor } from '../../../spec/suggestion.js';
import { laidOver } from '../../node/kubelet.js';
import { ofOptions, ofSandboxer } from './containerd-shims.js';
import { type ContainerdView, mappingAt, type Relation, textAt } from './containerd-view.js';
import type { Refusal } from './refusal.js';

const linux = 'io.containerd.runtime.v1.linux';

/** The runtimes that the documents name by themselves, as far as rules ask. */
function planned({ spec, format, version }: ContainerdView): Mapping {
  const { runcTypeValue } = eraAt(containerdPlaces[format], version);
  const ofHandlers = spec.runtime.handlers.flatMap(({ name, type, untrusted }) => {
    const table = { runtime_type: handlers[type].shim?.type ?? runcTypeValue };
    return [[name, table], ...(untrusted && format !== 1 ? [['untrusted', table]] : [])];
  });
  const own =
    format === 1 || !eraAt(containerdNamesRuntimes, version) ? [] : [['runc', { runtime_type: runcTypeValue }]];
  return Object.fromEntries([...own, ...ofHandlers]);
}

/** A runtime, and the steps to where the spec describes it; without them it is ours or containerd's alone. */
interface NamedRuntime {
  readonly table: Mapping;
  readonly steps?: readonly string[];
}

/** Names that containerd gives to runtimes which are described apart, to 1.7. */
const apart = { default: 'containerd.default_runtime', untrusted: 'containerd.untrusted_workload_runtime' } as const;

function describedApart(view: ContainerdView, name: keyof typeof apart): NamedRuntime | undefined {
  const steps = view.steps('runtime', apart[name]);
  const said = mappingAt(view, steps);
  const ours = view.format === 1 && name === 'default' ? { runtime_type: linux } : {};
  const table = laidOver(ours, said);
  return view.before('2.0.0') && table.runtime_type
    ? { table, ...(Object.keys(said).length > 0 ? { steps } : {}) }
    : undefined;
}

/** The runtimes of the table of them, by their names. */
function listedRuntimes(view: ContainerdView): ReadonlyMap<string, NamedRuntime> {
  const above = view.steps('runtime', 'containerd.runtimes');
  const said = mappingAt(view, above);
  // containerd 2 decodes over its defaults, which have this one.
  const byDefault = view.since('2.0.0') ? { runc: { runtime_type: 'io.containerd.runc.v2' } } : {};
  const kept = Object.entries(laidOver(planned(view), said)).filter(([, table]) => isMapping(table));
  const all = Object.entries({ ...byDefault, ...Object.fromEntries(kept) }) as [string, Mapping][];
  return new Map(
    all.map(([name, table]) => [name, { table, ...(isMapping(said[name]) ? { steps: [...above, name] } : {}) }]),
  );
}

/** Every runtime that there is in the end, by its name. */
function runtimesOf(view: ContainerdView): ReadonlyMap<string, NamedRuntime> {
  const more = (['untrusted', 'default'] as const).flatMap((name): [string, NamedRuntime][] => {
    const found = describedApart(view, name);
    return found === undefined ? [] : [[name, found]];
  });
  return new Map([...listedRuntimes(view), ...more]);
}

/** The default runtime's name, and itself where there is one of that name. */
function defaultOf(view: ContainerdView): readonly [name: string, runtime: NamedRuntime | undefined] {
  const described = describedApart(view, 'default');
  if (described !== undefined) return ['default', described];
  const said = view.value(view.steps('runtime', 'containerd.default_runtime_name'));
  const name = typeof said === 'string' ? said : 'runc';
  return [name, listedRuntimes(view).get(name)];
}

const defaultExists: Relation = (view) => {
  const [name, runtime] = defaultOf(view);
  if (runtime !== undefined) return [];
  const steps = view.steps('runtime', 'containerd.default_runtime_name');
  const known = [...listedRuntimes(view).keys()];
  const why = name === '' ? 'is empty' : `names "${name}", a runtime that does not exist (known: ${known.join(', ')})`;
  const advice = 'A handler of spec.runtime.handlers is one too.';
  return [{ steps, why, suggestion: suggestionFor(name, known) ?? known[0], advice }];
};

const untrustedOnce: Relation = (view) => {
  const steps = view.steps('runtime', 'containerd.untrusted_workload_runtime');
  if (describedApart(view, 'untrusted') === undefined || !listedRuntimes(view).has('untrusted')) return [];
  return [{ steps, why: 'is set beside runtimes.untrusted, which means the same', needless: true, at: 'key' }];
};

/** Settings of the first shim, which went with containerd 2.0. */
const ofFirstShim: Relation = (view) => {
  if (view.since('2.0.0')) return [];
  const why = `applies only to the runtime type ${linux}`;
  const wrong = (steps: readonly string[]): Refusal => ({ steps, why, needless: true, at: 'key' });
  const ofRuntimes = [...runtimesOf(view).values()].flatMap(({ table, steps }) =>
    ['runtime_engine', 'runtime_root'].flatMap((key) =>
      steps && table[key] && table.runtime_type !== linux ? [wrong([...steps, key])] : [],
    ),
  );
  const [, standard] = defaultOf(view);
  const isFirst = standard === undefined || standard.table.runtime_type === linux;
  const ofAll = ['systemd_cgroup', 'containerd.no_pivot'].flatMap((key) => {
    const steps = view.steps('runtime', key);
    return view.value(steps) === true && !isFirst ? [wrong(steps)] : [];
  });
  // Format 1 says so itself where systemd manages cgroups.
  const isOurs = view.format === 1 && view.spec.runtime.cgroupDriver === 'systemd';
  const cgroup = view.steps('runtime', 'systemd_cgroup');
  if (!isOurs || isFirst || view.isSaid(cgroup)) return [...ofRuntimes, ...ofAll];
  const ofOurs: Refusal = {
    steps: [...(standard.steps ?? cgroup), 'runtime_type'],
    why: `is "${standard.table.runtime_type}", and systemd_cgroup, which is set for systemd's cgroups, ${why}`,
    advice: 'Format 2 of the file (version: 2) says it among the options of each runtime.',
  };
  return [...ofRuntimes, ...ofAll, ofOurs];
};

function ofType(type: string, view: ContainerdView): string | undefined {
  const gone = Object.hasOwn(goneRuntimes, type) ? goneRuntimes[type] : undefined;
  if (gone !== undefined && holdsIn({ since: gone }, view.version)) return `is "${type}", which was removed in ${gone}`;
  if (type === '') return 'is missing';
  if (type.startsWith('/')) return undefined;
  const isName = !type.includes('/') && /^[^.]+(\.[^.]*)+$/.test(type);
  return isName ? undefined : `is "${type}"; it must be a name such as io.containerd.runc.v2 or the path of a shim`;
}

/** The shim of each runtime that the spec describes, and what its table says of the rest. */
const shims: Relation = (view) =>
  [...runtimesOf(view)].flatMap(([name, { table, steps }]): Refusal[] => {
    if (steps === undefined) return [];
    const effect = `no pod of the runtime ${name} would start`;
    const type = String(table.runtime_type ?? '');
    const hasPath = Boolean(table.runtime_path) && view.since('1.6.0');
    const wrong = hasPath ? undefined : ofType(type, view);
    const advice = 'runc and programs like it have the type io.containerd.runc.v2.';
    return [
      ...(wrong === undefined ? [] : [{ steps: [...steps, 'runtime_type'], why: wrong, effect, advice }]),
      ...ofDevices(table, steps, view),
      ...ofSandboxer(table, steps, effect, view),
      ...ofOptions(table, type, steps, effect),
    ];
  });

function ofDevices(table: Mapping, steps: readonly string[], view: ContainerdView): Refusal[] {
  const found: Refusal[] = [];
  if (table.privileged_without_host_devices_all_devices_allowed === true && !table.privileged_without_host_devices) {
    const why = 'needs privileged_without_host_devices';
    found.push({ steps: [...steps, 'privileged_without_host_devices_all_devices_allowed'], why, at: 'key' });
  }
  const { os } = view.spec.target;
  if (table.cgroup_writable === true && systems[os].cgroup === 1) {
    const why = `needs cgroup v2, and ${os} boots with version 1`;
    found.push({ steps: [...steps, 'cgroup_writable'], why, needless: true, at: 'key' });
  }
  return found;
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
