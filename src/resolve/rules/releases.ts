import compare from 'semver/functions/compare.js';
import { newestKubernetesMinor, oldestKubernetes } from '../../eras/kubernetes.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import type { FullSpec, NormalisedSpec } from '../full-spec.js';
import { minorOf } from './rule.js';

/** Minor releases that a kubelet may lag behind its API server: https://kubernetes.io/releases/version-skew-policy/ */
function allowedLag(kubeletMinor: number): number {
  return kubeletMinor < 25 ? 2 : 3;
}

function skewProblems({ kubernetes: { version }, controlPlane: { version: controlPlane } }: FullSpec): Diagnostic[] {
  const path = ['spec', 'kubernetes', 'version'];
  const behind = minorOf(controlPlane) - minorOf(version);
  if (behind < 0) return [diagnose('kubelet-newer-than-control-plane', path, { version, controlPlane })];
  const allowed = allowedLag(minorOf(version));
  if (behind <= allowed) return [];
  const lag = allowedLag(minorOf(controlPlane) - 3);
  return [
    diagnose('kubelet-too-old', path, {
      version,
      behind,
      controlPlane,
      allowed,
      oldest: `1.${minorOf(controlPlane) - lag}`,
    }),
  ];
}

/** Whether the release is one whose facts are known, and fits the control plane's. */
export function releaseRules({ spec }: NormalisedSpec): Diagnostic[] {
  const path = ['spec', 'kubernetes', 'version'];
  const { version } = spec.kubernetes;
  const known = compare(version, oldestKubernetes) >= 0;
  const unsupported = known ? [] : [diagnose('kubernetes-unsupported', path, { version, oldest: oldestKubernetes })];
  const newest = `1.${newestKubernetesMinor}`;
  const tooNew = minorOf(version) > newestKubernetesMinor;
  const unknown = tooNew ? [diagnose('kubernetes-newer-than-known', path, { version, newest })] : [];
  return [...unsupported, ...unknown, ...skewProblems(spec)];
}
