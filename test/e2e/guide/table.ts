import { readFile, writeFile } from 'node:fs/promises';
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
import { clusterLines } from './pages.js';

const version = '1.35.8';
const workers = ['worker-0', 'worker-1'];

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
      return read(await openTerminal(network, kubernetes, kubectl, pki, reader, version, signal));
    });
    return passed === true ? 'passed' : 'failed';
  });
  return end === 'passed' ? 0 : 1;
}

/** Nodes as the workers make them, without machines behind them. */
const nodes = workers.map((name) => ({ apiVersion: 'v1', kind: 'Node', metadata: { name } }));

async function names({ kubectl }: Terminal): Promise<string> {
  const { items } = await kubectl.get<{ items: { metadata: { name: string } }[] }>('nodes');
  return items.map(({ metadata }) => metadata.name).join(' ');
}

async function unschedulable({ kubectl }: Terminal): Promise<boolean> {
  const { spec } = await kubectl.get<{ spec: { unschedulable?: boolean } }>('node', 'worker-0');
  return spec.unschedulable === true;
}

/** What each part of the guide must lead to, in its order. */
const steps: readonly (readonly [what: string, take: (terminal: Terminal) => Promise<string | undefined>])[] = [
  [
    "kubeadm's ConfigMap, CA and join command are copied",
    async ({ follow, folder }) => {
      await follow(clusterLines('guide', 'copies'));
      return (await readFile(join(folder, 'join.txt'), 'utf8'))
        .split(' ')
        .slice(0, 4)
        .join(' ')
        .replace(/\.\w+$/, '.…');
    },
  ],
  [
    'adopt writes a spec of them that renders two workers',
    async ({ follow, folder }) => {
      await follow(clusterLines('guide', 'adopt'));
      const spec = join(folder, 'cluster.yaml');
      const text = await readFile(spec, 'utf8');
      await writeFile(spec, text.slice(0, text.indexOf('  target:')) + clusterLines('guide', 'workers'));
      const said = await follow(clusterLines('guide', 'render'));
      if (!said.includes(`2 documents for Kubernetes ${version}`)) throw new Error(said);
      return undefined;
    },
  ],
  [
    'the nodes are listed',
    async (terminal) => {
      await terminal.kubectl.apply(...nodes);
      const said = await terminal.follow(clusterLines('guide', 'nodes'));
      if (!workers.every((name) => said.includes(name))) throw new Error(said);
      return undefined;
    },
  ],
  [
    'no request waits, and none is approved',
    async ({ follow }) => {
      await follow(clusterLines('faq', 'approve'));
      return undefined;
    },
  ],
  [
    'a change in place: the node is drained and taken back',
    async (terminal) => {
      await terminal.follow(clusterLines('guide', 'upgrade'));
      const [drain = '', ...rest] = clusterLines('guide', 'in place').split('\n');
      await terminal.follow(drain);
      if (!(await unschedulable(terminal))) throw new Error(`${drain}: pods may still be scheduled`);
      await terminal.follow(rest.join('\n'));
      if (await unschedulable(terminal)) throw new Error(`${rest.join('; ')}: no pod may be scheduled`);
      return undefined;
    },
  ],
  [
    'a new machine: the node is drained and deleted',
    async (terminal) => {
      await terminal.follow(clusterLines('guide', 'replace'));
      return names(terminal);
    },
  ],
  [
    'the removal first says what it does, and then does it',
    async (terminal) => {
      await terminal.kubectl.apply(...nodes);
      const [shown = '', done = ''] = clusterLines('guide', 'removal').split('\n');
      // It ends with 2, so that a script notices that nothing is done yet.
      const said = await terminal.follow(`${shown.replace(/\s+#.*/, '')} || [ $? = 2 ]`);
      if ((await names(terminal)) !== workers.join(' ')) throw new Error(`${shown} took nodes away:\n${said}`);
      await terminal.follow(done);
      if ((await names(terminal)) !== '') throw new Error(`nodes are left: ${await names(terminal)}`);
      return undefined;
    },
  ],
];

async function read(terminal: Terminal): Promise<boolean> {
  const report = new Report();
  for (const [what, take] of steps) if (!(await report.check(what, () => take(terminal)))) break;
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
      what: "docs/guide.md's own lines, in their order, with a real kubeadm, kubectl and API server",
    },
  ],
  run: (argv) => runProgram({ what: "the guide's lines at an API server", usage, parse, run }, argv),
};
