import { type Binaries, buildBinaries } from './binaries.js';
import { buildGuest, type Guest, type Suite } from './guest.js';
import { takeKubernetes } from './releases.js';
import { type RuntimePrograms, runtimeOf, takeRuntime } from './runtimes.js';

/** What cases need of programs and images. */
export interface Needs {
  readonly kubernetes: readonly string[];
  readonly containerd: readonly string[];
  readonly guests: readonly Suite[];
}

/** Programs and images, all there before the first machine boots. */
export interface Supply {
  readonly binaries: Binaries;
  /** Folders of Kubernetes' programs by release. */
  kubernetes(version: string): string;
  runtime(containerd: string): RuntimePrograms;
  guest(suite: Suite): Guest;
}

export async function prepareSupply(needs: Needs, signal: AbortSignal): Promise<Supply> {
  const binaries = await buildBinaries(signal);
  // One after the other: a Go build takes every core by itself.
  const kubernetes = await collect(needs.kubernetes, (version) => takeKubernetes(version, binaries, signal));
  const runtimes = await collect(needs.containerd, (version) => takeRuntime(runtimeOf(version), binaries, signal));
  const guests = await collect(needs.guests, (suite) => buildGuest(suite, signal));
  return { binaries, kubernetes, runtime: runtimes, guest: guests };
}

async function collect<Key, Value>(
  keys: readonly Key[],
  take: (key: Key) => Promise<Value>,
): Promise<(key: Key) => Value> {
  const taken = new Map<Key, Value>();
  for (const key of new Set(keys)) taken.set(key, await take(key));
  return (key) => {
    const value = taken.get(key);
    if (value === undefined) throw new Error(`${String(key)} was not prepared`);
    return value;
  };
}
