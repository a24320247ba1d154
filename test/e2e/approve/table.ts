import { join } from 'node:path';
import { startControlPlane } from '../control-plane/control-plane.js';
import { keysIn } from '../control-plane/keys.js';
import { readFixture, renderSpec } from '../document/document.js';
import { withinLimit } from '../harness/attempt.js';
import { patient } from '../harness/patience.js';
import { inWorkFolder, runProgram } from '../harness/program.js';
import { Interruption, Report } from '../harness/report.js';
import type { Table } from '../harness/table.js';
import { openNetwork } from '../network/network.js';
import { buildBinaries } from '../supplies/binaries.js';
import { type ApprovalSite, wayIn } from './approval.js';
import {
  deleteForgeries,
  onlyKubeletsAreApproved,
  type Senders,
  sendForgeries,
  sendGenuine,
  victim,
} from './forged-requests.js';

/** The name of a request that is to be approved. */
const genuine = 'kubelet';

/** A control plane and no machine: forged requests meet a real API server, and the nodes' keys are those of the product. */
async function run(work: string | undefined, stopped: AbortSignal): Promise<number> {
  const binaries = await buildBinaries(stopped);
  const late = new Interruption('it took too long');
  const end = await inWorkFolder(work, async (folder) => {
    const passed = await withinLimit(stopped, patient(300_000), late, async ({ teardown, interruption }) => {
      const { pki } = await renderSpec(await readFixture('current-containerd'), victim.node, folder);
      const network = await openNetwork(folder, teardown);
      const { signal } = interruption;
      const { kubectl } = await startControlPlane(
        network,
        binaries,
        keysIn(pki),
        join(folder, 'control-plane'),
        signal,
      );
      const spec = join(folder, 'cluster.yaml');
      const site = {
        network,
        programs: binaries.kubernetes,
        kubectl,
        spec,
        pki,
        folder: join(folder, 'approval'),
        signal,
      };
      return meetForgeries(site);
    });
    return passed === true ? 'passed' : 'failed';
  });
  return end === 'passed' ? 0 : 1;
}

async function meetForgeries(site: ApprovalSite): Promise<boolean> {
  const report = new Report();
  const senders = await sendersOf(site);
  let forged: ReadonlyMap<string, string> = new Map();
  const sent = await report.check('forged requests are sent with the keys of a node', async () => {
    forged = await sendForgeries(site, senders);
    return `${forged.size} taken`;
  });
  if (!sent) return false;
  await report.check("only a kubelet's request is approved and issued", async () => {
    await sendGenuine(site, senders.node, genuine);
    return onlyKubeletsAreApproved(site, forged, [genuine]);
  });
  await report.check('the forgeries are deleted', () =>
    deleteForgeries(site, senders.admin, forged.keys()).then(() => undefined),
  );
  console.log(report.summary());
  return report.failed === 0;
}

/** The keys that lie in the documents of two nodes, and the administrator's. */
async function sendersOf(site: ApprovalSite): Promise<Senders> {
  const pairOf = (file: string) => ({
    certificate: join(site.pki, `${file}.pem`),
    key: join(site.pki, `${file}-key.pem`),
  });
  return {
    node: await wayIn(site, 'node', pairOf(`nodes/${victim.node}`)),
    neighbour: await wayIn(site, 'neighbour', pairOf(`nodes/${victim.other}`)),
    admin: await wayIn(site, 'admin', pairOf('admin')),
  };
}

const usage = `usage: node build/e2e/main.js approve [--work DIR]

  --work DIR       keep logs and work files here`;

function parse(argv: readonly string[]): string | undefined {
  const [option, folder, ...more] = argv;
  if (option === undefined) return undefined;
  if (option !== '--work' || folder === undefined || more.length > 0) throw new Error(`unknown: ${argv.join(' ')}`);
  return folder;
}

export const approveTable: Table = {
  rows: [
    {
      name: 'approve',
      what: "of over a hundred requests at a real API server, bootwright approve takes the kubelet's own alone",
    },
  ],
  run: (argv) => runProgram({ what: 'forged requests at an API server', usage, parse, run }, argv),
};
