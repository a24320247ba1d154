import type { ResolvedRuntime } from '../resolve/resolved.js';
import { type PlannedFile, plainFile } from './node-plan.js';
import { yamlText } from './serialise.js';

/** crictl, pointed at the runtime that the kubelet uses. */
export function crictlFile({ endpoint }: ResolvedRuntime): PlannedFile {
  return plainFile('/etc/crictl.yaml', yamlText({ 'runtime-endpoint': endpoint }), ['spec', 'runtime']);
}
