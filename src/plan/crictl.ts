import type { ResolvedRuntime } from '../resolve/resolved/resolved.js';
import { type PlannedFile, plainFile } from './node-plan.js';
import { yamlText } from './serialise.js';

/** crictl, pointed at the runtime that the kubelet uses: no file where there is no crictl. */
export function crictlFiles({ endpoint, hasCrictl }: ResolvedRuntime): PlannedFile[] {
  if (!hasCrictl) return [];
  return [plainFile('/etc/crictl.yaml', yamlText({ 'runtime-endpoint': endpoint }), ['spec', 'runtime'])];
}
