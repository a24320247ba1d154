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
import { openTerminal, type Terminal } from './control-plane.js';
import { guideSteps, guideVersion } from './guide-steps.js';
import { pageSteps } from './page-steps.js';

/** A control plane and no machine: the lines of the guide and of the other pages, one after the other, as a reader runs them. */
async function run(work: string | undefined, stopped: AbortSignal): Promise<number> {
  const binaries = await buildBinaries(stopped);
  const late = new Interruption('it took too long');
  const end = await inWorkFolder(work, async (folder) => {
    const passed = await withinLimit(stopped, patient(300_000), late, async ({ teardown, interruption }) => {
      const { pki } = await renderSpec(await readFixture('current-containerd'), 'worker-0', folder);
      const network = await openNetwork(folder, teardown);
      const { signal } = interruption;
      const place = join(folder, 'control-plane');
      const { kubectl } = await startControlPlane(network, binaries, keysIn(pki), place, signal);
      const { kubernetes } = binaries;
      const reader = join(folder, 'reader');
      return read(await openTerminal(network, kubernetes, kubectl, pki, reader, guideVersion, signal));
    });
    return passed === true ? 'passed' : 'failed';
  });
  return end === 'passed' ? 0 : 1;
}

async function read(terminal: Terminal): Promise<boolean> {
  const report = new Report();
  for (const [what, take] of [...guideSteps, ...pageSteps])
    if (!(await report.check(what, () => take(terminal)))) break;
  console.log(report.summary());
  return report.failed === 0;
}

const usage = `usage: node build/e2e/main.js guide [--work DIR]

  --work DIR       keep logs and work files here`;

function parse(argv: readonly string[]): string | undefined {
  const [option, folder, ...more] = argv;
  if (option === undefined) return undefined;
  if (option !== '--work' || folder === undefined || more.length > 0) throw new Error(`unknown: ${argv.join(' ')}`);
  return folder;
}

export const guideTable: Table = {
  rows: [
    {
      name: 'guide',
      what: 'the lines of docs/guide.md in their order, and those of other pages, with a real kubeadm, kubectl and API server',
    },
  ],
  run: (argv) => runProgram({ what: "the guide's lines at an API server", usage, parse, run }, argv),
};
