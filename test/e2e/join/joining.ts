import type { BootDocument } from '../document/document.js';
import { twiceAtMost, withinLimit } from '../harness/attempt.js';
import { patient } from '../harness/patience.js';
import { Interruption, Report } from '../harness/report.js';
import { gatherEvidence } from '../machine/evidence.js';
import { openLaboratory, type Supplies } from '../machine/laboratory.js';
import { EmulatorFault } from '../machine/machine.js';
import type { Port } from '../network/network.js';
import { type Course, join } from './join.js';

const limitMs = patient(20 * 60_000);

/** A machine that is to join a cluster of its own. */
export interface Joining {
  readonly supplies: Supplies;
  readonly document: BootDocument;
  readonly port: Port;
  readonly course?: Course;
  /** Throws where the document is none of what the case is about; says what it is. */
  readonly isMeant?: (document: BootDocument) => string;
}

export interface Joined {
  readonly passed: boolean;
  /** What was seen, in a line. */
  readonly word: string;
}

/** The machine joins, works, and does so again after a restart. Where the emulator fails, all of it once more. */
export async function joinTwiceAtMost(joining: Joining, work: string, stopped: AbortSignal): Promise<Joined> {
  const { supplies, document, port, course, isMeant } = joining;
  const late = new Interruption('the case took too long');
  const end = await twiceAtMost(work, (folder) =>
    withinLimit(stopped, limitMs, late, async ({ teardown, interruption }) => {
      const report = new Report();
      if (isMeant) await report.check('the document is what the case is about', async () => isMeant(document));
      const lab = await openLaboratory(supplies, document, port, folder, teardown, interruption, course?.site);
      await join(lab, report, course);
      if (report.failed > 0) console.log(await gatherEvidence(lab));
      return { passed: report.failed === 0, word: report.summary() };
    }),
  );
  if (!(end instanceof EmulatorFault)) return end;
  return { passed: false, word: `the emulator failed twice: ${end.message}` };
}
