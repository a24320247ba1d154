import { readFileSync } from 'node:fs';
import { bootwright, workspace } from './cli-process.js';
import { nodeGroups, servingUsages } from './e2e/approve/forger.js';

export const folder = workspace({ keys: false });

export const approve = (input: unknown, ...args: string[]) =>
  bootwright(folder, ['approve', 'cluster.yaml', ...args], typeof input === 'string' ? input : JSON.stringify(input));

export const good = readFileSync(new URL('requests/ecdsa.pem', import.meta.url), 'utf8');

export function object(name: string, request = good, spec: object = {}) {
  return {
    apiVersion: 'certificates.k8s.io/v1',
    kind: 'CertificateSigningRequest',
    metadata: { name },
    spec: {
      signerName: 'kubernetes.io/kubelet-serving',
      usages: servingUsages,
      username: 'system:node:worker-0',
      groups: nodeGroups,
      request: Buffer.from(request).toString('base64'),
      ...spec,
    },
    status: {},
  };
}

export const list = (...items: unknown[]) => ({ apiVersion: 'v1', kind: 'List', items });
