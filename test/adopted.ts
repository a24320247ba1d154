/** A bootstrap token of a kubeadm cluster, and its Secret as kubectl prints it. */
export const token = 'abcdef.0123456789abcdef';

export const tokenSecret = (expiration: string | null): string =>
  JSON.stringify({
    kind: 'Secret',
    type: 'bootstrap.kubernetes.io/token',
    metadata: { name: 'bootstrap-token-abcdef' },
    data: Object.fromEntries(
      Object.entries({
        'token-id': 'abcdef',
        'token-secret': '0123456789abcdef',
        'usage-bootstrap-authentication': 'true',
        ...(expiration === null ? {} : { expiration }),
      }).map(([key, value]) => [key, Buffer.from(value).toString('base64')]),
    ),
  });
