import { join } from 'node:path';
import { type BootDocument, renderDocument } from '../document.js';
import { targets } from '../guest.js';
import { joinTwiceAtMost } from '../joining.js';
import type { Supplies } from '../laboratory.js';
import type { Port } from '../network.js';
import type { ReleaseFile } from '../release.js';
import { type Outcome, timed } from '../table.js';
import type { ClusterRow } from './row.js';

/** A machine of the row joins a cluster of its own, works, and does so again after a restart. */
export async function playRow(
  row: ClusterRow,
  supplies: Supplies,
  port: Port,
  work: string,
  stopped: AbortSignal,
): Promise<Outcome<ClusterRow>> {
  const outcome = timed(row);
  const document = await documentOf(row, port.name, supplies.release, join(work, 'cluster'));
  const joining = { supplies, document, port, course: row, isMeant: row.isMeant };
  const { passed, word } = await joinTwiceAtMost(joining, work, stopped);
  return outcome(passed, word);
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
