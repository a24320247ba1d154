import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeIsReady } from '../control-plane/outside.js';
import { fewerPods, type NodeScripts, olderRelease } from '../document/document.js';
import type { CommandResult } from '../harness/command.js';
import type { Report } from '../harness/report.js';
import { eventually } from '../harness/wait.js';
import { bootId } from '../machine/inside.js';
import type { Laboratory } from '../machine/laboratory.js';

const units = ['containerd', 'kubelet', 'kube-proxy'] as const;
type Starts = Readonly<Record<(typeof units)[number], string>>;

type Check = readonly [string, (lab: Laboratory, scripts: NodeScripts) => Promise<string | undefined>];

/** What the gate has time for. */
const leftAlone: readonly Check[] = [
  ['bootwright-status says ready, and crictl reaches the runtime', atHand],
  ['the same plan as a script restarts nothing', (lab, { same }) => restarts(lab, same, [])],
];

/** What `bash NODE.sh` does on a node that runs: nothing, what it must, or a refusal; one after the other. */
export const upgradeChecks: readonly Check[] = [
  ...leftAlone,
  ['--plan says what fewer pods ask for, which is refused as long as pods may run', fewerPodsRefused],
  ['on a drained node it restarts the kubelet alone', fewerPodsAllowed],
  ['an older Kubernetes is refused', olderIsRefused],
  ['the first plan comes back', (lab, { same }) => restarts(lab, same, ['kubelet'])],
];

/** What changes on a node that runs is a row of `e2e:boot`, script-on-a-running-node. */
export async function staysAsItIs(lab: Laboratory, report: Report): Promise<void> {
  const { scripts } = lab.document;
  if (scripts === undefined) return report.skip('the script on the running node', 'the document was given ready-made');
  for (const [what, check] of leftAlone) await report.check(what, () => check(lab, scripts));
}

async function atHand({ shell }: Laboratory): Promise<undefined> {
  const said = await shell.run('bootwright-status');
  if (!said.includes('state:ready\n')) throw new Error(said);
  await shell.run('crictl version | grep -q RuntimeName');
}

/** Runs a script, and sees which units it started anew. */
async function restarts(lab: Laboratory, script: string, wanted: readonly string[], flags = ''): Promise<string> {
  const before = await starts(lab);
  const { code, stdout, stderr } = await runScript(lab, script, flags);
  if (code !== 0) throw new Error(`exit status ${code}\n${stdout}${stderr}`);
  const after = await starts(lab);
  const restarted = units.filter((unit) => before[unit] !== after[unit]);
  if (restarted.join() !== wanted.join()) throw new Error(`restarted: ${restarted.join(', ') || 'nothing'}`);
  return restarted.join(', ') || 'nothing';
}

async function fewerPodsRefused(lab: Laboratory, { fewerPods: script }: NodeScripts): Promise<string> {
  const before = await starts(lab);
  const planned = await runScript(lab, script, '--plan');
  const said = planned.stdout.trimEnd().split('\n').at(-1) ?? '';
  if (planned.code !== 0 || !said.endsWith(': needs a drain; restarts kubelet'))
    throw new Error(planned.stdout + planned.stderr);
  const { code, stderr } = await runScript(lab, script);
  if (code !== 1 || !stderr.includes('nothing was changed')) throw new Error(`exit status ${code}: ${stderr}`);
  if (JSON.stringify(await starts(lab)) !== JSON.stringify(before)) throw new Error('and yet a unit was restarted');
  return said;
}

async function fewerPodsAllowed(lab: Laboratory, scripts: NodeScripts): Promise<string> {
  const restarted = await restarts(lab, scripts.fewerPods, ['kubelet'], '--drained');
  await eventually(`the node takes ${fewerPods} pods`, 60_000, lab.signal, async () => {
    const { status } = await lab.kubectl.get<{ status: { capacity: { pods: string } } }>('node', lab.port.name);
    return status.capacity.pods === String(fewerPods) ? true : undefined;
  });
  await nodeIsReady(lab, await bootId(lab));
  return restarted;
}

async function olderIsRefused(lab: Laboratory, scripts: NodeScripts): Promise<string> {
  const before = await starts(lab);
  const { code, stderr } = await runScript(lab, scripts.older);
  if (code !== 1 || !stderr.includes(`newer than ${olderRelease}`)) throw new Error(`exit status ${code}: ${stderr}`);
  if (JSON.stringify(await starts(lab)) !== JSON.stringify(before)) throw new Error('and yet a unit was restarted');
  return stderr.trim();
}

/** What differs on the machine from its document: nothing. */
export async function driftIsNothing(lab: Laboratory): Promise<undefined> {
  const { script } = lab.document;
  if (script === undefined) throw new Error('there is no script of the document');
  const { code, stdout, stderr } = await runScript(lab, script, '--drift');
  if (code !== 0 || stdout !== '') throw new Error(`exit status ${code}\n${stdout}${stderr}`);
}

export async function runScript(
  { shell }: Laboratory,
  script: string,
  flags = '',
  limitMs = 180_000,
): Promise<CommandResult> {
  const file = join(tmpdir(), `bootwright-node-${process.pid}.sh`);
  await writeFile(file, script, { mode: 0o600 });
  await shell.copy(file, '/run/node.sh');
  return shell.attempt(`bash /run/node.sh ${flags}`, limitMs);
}

async function starts({ shell }: Laboratory): Promise<Starts> {
  const lines = await Promise.all(
    units.map((unit) => shell.run(`systemctl show -p ExecMainStartTimestampMonotonic --value ${unit}`)),
  );
  return Object.fromEntries(units.map((unit, index) => [unit, lines[index]?.trim()])) as Starts;
}
