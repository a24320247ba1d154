import * as outside from '../control-plane/outside.js';
import { eventually } from '../harness/wait.js';
import * as inside from '../machine/inside.js';
import { compareInventories, takeInventory } from './inventory.js';
import type { Stage } from './stage.js';

/** The two ways in which a boot may end, and what must be so at each. Both throw when it isn't. */

interface Status {
  readonly node: string;
  readonly state: string;
  readonly step: string;
  readonly error: string;
  readonly attempt: number;
}

const openLimitMs = 180_000;

/** READY and joined, and just what an uncut machine is, apart from what the case itself did to it. */
export async function endsReady(stage: Stage, limitMs = 300_000, apart?: RegExp): Promise<string> {
  await becomesReady(stage, limitMs);
  await isWholeAndAlone(stage, apart);
  return lastWord(stage);
}

/** The machine says READY in every way that it has, and the cluster sees a Ready node of this very boot. */
export async function becomesReady(stage: Stage, limitMs = 300_000): Promise<undefined> {
  const { shell } = stage;
  await shell.opened(openLimitMs);
  await inside.cloudInitIsDone(stage, limitMs);
  return saysReady(stage);
}

/** The same for an install that goes on by itself, of which cloud-init has seen no more than its first end. */
export async function turnsReady(stage: Stage, limitMs: number): Promise<undefined> {
  // The mark comes last, behind what is told.
  await eventually('the install is ready', limitMs, stage.signal, async () => {
    await stage.shell.run('test -e /var/lib/bootwright/ready');
    return (await readStatus(stage)).state === 'ready' ? true : undefined;
  });
  return saysReady(stage);
}

async function saysReady(stage: Stage): Promise<undefined> {
  const { shell } = stage;
  const status = await readStatus(stage);
  if (status.state !== 'ready' || status.error !== '') throw new Error(`status.json says ${JSON.stringify(status)}`);
  const said = await lastWord(stage);
  if (!said.startsWith('READY')) throw new Error(`the console said last: ${said}`);
  await shell.run('systemctl is-active bootwright || test -e /var/lib/bootwright/ready');
  await outside.nodeIsReady(stage, await inside.bootId(stage));
  return undefined;
}

/** Every planned file is as planned, and everything else as on a machine where nothing went wrong. */
export async function isWholeAndAlone(stage: Stage, apart?: RegExp): Promise<undefined> {
  await inside.filesAreAsPlanned(stage);
  const expected = await stage.inventories.get(stage.plainGuest);
  const all = compareInventories(expected, await takeInventory(stage.shell));
  const differences = all.filter((line) => !apart?.test(line));
  if (differences.length > 0) throw new Error(`not like the uncut machine:\n${differences.join('\n')}`);
  return undefined;
}

/** FAILED, with a step that `steps` allows and `reason` in what it says: on the console, in status.json, by cloud-init. */
export async function endsFailed(
  stage: Stage,
  steps: readonly string[],
  reason: RegExp,
  limitMs = 420_000,
): Promise<string> {
  await stage.shell.opened(openLimitMs);
  const { code, stdout } = await inside.cloudInitStatus(stage.shell, limitMs);
  if (code === 0 || !/^\.*status: error$/m.test(stdout)) throw new Error(`cloud-init exits ${code}: ${stdout}`);
  return saysFailed(stage, steps, reason);
}

export async function saysFailed(stage: Stage, steps: readonly string[], reason: RegExp): Promise<string> {
  const said = await lastWord(stage);
  const [, step = ''] = /^FAILED (\S+): /.exec(said) ?? [];
  if (!steps.includes(step) || !reason.test(said)) throw new Error(`the console said last: ${said}`);
  const status = await readStatus(stage);
  if (status.state !== 'failed' || status.step !== step || !reason.test(status.error))
    throw new Error(`status.json says ${JSON.stringify(status)}, the console ${said}`);
  const { stdout } = await stage.shell.attempt('systemctl is-failed bootwright');
  if (stdout.trim() !== 'failed') throw new Error(`bootwright.service is ${stdout.trim()}`);
  const { code } = await stage.shell.attempt('test -e /var/lib/bootwright/ready');
  if (code === 0) throw new Error('it is marked as ready');
  return said;
}

/** What the machine said last on its console. */
export async function lastWord({ machine }: Stage): Promise<string> {
  const said = [...(await machine.serialText()).matchAll(/bootwright: ((?:READY|FAILED).*)/g)].at(-1)?.[1];
  return said?.trim() ?? 'neither READY nor FAILED';
}

export async function readStatus({ shell }: Stage): Promise<Status> {
  const text = await shell.run('cat /var/lib/bootwright/status.json');
  try {
    return JSON.parse(text) as Status;
  } catch {
    throw new Error(`status.json is no JSON: ${text}`);
  }
}

/** Waits until a path is there on the machine. */
export function appears({ shell, signal }: Stage, path: string, limitMs = 120_000): Promise<boolean> {
  return eventually(`${path} is there`, limitMs, signal, async () => {
    await shell.run(`test -e '${path}'`);
    return true;
  });
}
