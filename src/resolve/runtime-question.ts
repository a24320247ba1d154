import { type Era, eraAt, firstWith } from '../eras/lookup.js';
import type { OperatingSystem } from '../eras/systems.js';
import type { ClusterSpec } from '../generated/cluster-spec.js';
import { diagnose } from '../spec/diagnose.js';
import type { Diagnostic } from '../spec/diagnostic.js';
import { type Releases, runtimeTitles } from './releases.js';
import type { ResolvedPaths, ResolvedRuntime } from './resolved.js';

/** What each runtime's own part is made from. */
export interface RuntimeQuestion {
  readonly spec: ClusterSpec['spec'];
  readonly releases: Releases;
  readonly os: OperatingSystem;
  readonly paths: ResolvedPaths;
  /** What does not depend on which runtime it is. */
  readonly shared: Pick<
    ResolvedRuntime,
    'version' | 'cgroupDriver' | 'pauseImage' | 'handlers' | 'hasCrictl' | 'config'
  >;
}

export interface RuntimeAnswer {
  readonly runtime: ResolvedRuntime;
  readonly diagnostics: readonly Diagnostic[];
}

/** A runtime that does not start on the cgroup hierarchy that the system boots with. */
export function cgroupProblem(
  { spec, releases, os }: RuntimeQuestion,
  onCgroup2: readonly [Era<boolean>, ...Era<boolean>[]],
): Diagnostic[] {
  if (os.cgroup === 1 || eraAt(onCgroup2, releases.version)) return [];
  const subject = `${runtimeTitles[releases.runtime]} ${releases.version}`;
  return [
    diagnose('os-too-new', ['spec', 'target', 'os'], { os: spec.target.os, subject, need: firstWith(onCgroup2) }),
  ];
}
