import type { FullSpec } from '../full-spec.js';
import type { ResolvedKubeconfig } from '../resolved/resolved.js';

/** What kubeconfigs call their parts: the cluster's own name, where the spec has no other for it. */
export function resolveKubeconfig({ kubeconfig }: Pick<FullSpec, 'kubeconfig'>, name: string): ResolvedKubeconfig {
  const { cluster: own, context, users, certificates, admin } = kubeconfig;
  const cluster = own === null ? name : own;
  return {
    cluster,
    context,
    users,
    embedded: certificates === 'embedded',
    admin: { ...admin, context: admin.context === null ? cluster : admin.context },
  };
}
