import { importImages } from '../control-plane/outside.js';
import type { Step } from '../join/join.js';
import { appImage } from '../supplies/image.js';

const name = 'network';
const folder = '/etc/cni/net.d';
const namespace = 'kube-system';

/** A DaemonSet that writes each node a CNI conf for the range that the cluster has given it. */
export const networkAddOn: Step = {
  what: 'a network add-on is installed',
  take: async (lab) => {
    // It is there before any pod has a network: so is its image.
    await importImages(lab);
    await lab.kubectl.apply(...objects);
    return undefined;
  },
};

/** The controller manager gives each node a range. */
export const rangesByTheCluster = ['--allocate-node-cidrs', '--cluster-cidr=10.200.0.0/16', '--node-cidr-mask-size=24'];

const labels = { app: name };

const objects: readonly unknown[] = [
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name },
    rules: [{ apiGroups: [''], resources: ['nodes'], verbs: ['get'] }],
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace }],
  },
  {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name, namespace },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: name,
          hostNetwork: true,
          tolerations: [{ operator: 'Exists' }],
          containers: [
            {
              name,
              image: appImage,
              imagePullPolicy: 'IfNotPresent',
              args: ['network', '/conf'],
              env: [{ name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }],
              volumeMounts: [{ name: 'conf', mountPath: '/conf' }],
            },
          ],
          volumes: [{ name: 'conf', hostPath: { path: folder } }],
        },
      },
    },
  },
];
