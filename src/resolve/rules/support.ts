import { lineOf } from '../../eras/release-order.js';
import { type Support, support, supportRecordedOn } from '../../eras/support.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../spec/diagnostic.js';
import type { Spec } from './rule.js';

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

/**
 * Releases that get no more fixes. Which containerd goes with an old Kubernetes is that Kubernetes' fault, so containerd
 * is told of only where the spec names it.
 */
export function supportRules({ kubernetes, runtime = {} }: Spec): Diagnostic[] {
  const { name = 'containerd', version } = runtime;
  return [
    ...ended('Kubernetes', kubernetes.version, ['spec', 'kubernetes', 'version']),
    ...(name === 'containerd' && version !== undefined
      ? ended('containerd', version, ['spec', 'runtime', 'version'])
      : []),
  ];
}
