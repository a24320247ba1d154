import { instantText } from '../pki/bootstrap-token.js';
import type { BootstrapToken, ResolvedBootstrap } from '../resolve/resolved/resolved.js';
import type { Manifest } from './cluster-file.js';

/**
 * The token as the API server knows it (with --enable-bootstrap-token-auth), for logging in and nothing else. The
 * controller manager's token cleaner, where it is on, deletes it when it is over.
 */
export function bootstrapTokenSecret(
  { group }: ResolvedBootstrap,
  { id, secret }: BootstrapToken,
  expires: Date,
): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: `bootstrap-token-${id}`, namespace: 'kube-system' },
    type: 'bootstrap.kubernetes.io/token',
    stringData: {
      description: 'New workers join with it (Bootwright).',
      'token-id': id,
      'token-secret': secret,
      expiration: instantText(expires),
      'usage-bootstrap-authentication': 'true',
      'auth-extra-groups': group,
    },
  };
}
