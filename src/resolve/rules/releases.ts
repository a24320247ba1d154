import { kubeletLag, newestKubernetes, oldestKubernetes } from '../../eras/kubernetes.js';
import { eraAt } from '../../eras/lookup.js';
import { compareReleases, minorBefore, minorsBehind } from '../../eras/release-order.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import type { Spec } from './rule.js';

function skewProblems({ kubernetes: { version }, controlPlane: { version: controlPlane } }: Spec): Diagnostic[] {
  if (controlPlane === undefined) return [];
  const path = ['spec', 'kubernetes', 'version'];
  const behind = minorsBehind(version, controlPlane);
  if (behind < 0) return [diagnose('kubelet-newer-than-control-plane', path, { version, controlPlane })];
  const allowed = eraAt(kubeletLag, version);
  if (behind <= allowed) return [];
  // The oldest kubelet that would do is itself the one that says how far back it may be.
  const widest = Math.max(...kubeletLag.map(({ value }) => value));
  const oldest = minorBefore(controlPlane, eraAt(kubeletLag, minorBefore(controlPlane, widest)));
  return [diagnose('kubelet-too-old', path, { version, behind, controlPlane, allowed, oldest })];
}

/** Whether the release is one whose facts are known, and fits the control plane's. */
export function releaseRules(spec: Spec): Diagnostic[] {
  const path = ['spec', 'kubernetes', 'version'];
  const { version } = spec.kubernetes;
  const known = compareReleases(version, oldestKubernetes) >= 0;
  const unsupported = known ? [] : [diagnose('kubernetes-unsupported', path, { version, oldest: oldestKubernetes })];
  const tooNew = minorsBehind(newestKubernetes, version) > 0;
  const unknown = tooNew ? [diagnose('kubernetes-newer-than-known', path, { version, newest: newestKubernetes })] : [];
  return [...unsupported, ...unknown, ...skewProblems(spec)];
}
