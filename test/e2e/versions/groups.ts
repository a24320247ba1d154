import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Attempt, twiceAtMost, withinLimit } from '../harness/attempt.js';
import { type Outcome, timed } from '../harness/outcomes.js';
import { patient } from '../harness/patience.js';
import { Interruption } from '../harness/report.js';
import type { EmulatorFault } from '../machine/machine.js';
import type { Port } from '../network/network.js';
import type { Suite } from '../supplies/guest.js';
import type { Supply } from '../supplies/supply.js';
import type { VersionCase } from './case.js';
import { playRow } from './play-row.js';
import { rows } from './rows.js';
import { packSeed004, playSeed004, seed004 } from './seed-004.js';
import { openStage } from './stage.js';

/** Cases that share a machine, and how they are played on it. */
export interface Group {
  readonly name: string;
  readonly cases: readonly VersionCase[];
  play(attempt: GroupAttempt): Promise<void>;
}

export interface GroupAttempt extends Attempt {
  readonly supply: Supply;
  readonly port: Port;
  readonly folder: string;
  /** Plays a case unless it was told of, and tells of it. */
  readonly told: (played: VersionCase, play: () => Promise<string>) => Promise<void>;
}

const guests = [...new Set(rows.map(({ guest }) => guest))];

export const groups: readonly Group[] = [
  ...guests.map((suite) => rowsOn(suite)),
  {
    name: seed004.name,
    cases: [seed004],
    play: async ({ supply, port, folder, teardown, interruption, told }) => {
      const release = await packSeed004(supply, interruption.signal);
      await told(seed004, () => playSeed004(supply, release, port, folder, teardown, interruption));
    },
  },
];

function rowsOn(suite: Suite): Group {
  const ofSuite = rows.filter(({ guest }) => guest === suite);
  return {
    name: suite,
    cases: ofSuite,
    play: async ({ supply, port, folder, teardown, interruption, told }) => {
      const stage = await openStage(supply, suite, port, folder, teardown, interruption);
      for (const row of ofSuite) {
        await told(row, async () => {
          const logs = join(folder, row.name);
          await mkdir(logs, { recursive: true });
          return playRow(row, stage, logs);
        });
      }
    },
  };
}

const limitMs = patient(40 * 60_000);

/** Plays the selected cases of a group; what an emulator's fault has left open is played on a second machine. */
export async function playGroup(
  group: Group,
  selected: ReadonlySet<VersionCase>,
  supply: Supply,
  port: Port,
  work: string,
  stopped: AbortSignal,
  tell: (outcome: Outcome<VersionCase>) => void,
): Promise<void> {
  const open = new Set(group.cases.filter((one) => selected.has(one)));
  const finish = (outcome: Outcome<VersionCase>): void => {
    open.delete(outcome.played);
    tell(outcome);
  };
  const fault = await twiceAtMost(join(work, group.name), async (folder) =>
    open.size === 0 ? undefined : play(group, open, supply, port, folder, stopped, finish),
  );
  if (fault === undefined) return;
  for (const played of open) tell({ played, passed: false, word: 'the emulator failed twice', seconds: 0 });
}

function play(
  group: Group,
  open: ReadonlySet<VersionCase>,
  supply: Supply,
  port: Port,
  folder: string,
  stopped: AbortSignal,
  finish: (outcome: Outcome<VersionCase>) => void,
): Promise<EmulatorFault | undefined> {
  const late = new Interruption(`the machine of ${group.name} took more than ${limitMs / 60_000} minutes`);
  return withinLimit(stopped, limitMs, late, async ({ teardown, interruption }) => {
    const told: GroupAttempt['told'] = async (played, playOne) => {
      if (!open.has(played)) return;
      const outcome = timed(played);
      try {
        finish(outcome(true, await playOne()));
      } catch (error) {
        interruption.signal.throwIfAborted();
        finish(outcome(false, error instanceof Error ? error.message : String(error)));
      }
    };
    await mkdir(folder, { recursive: true });
    await group.play({ supply, port, folder, teardown, interruption, told });
    return undefined;
  });
}
