import type { ResolvedCluster } from '../resolve/resolved/resolved.js';
import type { Manifest } from './cluster-file.js';

type Subject = ResolvedCluster['identities']['kubeletSubject'];

const group = 'rbac.authorization.k8s.io';
const apiVersion = `${group}/v1`;

/** The group of every node that has a certificate as the Node authorizer wants it. */
const nodes = 'system:nodes';

// kubernetes/kubernetes cmd/kubeadm/app/constants ClusterAdminsGroupAndClusterRoleBinding, since v1.29.0.
const clusterAdmins = 'kubeadm:cluster-admins';

const approval = 'system:certificates.k8s.io:certificatesigningrequests';

/** Binds a ClusterRole to a user or a group. */
function bind(name: string, role: string, kind: 'User' | 'Group', subject: string): Manifest {
  return {
    apiVersion,
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: { apiGroup: group, kind: 'ClusterRole', name: role },
    subjects: [{ apiGroup: group, kind, name: subject }],
  };
}

/** What kubelets ask the API server about whoever calls them: all that they serve, and nothing else. */
const kubeletApi = ['nodes/proxy', 'nodes/stats', 'nodes/log', 'nodes/spec', 'nodes/metrics'];

/** The rights that a cluster made by hand lacks, and that these nodes need. */
export function rbacObjects(cluster: ResolvedCluster): readonly Manifest[] {
  const { kubeletClient, identities, proxy, cni, bootstrap } = cluster;
  const toKubelets = 'system:kube-apiserver-to-kubelet';
  return [
    {
      apiVersion,
      kind: 'ClusterRole',
      metadata: {
        name: toKubelets,
        annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
        labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' },
      },
      rules: [{ apiGroups: [''], resources: kubeletApi, verbs: ['*'] }],
    },
    bind('system:kube-apiserver', toKubelets, 'User', kubeletClient),
    ...kubeletRights(identities.kubeletSubject, proxy?.credentials === 'kubelet'),
    ...flannelRights(cni.flannel),
    ...adminRights(identities.admin),
    ...bootstrapRights(bootstrap),
    ...(bootstrap || identities.firstHours !== null ? [renewalRights] : []),
  ];
}

/**
 * The Node authorizer knows only system:node:NAME of system:nodes: whoever else a kubelet is has no rights without
 * these. And a node may not do what kube-proxy does.
 */
function kubeletRights({ CN, O }: Subject, alsoProxy: boolean): readonly Manifest[] {
  const [kind, name] = CN === undefined ? (['Group', O ?? 'system:nodes'] as const) : (['User', CN] as const);
  const isNode = CN === undefined && name === 'system:nodes';
  return [
    ...(isNode ? [] : [bind('bootwright:kubelets', 'system:node', kind, name)]),
    ...(alsoProxy ? [bind('bootwright:kube-proxy', 'system:node-proxier', kind, name)] : []),
  ];
}

/** As kubeadm makes it from 1.29 on, by the same name; system:masters needs none, and can be given none. */
function adminRights(admin: string | null): readonly Manifest[] {
  return admin === clusterAdmins ? [bind(clusterAdmins, 'cluster-admin', 'Group', clusterAdmins)] : [];
}

/** The roles are every API server's own. Nobody approves serving certificates by them: only who knows the machine can. */
function bootstrapRights(bootstrap: ResolvedCluster['bootstrap']): readonly Manifest[] {
  if (bootstrap === null) return [];
  return [
    bind('bootwright:ask-for-certificates', 'system:node-bootstrapper', 'Group', bootstrap.group),
    bind('bootwright:approve-new-nodes', `${approval}:nodeclient`, 'Group', bootstrap.group),
  ];
}

/** A node may have what it has already, and with a first certificate it asks for nothing else. */
const renewalRights = bind('bootwright:approve-renewals', `${approval}:selfnodeclient`, 'Group', nodes);

/** What flanneld on a node needs where the Node objects hold its leases. */
function flannelRights(flannel: ResolvedCluster['cni']['flannel']): readonly Manifest[] {
  if (flannel?.store.kind !== 'kubernetes') return [];
  const { credentials, user, rules } = flannel.store;
  const role = { apiVersion, kind: 'ClusterRole', metadata: { name: user }, rules };
  return [role, credentials === 'own' ? bind(user, user, 'User', user) : bind(user, user, 'Group', nodes)];
}
