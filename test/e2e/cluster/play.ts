import { rm } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import { withinLimit } from '../attempt.js';
import { type BootDocument, renderDocument } from '../document.js';
import { gatherEvidence } from '../evidence.js';
import { targets } from '../guest.js';
import { join } from '../join.js';
import { openLaboratory, type Supplies } from '../laboratory.js';
import { EmulatorFault } from '../machine.js';
import type { Port } from '../network.js';
import { patient } from '../patience.js';
import type { ReleaseFile } from '../release.js';
import { Interruption, Report } from '../report.js';
import { type Outcome, timed } from '../table.js';
import type { ClusterRow } from './row.js';

const limitMs = patient(12 * 60_000);

/** A machine of the row joins a cluster of its own, works, and does so again after a restart. */
export async function playRow(
  row: ClusterRow,
  supplies: Supplies,
  port: Port,
  work: string,
  stopped: AbortSignal,
): Promise<Outcome<ClusterRow>> {
  const outcome = timed(row);
  const document = await documentOf(row, port.name, supplies.release, joinPath(work, 'cluster'));
  let fault: EmulatorFault | undefined;
  for (const attempt of ['1', '2']) {
    const folder = joinPath(work, attempt);
    const end = await withinLimit(stopped, limitMs, new Interruption('the row took too long'), async (limits) => {
      const lab = await openLaboratory(supplies, document, port, folder, limits.teardown, limits.interruption);
      const report = new Report();
      await report.check('the document is what the row is about', async () => row.isMeant(document.text));
      await join(lab, report, row);
      if (report.failed > 0) console.log(await gatherEvidence(lab));
      return outcome(report.failed === 0, report.summary());
    });
    await rm(joinPath(folder, 'disk.qcow2'), { force: true });
    if (!(end instanceof EmulatorFault)) return end;
    fault = end;
    console.log(`        the emulator failed, which is not the document's fault: ${end.message}`);
  }
  return outcome(false, `the emulator failed twice: ${fault?.message}`);
}

/** The row's document; of one that a provider's limit packs, the plain one of the same plan and keys as well. */
async function documentOf(
  { guest, spec }: ClusterRow,
  node: string,
  release: readonly ReleaseFile[],
  folder: string,
): Promise<BootDocument> {
  const os = targets[guest];
  const document = await renderDocument(node, release, folder, { os, spec });
  if (spec.target === undefined) return document;
  const { text: readable } = await renderDocument(node, release, folder, { os, spec: { ...spec, target: { os } } });
  return { ...document, readable };
}
