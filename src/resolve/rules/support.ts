import { lineOf } from '../../eras/release-order.js';
import { type Support, support, supportRecordedOn } from '../../eras/support.js';
import { systems } from '../../eras/systems.js';
import { type SystemName, systemNames } from '../../generated/names.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../spec/diagnostic.js';
import type { NormalisedSpec } from '../full-spec.js';

const hasEnded = (day: string): boolean => day < supportRecordedOn;

/** The last day of the line that a release is of, if it has come. */
function endOf({ lines }: Support, version: string): string | undefined {
  const ends = lines.find(({ line }) => line === lineOf(version))?.ends;
  return ends !== undefined && hasEnded(ends) ? ends : undefined;
}

function ended(program: keyof typeof support, version: string, path: SpecPath): Diagnostic[] {
  const { lines } = support[program];
  const until = endOf(support[program], version);
  if (until === undefined) return [];
  const supported = lines.flatMap(({ line, ends }) => (hasEnded(ends) ? [] : [line])).join(', ');
  return [diagnose('release-unsupported', path, { program, version, until, supported })];
}

/** A system without its number. */
const nameOf = (os: SystemName): string => os.replace(/-[\d.]+$/, '');

/** The last day of a system's fixes, if it has come. */
function endOfSystem(os: SystemName): string | null {
  const { ends } = systems[os].support;
  return ends !== null && hasEnded(ends) ? ends : null;
}

/** The system whose fixes have ended, and the newest of its name that still gets some. */
function endedSystem(os: SystemName): Diagnostic[] {
  const until = endOfSystem(os);
  if (until === null) return [];
  const instead = systemNames.findLast((name) => nameOf(name) === nameOf(os) && endOfSystem(name) === null);
  return [diagnose('system-unsupported', ['spec', 'target', 'os'], { os, until, instead })];
}

/**
 * Releases that get no more fixes. Which containerd goes with an old Kubernetes is that Kubernetes' fault, so containerd
 * is told of only where the spec names it.
 */
export function supportRules({ spec: { kubernetes, runtime, target }, given }: NormalisedSpec): Diagnostic[] {
  const version = given.runtime?.version;
  return [
    ...ended('Kubernetes', kubernetes.version, ['spec', 'kubernetes', 'version']),
    ...(runtime.name === 'containerd' && version !== undefined
      ? ended('containerd', version, ['spec', 'runtime', 'version'])
      : []),
    ...endedSystem(target.os),
  ];
}
