import { liesIn } from '../network/address-families.js';
import type { Port } from '../network/network.js';
import { appImage } from '../supplies/image.js';

/** A web server, a client beside it, and the Service between them. */
export const server = 'server';
export const client = 'client';
export const service = 'web';
export const nodePort = 30080;

/** A Deployment of one pod, which is there again after somebody has deleted it. */
export const deployment = 'replaced';

const labels = { app: server };

/** Whether that pod on the node at this port answered: it says its name and its addresses, one of each range. */
export function isAnswerOf(answer: string, pod: string, { podCIDRs }: Port): boolean {
  const [name, ...addresses] = answer.trim().split(' ');
  return name === pod && podCIDRs.every((range) => addresses.some((address) => liesIn(address, range)));
}

export function workload(node: string): readonly unknown[] {
  return [
    pod(server, node, ['serve'], labels),
    pod(client, node, ['pause'], {}),
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: service },
      spec: {
        type: 'NodePort',
        ipFamilyPolicy: 'PreferDualStack',
        selector: labels,
        ports: [{ port: 80, targetPort: 8080, nodePort }],
      },
    },
    deploymentOn(node),
  ];
}

function deploymentOn(node: string): unknown {
  const { metadata, spec } = pod(deployment, node, ['serve'], { app: deployment });
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: deployment },
    spec: { selector: { matchLabels: metadata.labels }, template: { metadata: { labels: metadata.labels }, spec } },
  };
}

/** The server alone, put on its node without a scheduler. */
export function serverOn(node: string, name = server): unknown {
  const { spec, ...head } = pod(name, node, ['serve'], name === server ? labels : {});
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
      containers: [{ name: 'app', image: appImage, imagePullPolicy: 'IfNotPresent', args }],
    },
  };
}
