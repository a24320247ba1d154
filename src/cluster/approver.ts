import type { ResolvedApprover } from '../resolve/resolved/resolved.js';
import type { Manifest } from './cluster-file.js';

const name = 'approve-serving';
const role = `bootwright:${name}`;
const rbac = 'rbac.authorization.k8s.io';
const certificates = 'certificates.k8s.io';

/** The Secret of its namespace that holds the spec: what the spec says of mirrors and registries may be one. */
export const specSecret = 'approve-serving-spec';
const specFile = '/spec/cluster.yaml';

/** As docs/credentials.md has it; a request that is refused, or a program that fails, ends the job as failed. */
const command = `set -o pipefail; kubectl get csr -o json | bootwright approve ${specFile} | xargs -r kubectl certificate approve`;

/** A CronJob that approves serving certificates by the spec, and what it may do: that, and nothing else. */
export function approverObjects({ image, schedule, namespace, api }: ResolvedApprover): readonly Manifest[] {
  const metadata = { name, namespace };
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'ClusterRole',
      metadata: { name: role },
      rules: [
        { apiGroups: [certificates], resources: ['certificatesigningrequests'], verbs: ['get', 'list'] },
        { apiGroups: [certificates], resources: ['certificatesigningrequests/approval'], verbs: ['update'] },
        {
          apiGroups: [certificates],
          resources: ['signers'],
          resourceNames: ['kubernetes.io/kubelet-serving'],
          verbs: ['approve'],
        },
      ],
    },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name: role },
      roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: role },
      subjects: [{ kind: 'ServiceAccount', ...metadata }],
    },
    {
      apiVersion: api,
      kind: 'CronJob',
      metadata,
      spec: {
        schedule,
        // Two that look at the same requests would only do the same.
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: 60,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 3,
        jobTemplate: { spec: { backoffLimit: 0, activeDeadlineSeconds: 120, template: { spec: podSpec(image) } } },
      },
    },
  ];
}

function podSpec(image: string): Manifest {
  return {
    serviceAccountName: name,
    restartPolicy: 'Never',
    securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name,
        image,
        command: ['bash', '-c', command],
        // kubectl keeps what it has learnt of the API below HOME.
        env: [{ name: 'HOME', value: '/tmp' }],
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
          readOnlyRootFilesystem: true,
        },
        resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '256Mi' } },
        volumeMounts: [
          { name: 'spec', mountPath: '/spec', readOnly: true },
          { name: 'tmp', mountPath: '/tmp' },
        ],
      },
    ],
    volumes: [
      { name: 'spec', secret: { secretName: specSecret, defaultMode: 0o444 } },
      { name: 'tmp', emptyDir: {} },
    ],
  };
}
