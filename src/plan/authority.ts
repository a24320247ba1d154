import type { ResolvedCluster } from '../resolve/resolved/resolved.js';
import type { NodeContribution } from './contribution.js';
import type { DerivedText } from './derived-text.js';
import { directoryOf } from './directories.js';
import { plainFile, sharedFiles } from './node-plan.js';

/** Who may set the clock must be known by then. */
const beforeClock = ['names', 'resolver', 'time'];

/** The CA's certificate, which the kubelet and kube-proxy both trust; the clock must be within the time of all of them. */
export function planAuthority({ paths }: ResolvedCluster, derived: DerivedText): NodeContribution {
  const once = sharedFiles();
  // Elsewhere it lies beside other files, whose directory is theirs.
  const directories =
    directoryOf(paths.authority) === paths.kubernetes ? [{ path: paths.kubernetes, mode: 0o755 }] : [];
  return (_, { authority, notBefore, notAfter }) => {
    const since = derived(String(notBefore), 'when all certificates are valid');
    const until = derived(String(notAfter), 'when the first one expires');
    return {
      files: [once(plainFile(paths.authority, authority, ['spec', 'credentials']))],
      directories,
      steps: [{ name: 'clock', command: ['clock', since, until], phase: 'preflight', after: beforeClock }],
    };
  };
}
