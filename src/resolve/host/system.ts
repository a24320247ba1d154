import { eraAt } from '../../eras/lookup.js';
import { minima } from '../../eras/minima.js';
import type { OperatingSystem } from '../../eras/operating-system.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import type { FullSpec } from '../full-spec.js';

/** Whether this release of Kubernetes starts on the operating system at all. */
export function checkSystem({ kubernetes: { version }, kubelet, target }: FullSpec, os: OperatingSystem): Diagnostic[] {
  const accepted = os.cgroup === 2 || kubelet.config.failCgroupV1 === false;
  if (accepted || eraAt(minima.kubelet, version).cgroup === 1) return [];
  const reason = 'its kubelet does not start on cgroup v1, which this system boots with';
  return [
    diagnose('os-too-old', ['spec', 'target', 'os'], {
      os: target.os,
      subject: `Kubernetes ${version}`,
      reason,
      suggestion: 'a newer system, or set failCgroupV1: false in spec.kubelet.config',
    }),
  ];
}
