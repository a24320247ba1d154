import { newestCriDockerd } from '../../eras/docker.js';
import { handlers } from '../../eras/handlers.js';
import { hasDockershim } from '../../eras/kubernetes.js';
import { eraAt } from '../../eras/lookup.js';
import type { RuntimeName } from '../../generated/names.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import { resolveReleases } from '../releases.js';
import type { Spec } from './rule.js';

type Runtime = NonNullable<Spec['runtime']>;

/** Settings that one runtime alone has. */
const owners: readonly { readonly key: keyof Runtime; readonly owner: RuntimeName; readonly named?: string }[] = [
  { key: 'snapshotter', owner: 'containerd' },
  { key: 'runc', owner: 'containerd' },
  { key: 'criDockerd', owner: 'docker' },
  { key: 'flags', owner: 'docker' },
];

function foreignSettings(runtime: Runtime, name: RuntimeName): Diagnostic[] {
  const ofHandler = runtime.handlers?.some(
    ({ type, program }) => handlers[type].engine === 'runc' && program === undefined,
  );
  return owners.flatMap(({ key, owner }) => {
    const used = runtime[key] !== undefined && owner !== name;
    // CRI-O takes runc for a handler of that type.
    if (!used || (key === 'runc' && name === 'crio' && ofHandler)) return [];
    return [
      diagnose('runtime-setting-foreign', ['spec', 'runtime', key], { setting: key, owner, runtime: name }, 'key'),
    ];
  });
}

/** Docker speaks no CRI: from Kubernetes 1.24 on something must, before that nothing may. */
function doorProblems({ criDockerd }: Runtime, kubernetes: string): Diagnostic[] {
  const needed = !eraAt(hasDockershim, kubernetes);
  if (needed && criDockerd === undefined) {
    const args = { kubernetes, release: newestCriDockerd };
    return [diagnose('cri-dockerd-missing', ['spec', 'runtime', 'name'], args)];
  }
  if (needed || criDockerd === undefined) return [];
  return [diagnose('cri-dockerd-needless', ['spec', 'runtime', 'criDockerd'], { kubernetes })];
}

/** The runtime's settings belong to it, and Docker has what it needs to be reached. */
export function runtimeRules(spec: Spec): Diagnostic[] {
  const { runtime = {}, kubernetes } = spec;
  const { runtime: name } = resolveReleases(spec);
  const foreign = foreignSettings(runtime, name);
  return name === 'docker' ? [...foreign, ...doorProblems(runtime, kubernetes.version)] : foreign;
}
