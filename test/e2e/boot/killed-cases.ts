import { eventually } from '../harness/wait.js';
import type { Suite } from '../supplies/guest.js';
import type { BootCase } from './case.js';
import { appears, isWholeAndAlone, lastWord, readStatus, turnsReady } from './endings.js';
import type { Stage } from './stage.js';

const minuteMs = 60_000;

/** A way in which somebody on the machine ends the install while it works. */
interface Killing {
  readonly name: string;
  readonly what: string;
  /** The step in which it happens. */
  readonly step: string;
  readonly command: string;
}

const killings: readonly Killing[] = [
  {
    name: 'killed',
    what: 'the install is killed with SIGKILL while it fetches Kubernetes',
    step: 'kubernetes-node',
    command: 'kill -9 "$(systemctl show -p MainPID --value bootwright)"',
  },
  {
    name: 'killed-in-packages',
    what: 'the install and all that it runs are killed with SIGKILL while packages are installed',
    step: 'packages',
    command: 'systemctl kill --kill-who=all -s KILL bootwright',
  },
  {
    name: 'stopped',
    what: '"systemctl stop bootwright" while it fetches Kubernetes',
    step: 'kubernetes-node',
    command: 'systemctl stop bootwright',
  },
];

export function killedCases(guest: Suite): readonly BootCase[] {
  return killings.map(({ name, what, ...killing }) => ({
    name,
    what: `${what}: it says so, and goes on by itself`,
    guest,
    limitMinutes: 15,
    play: (stage) => goesOn(stage, killing),
  }));
}

async function goesOn(stage: Stage, { step, command }: Omit<Killing, 'name' | 'what'>): Promise<string> {
  const { machine, shell, note } = stage;
  machine.powerOn();
  await shell.opened(3 * minuteMs);
  await appears(stage, `/var/lib/bootwright/log/${step}`);
  const { attempt } = await readStatus(stage);
  await shell.run(command);
  note(await saysSo(stage));
  await turnsReady(stage, 8 * minuteMs);
  const status = await readStatus(stage);
  if (!(status.attempt > attempt)) throw new Error(`it is the same attempt: ${JSON.stringify(status)}`);
  // cloud-init saw an end that was none: what it says stands until the next boot.
  await isWholeAndAlone(stage, /^has {3}failed cloud-/);
  return lastWord(stage);
}

/** On the console, and in status.json as long as nothing goes on: nobody sees "running" of what doesn't run. */
function saysSo(stage: Stage): Promise<string> {
  const { machine, shell, signal } = stage;
  return eventually('the console says that the install has ended', minuteMs, signal, async () => {
    const [, said] = /bootwright: (FAILED.*(?:killed|stopped|signal|ended).*)/i.exec(await machine.serialText()) ?? [];
    const { state, error, attempt } = await readStatus(stage);
    const { stdout } = await shell.attempt('systemctl show -p MainPID --value bootwright');
    if (state === 'running' && stdout.trim() === '0') throw new Error('status.json says running, and nothing runs');
    return said === undefined
      ? undefined
      : `${said.trim()}; status.json: ${state}, attempt ${attempt}, ${error.trim()}`;
  });
}
