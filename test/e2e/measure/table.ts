import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startControlPlane } from '../control-plane/control-plane.js';
import { keysIn } from '../control-plane/keys.js';
import type { Kubectl } from '../control-plane/kubectl.js';
import { renderDocument } from '../document/document.js';
import { type Attempt, twiceAtMost, withinLimit } from '../harness/attempt.js';
import { patient } from '../harness/patience.js';
import { inWorkFolder, runProgram } from '../harness/program.js';
import { Interruption } from '../harness/report.js';
import type { Table } from '../harness/table.js';
import { eventually } from '../harness/wait.js';
import { EmulatorFault, Machine } from '../machine/machine.js';
import { openShell, type Shell } from '../machine/shell.js';
import { startMirror } from '../network/mirror.js';
import { type Network, openNetwork, type Port, ports } from '../network/network.js';
import { type Binaries, buildBinaries } from '../supplies/binaries.js';
import { buildGuest, type Guest } from '../supplies/guest.js';
import { packRelease } from '../supplies/release.js';
import { seedsWay, startedFile } from './seeds-way.js';

/**
 * How long it takes from the first line of the install to kubelet's healthz, the product's way and the seeds' way:
 * the same machine, the same artifacts, the same mirror far away.
 */

const line = { latencyMs: 40, bytesPerSecond: 20_000_000 };
const bound = 0.7;
const limitMs = 6 * 60_000;
const port = ports[0] as Port;

const usage = `usage: node build/e2e/main.js measure [--runs N] [--work DIR]

  --runs N    measure each way so many times and take the medians (default: 1)
  --work DIR  keep logs and work files here`;

/** One of the two ways: its document, and the shell command that prints when it began, in seconds since boot. */
interface Way {
  readonly name: string;
  readonly document: string;
  readonly began: string;
}

interface Options {
  readonly runs: number;
  readonly work: string | undefined;
}

function parse(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: { runs: { type: 'string', default: '1' }, work: { type: 'string' } },
  });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) throw new Error(`--runs takes a whole number, not ${values.runs}`);
  return { runs, work: values.work };
}

async function run({ runs, work }: Options, stopped: AbortSignal): Promise<number> {
  const end = await inWorkFolder(work, async (folder) => {
    const limit = patient(2 * runs * limitMs);
    const late = new Interruption(`the measure took more than ${limit / 60_000} minutes`);
    const medians = await withinLimit(stopped, limit, late, (attempt) => measure(runs, folder, attempt));
    if (medians instanceof EmulatorFault) throw medians;
    const [ours, theirs] = medians;
    const ratio = ours / theirs;
    console.log(
      `ours ${ours.toFixed(1)} s, the seeds' way ${theirs.toFixed(1)} s: ${ratio.toFixed(2)} of it (bound ${bound})`,
    );
    return ratio <= bound ? 'passed' : 'failed';
  });
  return end === 'passed' ? 0 : 1;
}

/** The medians in seconds: ours, and the seeds' way. */
async function measure(
  runs: number,
  work: string,
  { teardown, interruption }: Attempt,
): Promise<readonly [number, number]> {
  const { signal } = interruption;
  const binaries = await buildBinaries(signal);
  const release = await packRelease(binaries, signal);
  const guest = await buildGuest('trixie', signal);
  const { text, pki } = await renderDocument(port.name, release, join(work, 'cluster'), {});
  const network = await openNetwork(work, teardown);
  await startMirror(network, release, [guest], { line });
  const { kubectl } = await startControlPlane(network, binaries, keysIn(pki), join(work, 'control-plane'), signal);
  const ways: readonly [Way, Way] = [
    {
      name: 'ours',
      document: text,
      began: "systemctl show -p ExecMainStartTimestampMonotonic --value bootwright | awk '{ print $1 / 1e6 }'",
    },
    { name: "the seeds' way", document: seedsWay(text, release), began: `cat ${startedFile}` },
  ];
  const found: [number[], number[]] = [[], []];
  for (let run = 1; run <= runs; run++) {
    for (const [index, way] of ways.entries()) {
      const site = { network, guest, binaries, kubectl, folder: join(work, `${run}-${index}`) };
      const seconds = await secondsOf(way, site, signal);
      console.log(`run ${run}, ${way.name}: ${seconds.toFixed(1)} s`);
      found[index]?.push(seconds);
    }
  }
  return [median(found[0]), median(found[1])];
}

/** Where a machine is booted. */
interface Site {
  readonly network: Network;
  readonly guest: Guest;
  readonly binaries: Binaries;
  readonly kubectl: Kubectl;
  readonly folder: string;
}

/** A way's seconds on a fresh machine; where the emulator fails, on one more. */
async function secondsOf(
  way: Way,
  { network, guest, binaries, kubectl, folder }: Site,
  signal: AbortSignal,
): Promise<number> {
  const late = new Interruption('the boot took too long');
  const end = await twiceAtMost(folder, (place) =>
    withinLimit(signal, patient(limitMs), late, async ({ interruption }) => {
      await mkdir(place, { recursive: true });
      const machine = new Machine(network, guest, binaries, port, place, (reason) => interruption.abort(reason));
      const shell = await openShell(network, guest, port, place, interruption.signal);
      return bootOnce(way, machine, shell, kubectl, interruption.signal).finally(async () => {
        await shell.close();
        await machine.cutPower();
        await rm(join(place, 'disk.qcow2'), { force: true });
      });
    }),
  );
  if (end instanceof EmulatorFault) throw end;
  return end;
}

async function bootOnce(
  { document, began }: Way,
  machine: Machine,
  shell: Shell,
  kubectl: Kubectl,
  signal: AbortSignal,
): Promise<number> {
  await kubectl.run('delete', 'node', port.name, '--ignore-not-found');
  await machine.create(document);
  machine.powerOn({ hook: ['healthz'] });
  const end = await eventually("kubelet's healthz answers", limitMs, signal, async () => {
    const said = /hook: healthz answers at (\d+) us/.exec(await machine.serialText());
    return said === null ? undefined : Number(said[1]) / 1e6;
  });
  await shell.opened(60_000);
  const start = Number(await shell.run(began));
  if (!(start > 0 && start < end)) throw new Error(`the install began at ${start} s and ended at ${end} s`);
  // A kubelet that is well but knows no cluster would be no node.
  await eventually('the node is Ready', 120_000, signal, () =>
    kubectl.run('wait', '--for=condition=Ready', `node/${port.name}`, '--timeout=1s'),
  );
  return end - start;
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

export const measureTable: Table = {
  rows: [
    {
      name: 'measure',
      what: `from the install's first line to the kubelet's healthz in at most ${bound} of the seeds' time`,
      guest: 'trixie',
    },
  ],
  run: (argv) => runProgram({ what: 'the measure', usage, parse, run }, argv),
};
