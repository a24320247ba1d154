import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { type KubeadmPrograms, makeKubeadmCluster, startKubeadmCluster } from '../control-plane/kubeadm.js';
import { bootwright, type Spec } from '../document/document.js';
import { cacheFolder } from '../harness/places.js';
import { Teardown } from '../harness/teardown.js';
import { eventually } from '../harness/wait.js';
import type { Laboratory, StartControlPlane } from '../machine/laboratory.js';
import { openNetwork } from '../network/network.js';
import type { Binaries } from '../supplies/binaries.js';
import { versions } from '../supplies/components.js';
import { proxyImage } from '../supplies/proxy-image.js';
import type { Supply } from '../supplies/supply.js';
import { networkAddOn } from './network-add-on.js';
import { type ClusterRow, holds } from './row.js';

const release = versions.kubernetes;

/** Where the row's folder keeps the cluster that kubeadm made. */
const madeIn = (folder: string): string => join(folder, 'kubeadm');

/** The cluster goes on where its owner has copied from it. */
const startAdopted: StartControlPlane = async (network, { binaries }, { pki }, folder, signal) =>
  startKubeadmCluster(network, await programsOf(binaries), madeIn(dirname(pki)), folder, signal);

/** The cluster exists, and its owner copies three things of it, as docs/kubeadm-cluster.md says. */
export const kubeadmAdopted: ClusterRow = {
  name: 'kubeadm-adopted',
  what: `a cluster that kubeadm ${release} made: its PKI, its manifests' flags, its ConfigMaps and tokens, kube-proxy as its DaemonSet; \`bootwright adopt\` writes the spec`,
  guest: 'trixie',
  adopts: adoptCluster,
  // All that there is of them came with the spec.
  keys: { make: async () => undefined },
  images: async (supply, signal) => [await proxyImage(supply.kubernetes(release), release, signal)],
  isMeant: holds([/token: (?=[a-z0-9]{6}\.[a-z0-9]{16})/], [/PRIVATE KEY/, /kube-proxy\.service/]),
  course: {
    site: { controlPlane: startAdopted },
    addOn: networkAddOn,
    whenReady: { what: "kubeadm's DaemonSet runs kube-proxy on the node", take: proxyRuns },
    expects: { appliesNothing: true },
    atEnd: { what: 'the node is the one of its token, by the rights that kubeadm gave it', take: joinedByToken },
  },
};

async function programsOf({ etcd, kubernetes }: Pick<Binaries, 'etcd' | 'kubernetes'>): Promise<KubeadmPrograms> {
  const name = `kubeadm-${release.split('.')[1]}-`;
  const built = existsSync(cacheFolder) ? (await readdir(cacheFolder)).filter((each) => each.startsWith(name)) : [];
  const newest = built.sort().at(-1);
  if (newest === undefined) throw new Error(`${join(cacheFolder, name)}… is not there: .ci/judges builds it`);
  return { etcd, kubernetes, kubeadm: join(cacheFolder, newest, 'kubeadm'), release };
}

/** Follows the guide: kubeadm's cluster is on for as long as its owner copies, then the spec is written from that alone. */
async function adoptCluster(folder: string, supply: Supply): Promise<Spec> {
  await mkdir(madeIn(folder), { recursive: true });
  const teardown = new Teardown();
  const { signal } = new AbortController();
  const { etcd } = supply.binaries;
  const programs = await programsOf({ etcd, kubernetes: supply.kubernetes(release) });
  try {
    const network = await openNetwork(folder, teardown);
    const copies = await makeKubeadmCluster(network, programs, madeIn(folder), signal);
    for (const [name, text] of Object.entries(copies)) await writeFile(join(folder, name), text, { mode: 0o600 });
  } finally {
    await teardown.run();
  }
  const files = ['kubeadm-config.yaml', 'ca.crt', 'join.txt'].map((name) => join(folder, name));
  const machines = ['--provider', 'generic', '--os', 'debian-13'];
  await bootwright('adopt', ...files, ...machines, '--spec', join(folder, 'cluster.yaml'));
  return parse(await readFile(join(folder, 'cluster.yaml'), 'utf8')) as Spec;
}

async function proxyRuns({ kubectl, signal }: Laboratory): Promise<string> {
  const pod = await eventually("kube-proxy's pod is ready", 120_000, signal, async () => {
    const { items } = await kubectl.get<{ items: ProxyPod[] }>('pods', '-n=kube-system', '-l=k8s-app=kube-proxy');
    return items.find(({ status }) => status.containerStatuses?.every(({ ready }) => ready));
  });
  return `${pod.metadata.name}, ${pod.spec.containers[0]?.image}`;
}

interface ProxyPod {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly containers: readonly { readonly image: string }[] };
  readonly status: { readonly containerStatuses?: readonly { readonly ready: boolean }[] };
}

async function joinedByToken({ kubectl }: Laboratory): Promise<string> {
  const { items } = await kubectl.get<{ items: Request[] }>('csr');
  const first = items.find(({ spec }) => spec.username.startsWith('system:bootstrap:'));
  const approved = first?.status.conditions?.some(
    ({ type, reason }) => type === 'Approved' && reason === 'AutoApproved',
  );
  if (first === undefined || !approved) throw new Error(JSON.stringify(items));
  return `${first.spec.username}, ${first.spec.groups.join(', ')}`;
}

interface Request {
  readonly spec: { readonly username: string; readonly groups: readonly string[] };
  readonly status: { readonly conditions?: readonly { readonly type: string; readonly reason?: string }[] };
}
