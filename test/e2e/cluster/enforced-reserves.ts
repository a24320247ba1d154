import { serverOn } from '../control-plane/workload.js';
import { eventually } from '../harness/wait.js';
import type { Laboratory } from '../machine/laboratory.js';

/** Where the row has the kubelet keep what is set aside. */
export const slices = { kube: '/kube.slice', system: '/system.slice' };

/** Of the kubelet and the runtime, and their limits. */
export async function isEnforced({ shell }: Laboratory): Promise<string> {
  const said = await shell.run(
    [
      'for unit in kubelet containerd; do systemctl show -P ControlGroup $unit; done',
      `cat /sys/fs/cgroup${slices.kube}/memory.max /sys/fs/cgroup${slices.system}/memory.max`,
    ].join('; '),
  );
  const [kubelet, containerd, ...limits] = said.trim().split('\n');
  const inside = [kubelet, containerd].every((group) => group?.startsWith(`${slices.kube}/`));
  const limited = limits.length === 2 && limits.every((limit) => /^\d+$/.test(limit));
  if (!inside || !limited || limits[1] !== String(500 * 1024 ** 2)) throw new Error(said);
  return `${kubelet}, ${containerd}; ${limits.join(' and ')} bytes`;
}

/** A pod that asks for a whole processor: its processor is in the set of no other pod. */
export async function hasItsOwn({ kubectl, port, shell, signal }: Laboratory): Promise<string> {
  const resources = { cpu: '1', memory: '32Mi' };
  const { spec, ...head } = serverOn(port.name, 'alone') as { spec: { containers: readonly object[] } };
  const containers = spec.containers.map((each) => ({
    ...each,
    resources: { requests: resources, limits: resources },
  }));
  await kubectl.apply({ ...head, spec: { ...spec, containers } });
  await eventually('it runs', 90_000, signal, async () => {
    const phase = await kubectl.run('get', 'pod', 'alone', '-o=jsonpath={.status.phase}');
    return phase === 'Running' ? true : undefined;
  });
  const said = await shell.run(
    "for pid in $(pgrep -x app); do echo $(cut -d: -f3 /proc/$pid/cgroup) $(sed -n 's/^Cpus_allowed_list://p' /proc/$pid/status); done",
  );
  // The program of pods' sandboxes has the same name; the CPU manager leaves sandboxes where they are.
  const sandboxes = (await shell.run('crictl pods -q')).trim().split('\n');
  const { metadata } = await kubectl.get<{ metadata: { uid: string } }>('pod', 'alone');
  await kubectl.run('delete', 'pod', 'alone');
  const sets = said
    .trim()
    .split('\n')
    .filter((line) => !sandboxes.some((sandbox) => line.includes(sandbox)))
    .map((line) => line.split(' '));
  // systemd's names have no dash inside.
  const isAlone = ([group = '']: readonly string[]): boolean => group.includes(metadata.uid.replaceAll('-', '_'));
  const own = sets.filter(isAlone).map(([, set]) => set);
  const others = new Set(sets.filter((each) => !isAlone(each)).map(([, set]) => set));
  const [processor] = own;
  if (
    own.length !== 1 ||
    !/^\d$/.test(processor ?? '') ||
    others.size !== 1 ||
    others.has(processor) ||
    others.has('0-1')
  )
    throw new Error(said);
  return `processor ${processor} is its own, the others have ${[...others].join(', ')}`;
}
