import type { AddonApi } from '../resolve/resolved/resolved.js';
import type { Manifest } from './cluster-file.js';

export const namespace = 'kube-system';
/** What every DNS server's pods are found by, whatever it is called. */
export const selector = { 'k8s-app': 'kube-dns' };

const udpAndTcp = [
  ['dns', 'UDP'],
  ['dns-tcp', 'TCP'],
] as const;

export const dnsContainerPorts = udpAndTcp.map(([name, protocol]) => ({ containerPort: 53, name, protocol }));

/** The Service that every kubelet tells its pods to ask. */
export function dnsService(
  addresses: readonly string[],
  metadata: Manifest,
  ports: readonly Manifest[] = [],
): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'kube-dns', namespace, ...metadata },
    spec: {
      selector,
      clusterIP: addresses[0],
      // Without these a Service has an address of the first family alone.
      ...(addresses.length > 1 ? { clusterIPs: addresses, ipFamilyPolicy: 'RequireDualStack' } : {}),
      ports: [...udpAndTcp.map(([name, protocol]) => ({ name, port: 53, protocol })), ...ports],
    },
  };
}

export function httpProbe(path: string, port: number): Manifest {
  return { httpGet: { path, port, scheme: 'HTTP' } };
}

/** How long a server may be silent before it is started anew. */
export const patience = { initialDelaySeconds: 60, timeoutSeconds: 5, successThreshold: 1, failureThreshold: 5 };

/** What this release of the API server wants to be told, so that the pod stays and runs confined. */
export function podTraits({ critical, seccomp }: AddonApi): { annotations: Record<string, string>; spec: Manifest } {
  return {
    annotations: {
      ...(critical === 'annotation' ? { 'scheduler.alpha.kubernetes.io/critical-pod': '' } : {}),
      ...(seccomp === 'annotation' ? { 'seccomp.security.alpha.kubernetes.io/pod': 'docker/default' } : {}),
    },
    spec: {
      ...(critical === 'priorityClass' ? { priorityClassName: 'system-cluster-critical' } : {}),
      ...(seccomp === 'field' ? { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } } : {}),
      tolerations: [{ key: 'CriticalAddonsOnly', operator: 'Exists' }],
    },
  };
}
