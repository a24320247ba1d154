import { authorityRows } from './authorities.js';
import { bootstrapToken } from './bootstrap-token.js';
import { cloudAndBalancer } from './cloud-and-balancer.js';
import { dataDisks } from './data-disks.js';
import { dockershim } from './docker.js';
import { familyRows } from './family-rows.js';
import { hardened } from './hardened.js';
import { ignitionRow } from './ignition-row.js';
import { kubeadmAdopted } from './kubeadm-adopted.js';
import { lifeRows } from './lives.js';
import { operatorFields } from './operator-fields.js';
import { packedRows } from './packed.js';
import { privateEverything } from './private-everything.js';
import { proxyRows } from './proxies.js';
import { registryMirror } from './registry-row.js';
import { guestRows, releaseRows } from './releases.js';
import { rotated } from './rotated.js';
import type { ClusterRow, SkippedRow } from './row.js';
import { systemRows } from './systems.js';
import { twoMachineRows } from './two-machines.js';

/** The whole table, in the order in which it runs. */
export const rows: readonly ClusterRow[] = [
  ...proxyRows,
  bootstrapToken,
  ...authorityRows,
  kubeadmAdopted,
  rotated,
  ...releaseRows,
  ...guestRows,
  ...packedRows,
  dockershim,
  registryMirror,
  ignitionRow,
  hardened,
  dataDisks,
  privateEverything,
  operatorFields,
  cloudAndBalancer,
  ...familyRows,
  ...lifeRows,
  ...systemRows,
  ...twoMachineRows,
];

const notServed = 'the Go module proxy does not serve its module, and no Debian has it';

/** What the table lacks, and why. */
export const skippedRows: readonly SkippedRow[] = [
  {
    name: 'gvisor',
    what: 'pods in gVisor by a handler of the spec',
    why: "Debian's runsc comes without containerd-shim-runsc-v1, and the Go module proxy does not serve gVisor",
  },
  { name: 'cri-dockerd', what: 'Docker with Kubernetes 1.24 and newer', why: notServed },
  { name: 'crio', what: 'CRI-O in place of containerd', why: notServed },
];
