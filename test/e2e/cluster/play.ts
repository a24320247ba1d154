import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BootDocument } from '../document/document.js';
import { type Outcome, timed } from '../harness/outcomes.js';
import type { Course, Step } from '../join/join.js';
import { joinTwiceAtMost } from '../join/joining.js';
import { addressing } from '../network/address-families.js';
import { type Port, portsOf } from '../network/network.js';
import { startWitness } from '../network/witness.js';
import { withChangedDisk } from '../supplies/changed-disk.js';
import type { Guest } from '../supplies/guest.js';
import { ignite } from '../supplies/ignition.js';
import type { ReleaseFile } from '../supplies/release.js';
import type { Supply } from '../supplies/supply.js';
import { type ClusterRow, familiesOf } from './row.js';
import { plannedNode, renderLater, renderRow } from './row-document.js';
import { later, packRow, suppliesOf } from './row-supplies.js';

/** A machine of the row joins a cluster of its own, works, and does so again after a restart. */
export async function playRow(
  row: ClusterRow,
  supply: Supply,
  work: string,
  stopped: AbortSignal,
): Promise<Outcome<ClusterRow>> {
  const outcome = timed(row);
  const port = portOf(row);
  const { document, release } = await makeRow(row, supply, port, ownFolder(work), stopped);
  const documents = [document.readable ?? document.text, ...(document.later ? [document.later.text] : [])];
  const given = await suppliesOf(row, supply, release, documents, stopped);
  const guest = await guestOf(row, given.guest, document.text, work, stopped);
  const supplies = { ...given, guest: row.hardware ? { ...guest, hardware: row.hardware(ownFolder(work)) } : guest };
  const joining = { supplies, document, port, course: courseOf(row), isMeant: row.isMeant };
  const { passed, word } = await joinTwiceAtMost(joining, work, stopped);
  return outcome(passed, word);
}

/** The row's machine before its first boot: as Ignition leaves it, or with what its own image has, or those of its provider. */
async function guestOf(
  { course, provider, image }: ClusterRow,
  guest: Guest,
  document: string,
  work: string,
  stopped: AbortSignal,
): Promise<Guest> {
  const folder = join(work, 'guest');
  if (course?.expects?.byIgnition) return ignite(guest, document, folder, stopped);
  const { hosts } = provider ?? {};
  if (hosts === undefined && image === undefined) return guest;
  return withChangedDisk(guest, folder, stopped, async (root) => {
    if (hosts !== undefined) await appendFile(join(root, 'etc/hosts'), hosts);
    await image?.({ root, suite: guest.suite, folder: ownFolder(work) });
  });
}

/** Where the row's first machine is plugged in. */
function portOf(row: ClusterRow): Port {
  return portsOf(familiesOf(row))[0] as Port;
}

/** Where a row's document and all that is made for it lie. */
const ownFolder = (work: string): string => join(work, 'cluster');

/** The row's document, and all that its machine may download in its life. */
async function makeRow(
  row: ClusterRow,
  supply: Supply,
  port: Port,
  folder: string,
  stopped: AbortSignal,
): Promise<{ readonly document: BootDocument; readonly release: readonly ReleaseFile[] }> {
  const release = await packRow(row, supply, stopped);
  const document = await renderRow(row, port, release, supply, folder);
  const [upgraded] = later(row);
  if (upgraded === undefined) return { document, release };
  const next = await packRow(upgraded, supply, stopped);
  const become = await renderLater(upgraded, port, next, folder);
  return { document: { ...document, later: become }, release: [...release, ...next] };
}

const metadataService: Step = {
  what: 'a metadata service answers in the network',
  take: async ({ network }) => {
    for (const family of network.families)
      await startWitness(network, { address: addressing[family].metadata, port: 80 });
    return undefined;
  },
};

/** Whether the row's releases are none of `npm run e2e`. */
function isOfItsOwn({ releases, docker, upgradesTo }: ClusterRow): boolean {
  return [releases, docker, upgradesTo].some((one) => one !== undefined);
}

/** The row's course, with what is looked at in every row. */
function courseOf(row: ClusterRow): Course {
  const { before = [], expects, ...course } = row.course ?? {};
  return {
    ...course,
    site: { families: familiesOf(row), ...course.site },
    before: row.provider === undefined ? [metadataService, ...before] : before,
    expects: { node: plannedNode(row), metadataBlock: true, unverified: !isOfItsOwn(row), ...expects },
  };
}

/** Renders a row's document without a machine, and says what it is. */
export async function tellMeaning(
  row: ClusterRow,
  supply: Supply,
  work: string,
  stopped: AbortSignal,
): Promise<Outcome<ClusterRow>> {
  const outcome = timed(row);
  const port = portOf(row);
  try {
    const { document } = await makeRow(row, supply, port, ownFolder(work), stopped);
    return outcome(true, row.isMeant(document));
  } catch (error) {
    stopped.throwIfAborted();
    return outcome(false, error instanceof Error ? error.message : String(error));
  }
}
