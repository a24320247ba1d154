import { upgradeChecks } from '../join/upgrade.js';
import type { Suite } from '../supplies/guest.js';
import type { BootCase } from './case.js';
import { becomesReady, isWholeAndAlone } from './endings.js';
import type { Stage } from './stage.js';

/** The script envelope on a node that runs: nothing to do, an upgrade, a downgrade refused, and back again. */
export function scriptCase(guest: Suite): BootCase {
  return {
    name: 'script-on-a-running-node',
    what: `bash NODE.sh: ${upgradeChecks
      .slice(1)
      .map(([what]) => what)
      .join('; ')}`,
    guest,
    limitMinutes: 15,
    play: runScripts,
  };
}

async function runScripts(stage: Stage): Promise<string> {
  const { scripts } = stage.document;
  if (scripts === undefined) throw new Error('there are no scripts');
  stage.machine.powerOn();
  await becomesReady(stage);
  for (const [what, check] of upgradeChecks) {
    const said = await check(stage, scripts);
    stage.note(said === undefined ? what : `${what}: ${said}`);
  }
  await isWholeAndAlone(stage);
  return `${upgradeChecks.length} checks; in the end like a machine that saw no script`;
}
