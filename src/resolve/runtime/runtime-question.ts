import { type Era, eraAt, firstWith } from '../../eras/lookup.js';
import type { OperatingSystem } from '../../eras/operating-system.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import type { NormalisedSpec } from '../full-spec.js';
import type { ResolvedRuntime } from '../resolved/resolved.js';
import { runtimeTitles } from './runtime-titles.js';

/** What each runtime's own part is made from. */
export interface RuntimeQuestion extends NormalisedSpec {
  readonly os: OperatingSystem;
  /** What does not depend on which runtime it is. */
  readonly shared: Pick<
    ResolvedRuntime,
    'version' | 'cgroupDriver' | 'pauseImage' | 'handlers' | 'labels' | 'hasCrictl' | 'config' | 'registries'
  >;
}

export interface RuntimeAnswer {
  readonly runtime: ResolvedRuntime;
  readonly diagnostics: readonly Diagnostic[];
}

/** A runtime that does not start on the cgroup hierarchy that the system boots with. */
export function cgroupProblem(
  { spec, os }: RuntimeQuestion,
  onCgroup2: readonly [Era<boolean>, ...Era<boolean>[]],
): Diagnostic[] {
  const { name, version } = spec.runtime;
  if (os.cgroup === 1 || eraAt(onCgroup2, version)) return [];
  const args = { os: spec.target.os, subject: `${runtimeTitles[name]} ${version}`, need: firstWith(onCgroup2) };
  return [diagnose('os-too-new', ['spec', 'target', 'os'], args)];
}
