import { join } from 'node:path';
import type { Binaries } from './binaries.js';
import { versions } from './components.js';
import { takeDebianPrograms } from './debian-programs.js';
import type { Guest, Suite } from './guest.js';

/** A containerd with the runc beside it: as a Debian suite has them, or built from their modules. */
export interface Runtime {
  readonly containerd: string;
  readonly runc: string;
  /** The guest it runs on: Debian's programs want their own suite's libraries. */
  readonly guest: Suite;
  readonly from: 'Debian' | 'modules';
  /** What a spec must say that upstream's has by itself. */
  readonly config?: object;
}

/** Debian 13 has patched where containerd looks for CNI plugins: elsewhere than the standard plugins are. */
const pluginsWhereUpstreamHasThem = {
  plugins: { 'io.containerd.grpc.v1.cri': { cni: { bin_dir: '/opt/cni/bin' } } },
};

export const runtimes: readonly Runtime[] = [
  { containerd: '1.4.13', runc: '1.0.0-rc93', guest: 'bullseye', from: 'Debian' },
  { containerd: '1.6.20', runc: '1.1.5', guest: 'bookworm', from: 'Debian' },
  {
    ...{ containerd: '1.7.24', runc: '1.1.15', guest: 'trixie', from: 'Debian' },
    config: pluginsWhereUpstreamHasThem,
  },
  { containerd: '2.1.9', runc: '1.3.6', guest: 'forky', from: 'Debian' },
  { containerd: versions.containerd, runc: versions.runc, guest: 'trixie', from: 'modules' },
];

/** The kernel's words for a machine with cgroups as they were in the years of containerd 1.4. */
export const cgroup1 = ['systemd.unified_cgroup_hierarchy=0'];

const wordsOf: Readonly<Partial<Record<Suite, readonly string[]>>> = { bullseye: cgroup1 };

/** A suite's guest as a machine of its runtime's years. */
export function ofItsYears(guest: Guest): Guest {
  return { ...guest, kernelWords: wordsOf[guest.suite] ?? [] };
}

export function runtimeOf(containerd: string): Runtime {
  const found = runtimes.find((runtime) => runtime.containerd === containerd);
  if (found === undefined) throw new Error(`nobody has a containerd ${containerd}`);
  return found;
}

/** Folders of programs. */
export interface RuntimePrograms {
  readonly containerd: string;
  readonly runc: string;
}

export async function takeRuntime(runtime: Runtime, binaries: Binaries, signal: AbortSignal): Promise<RuntimePrograms> {
  if (runtime.from === 'modules') return binaries;
  const { guest: suite, containerd, runc } = runtime;
  const folder = await takeDebianPrograms(
    suite,
    {
      containerd: { version: containerd, programs: /^usr\/bin\/(containerd.*|ctr)$/ },
      runc: { version: runc, programs: /^usr\/sbin\/runc$/ },
    },
    signal,
  );
  return { containerd: join(folder, 'containerd'), runc: join(folder, 'runc') };
}
