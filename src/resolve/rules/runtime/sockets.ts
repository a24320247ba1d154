import { diagnose } from '../../../spec/diagnose.js';
import type { Diagnostic } from '../../../spec/diagnostic.js';
import { pathText } from '../../../spec/path-text.js';
import { configOrigin } from '../known-keys.js';

/** The socket that the kubelet and crictl are told, moved in the runtime's own configuration alone. */
export function socketProblems(steps: readonly string[], said: unknown, own: string): Diagnostic[] {
  if (typeof said !== 'string' || said === '') return [];
  const address = said.replace(/^unix:\/\//, '').replace(/^\/var\/run\//, '/run/');
  if (address === own) return [];
  const args = { field: pathText(steps), address: said, own };
  return [diagnose('runtime-socket-moved', [...configOrigin, ...steps], args)];
}
