import type { ControlPlaneKeys } from '../control-plane/keys.js';
import type { BootDocument, MakeKeys, Spec } from '../document/document.js';
import type { Named } from '../harness/outcomes.js';
import type { Course } from '../join/join.js';
import type { Hardware } from '../machine/hardware.js';
import type { Family } from '../network/address-families.js';
import { versions } from '../supplies/components.js';
import type { Suite } from '../supplies/guest.js';
import type { OwnImage } from '../supplies/image.js';
import { oldCni } from '../supplies/old-plugins.js';
import type { Supply } from '../supplies/supply.js';
import type { Provider } from './providers.js';

/** One variant of a node: how its spec differs from fixtures/current-containerd, and what a cluster does for it. */
export interface ClusterRow extends Named {
  /** What is tried, in a sentence for the table's reader. */
  readonly what: string;
  readonly guest: Suite;
  /** Other releases than the newest. */
  readonly releases?: Partial<Releases>;
  /** The release of Debian's Docker, in place of containerd, which comes inside it. */
  readonly docker?: string;
  /** With flanneld, and CNI plugins of the time when its plugin was among them: upstream's own can't be built. */
  readonly flannel?: boolean;
  /** Of its cluster, the first one first: IPv4 alone, where nothing is said. */
  readonly families?: readonly Family[];
  /** Writes a spec and its keys into the folder, in place of the fixture: `cluster.yaml` and `pki`. */
  readonly adopts?: (folder: string, supply: Supply) => Promise<Spec>;
  /** Images besides the test's own. */
  readonly images?: (supply: Supply, signal: AbortSignal) => Promise<readonly OwnImage[]>;
  /** Laid over the spec. */
  readonly spec?: Spec['spec'];
  /** More of it, with what is made anew for each run, in a folder where the row's course finds it again. */
  readonly ownSpec?: (folder: string, supply: Supply) => Promise<Spec['spec']>;
  /** Whose machines they are, by their firmware and by the metadata service that gives them their user-data. */
  readonly provider?: Provider;
  /** One document for all machines of a pool, which find out from the provider who they are. */
  readonly shared?: boolean;
  /** A second machine with a document of its own. */
  readonly hasNeighbour?: boolean;
  /** What its machine is built of; the folder is that of `ownSpec`. */
  readonly hardware?: (folder: string) => Hardware;
  /** Changes its image, mounted at `root`, before the first boot. */
  readonly image?: (change: ImageChange) => Promise<unknown>;
  /** More words for its kernel's command line, at every boot. */
  readonly kernelWords?: readonly string[];
  /** Where its machines download from, by its own word: the test's mirror, where nothing is said. */
  readonly mirrors?: readonly string[];
  /** Debian's packages that the document installs besides, with all that they need. */
  readonly packages?: readonly string[];
  /** How its keys come into their folder, and what of them the control plane is made with. */
  readonly keys?: { readonly make: MakeKeys; readonly controlPlane?: (pki: string) => ControlPlaneKeys };
  /** Makes what the running node becomes by scripts, from the spec's file and its folder of keys. */
  readonly changes?: (spec: string, pki: string, node: string) => Promise<NonNullable<BootDocument['later']>>;
  /** The Kubernetes that the running node gets by its script. */
  readonly upgradesTo?: string;
  /** Throws where the document is none of what the row is about; says what it is. */
  readonly isMeant: (document: BootDocument) => string;
  readonly course?: Course;
}

/** An image that a row changes. */
export interface ImageChange {
  readonly root: string;
  readonly suite: Suite;
  /** That of the row's `ownSpec`. */
  readonly folder: string;
}

/** A variant that can't be tried here. */
export interface SkippedRow extends Named {
  readonly what: string;
  readonly why: string;
}

export interface Releases {
  /** Of kubelet and kube-proxy. */
  readonly kubernetes: string;
  /** Of the control plane: no older than the kubelet, where one of its age can be built. */
  readonly apiServer: string;
  readonly containerd: string;
}

export function releasesOf({ releases }: ClusterRow): Releases {
  const newest = { kubernetes: versions.kubernetes, apiServer: versions.kubernetes, containerd: versions.containerd };
  return { ...newest, ...releases };
}

export function familiesOf({ families = ['ipv4'] }: ClusterRow): readonly Family[] {
  return families;
}

export function cniOf({ flannel }: ClusterRow): string {
  return flannel ? oldCni : versions.cni;
}

/** An `isMeant` that looks for each of these in the document, packed as it may be, and for none of the others. */
export function holds(signs: readonly RegExp[], without: readonly RegExp[] = []): ClusterRow['isMeant'] {
  return ({ text, readable: document = text }) => {
    const missing = signs.filter((sign) => !sign.test(document));
    const present = without.filter((sign) => sign.test(document));
    if (missing.length > 0) throw new Error(`the document lacks ${missing.join(', ')}`);
    if (present.length > 0) throw new Error(`the document has ${present.join(', ')}`);
    return signs.map((sign) => sign.exec(document)?.[0].trim()).join(', ');
  };
}
