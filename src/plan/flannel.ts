import { templates } from '../generated/templates.js';
import type {
  FlannelOnEtcd,
  FlannelOnKubernetes,
  NodeCredentials,
  ResolvedCluster,
  ResolvedFlannel,
} from '../resolve/resolved/resolved.js';
import { type Family, rangeOf } from '../spec/addresses.js';
import type { NodeContribution } from './contribution.js';
import { identityFor } from './identity.js';
import { type EmbeddedTexts, kubeconfigsOf } from './kubeconfig.js';
import { flannelLayout } from './layout.js';
import { keyFile, plainFile, sharedFiles } from './node-plan.js';
import { jsonText } from './serialise.js';

const origin = ['spec', 'cni', 'flannel'];
const keyOrigin = ['spec', 'credentials'];
const unitPath = '/etc/systemd/system/flanneld.service';

/** flanneld, which joins the node's pods with those of the others: before the runtime, or after the kubelet. */
export interface FlannelPlan {
  readonly beforeRuntime: readonly NodeContribution[];
  readonly afterKubelet: readonly NodeContribution[];
}

export function planFlannel(cluster: ResolvedCluster): FlannelPlan {
  const { flannel } = cluster.cni;
  if (!flannel) return { beforeRuntime: [], afterKubelet: [] };
  const { store } = flannel;
  // In the Node objects a range is there for a node only once its kubelet has registered.
  if (store.kind === 'kubernetes')
    return { beforeRuntime: [], afterKubelet: [planOnKubernetes(cluster, flannel, store)] };
  return {
    beforeRuntime: [...(store.lookup ? [planLookup(store.lookup)] : []), planOnEtcd(cluster, flannel, store)],
    afterKubelet: [],
  };
}

/** The unit that finds etcd's members at every boot, for flanneld. */
function planLookup({ list, port }: NonNullable<FlannelOnEtcd['lookup']>): NodeContribution {
  const { lookup, members, token } = flannelLayout.etcd;
  const from = [...origin, 'etcd', 'lookup'];
  const unit = templates['etcd-lookup.service']({ command: [lookup, list, port, token, members] });
  const shared = [
    { ...plainFile(lookup, templates['etcd-lookup.py']({}), from), mode: 0o755 },
    plainFile('/etc/systemd/system/etcd-lookup.service', unit, from),
  ];
  const once = sharedFiles();
  return (_, { flannel }) => ({
    files: [...shared, once(keyFile(token, flannel.lookupToken, from))],
    service: { unit: 'etcd-lookup', phase: 'network', programs: [], reads: [] },
  });
}

function planOnEtcd({ paths }: ResolvedCluster, flannel: ResolvedFlannel, store: FlannelOnEtcd): NodeContribution {
  const { authority, certificate, key, members } = flannelLayout.etcd;
  const unit = templates['flanneld.service']({
    after: null,
    requires: store.lookup ? 'etcd-lookup.service' : null,
    members: store.lookup ? members : null,
    nodeName: null,
    ...identityFor(false),
    program: `${paths.binaries}/flanneld`,
    flags: [
      ...(store.lookup ? [] : [`-etcd-endpoints=${store.endpoints.join(',')}`]),
      `-etcd-prefix=${store.prefix}`,
      `-etcd-cafile=${authority}`,
      `-etcd-certfile=${certificate}`,
      `-etcd-keyfile=${key}`,
      ...commonFlags(flannel),
    ],
  });
  const shared = plainFile(unitPath, unit, origin);
  const once = sharedFiles();
  return (_, credentials) => ({
    files: [
      once(plainFile(authority, credentials.flannel.authority, keyOrigin)),
      once(plainFile(certificate, credentials.flannel.certificate, keyOrigin)),
      once(keyFile(key, credentials.flannel.key, keyOrigin)),
      shared,
    ],
    service: { unit: 'flanneld', phase: 'network', programs: ['flanneld'], reads: [], ready: 'later' },
  });
}

function planOnKubernetes(
  cluster: ResolvedCluster,
  flannel: ResolvedFlannel,
  store: FlannelOnKubernetes,
): NodeContribution {
  const { network, kubeconfig, certificate, key } = flannelLayout.kubernetes;
  const authority = cluster.paths.authority;
  const { users, embedded } = cluster.kubeconfig;
  const kubeconfigFor = kubeconfigsOf(cluster, users.flannel);
  const kubeconfigFile = embedded ? keyFile : plainFile;
  const server = cluster.balancer?.address ?? cluster.endpoint;
  const own = store.credentials === 'own';
  const shared = [
    plainFile(network, jsonText({ ...networksOf(cluster.podCIDRs), Backend: { Type: store.backend } }), origin),
  ];
  const proof = { certificate, key };
  const usedKubeconfig = own ? kubeconfig : cluster.paths.kubeletKubeconfig;
  const once = sharedFiles();
  const namedAtBoot = cluster.identity?.name != null;
  return (node, credentials) => {
    const unit = templates['flanneld.service']({
      after: 'kubelet.service',
      requires: null,
      members: null,
      nodeName: namedAtBoot ? null : `NODE_NAME=${node.name}`,
      ...identityFor(namedAtBoot),
      program: `${cluster.paths.binaries}/flanneld`,
      flags: ['-kube-subnet-mgr', `-kubeconfig-file=${usedKubeconfig}`, ...commonFlags(flannel)],
    });
    return {
      files: [
        ...(own && !embedded
          ? [
              once(plainFile(certificate, credentials.flannel.certificate, keyOrigin)),
              once(keyFile(key, credentials.flannel.key, keyOrigin)),
            ]
          : []),
        ...shared,
        ...(own
          ? [
              once(
                kubeconfigFile(kubeconfig, kubeconfigFor(server, proof, textsOf(credentials)), [
                  'spec',
                  'controlPlane',
                ]),
              ),
            ]
          : []),
        plainFile(unitPath, unit, origin),
      ],
      service: { unit: 'flanneld', phase: 'addons', programs: ['flanneld'], reads: [authority], ready: 'later' },
    };
  };
}

function textsOf({ authority, flannel: { certificate, key } }: NodeCredentials): EmbeddedTexts {
  return { authority, certificate, key };
}

/** flannel takes a range of each family by a name of its own. Source: flannel-io/flannel pkg/subnet/config.go. */
function networksOf(podCIDRs: readonly string[]) {
  const of = (family: Family) => podCIDRs.find((range) => rangeOf(range).family === family);
  const [ipv4, ipv6] = [of('IPv4'), of('IPv6')];
  return {
    ...(ipv4 ? { Network: ipv4 } : { EnableIPv4: false }),
    ...(ipv6 ? { EnableIPv6: true, IPv6Network: ipv6 } : {}),
  };
}

function commonFlags({ interface: name }: ResolvedFlannel): string[] {
  return [...(name === null ? [] : [`-iface=${name}`]), '-ip-masq'];
}
