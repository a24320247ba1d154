import { appImage } from './image.js';

/** A web server, a client beside it, and the Service between them. */
export const server = 'server';
export const client = 'client';
export const service = 'web';
export const nodePort = 30080;

const labels = { app: server };

export function workload(node: string): readonly unknown[] {
  return [
    pod(server, node, ['serve'], labels),
    pod(client, node, ['pause'], {}),
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: service },
      spec: { type: 'NodePort', selector: labels, ports: [{ port: 80, targetPort: 8080, nodePort }] },
    },
  ];
}

/** The server alone, put on its node without a scheduler. */
export function serverOn(node: string): unknown {
  const { spec, ...head } = pod(server, node, ['serve'], labels);
  return { ...head, spec: { ...spec, nodeName: node, automountServiceAccountToken: false } };
}

function pod(name: string, node: string, args: readonly string[], podLabels: object) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: podLabels },
    spec: {
      nodeSelector: { 'kubernetes.io/hostname': node },
      terminationGracePeriodSeconds: 2,
      containers: [{ name: 'app', image: appImage, imagePullPolicy: 'Never', args }],
    },
  };
}
