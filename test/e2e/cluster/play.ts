import { join } from 'node:path';
import type { Course, Step } from '../join.js';
import { joinTwiceAtMost } from '../joining.js';
import { metadataAddress, type Port } from '../network.js';
import { type Outcome, timed } from '../table.js';
import type { Supply } from '../versions/supply.js';
import { startWitness } from '../witness.js';
import type { ClusterRow } from './row.js';
import { plannedNode, renderRow } from './row-document.js';
import { packRow, suppliesOf } from './row-supplies.js';

/** A machine of the row joins a cluster of its own, works, and does so again after a restart. */
export async function playRow(
  row: ClusterRow,
  supply: Supply,
  port: Port,
  work: string,
  stopped: AbortSignal,
): Promise<Outcome<ClusterRow>> {
  const outcome = timed(row);
  const release = await packRow(row, supply, stopped);
  const document = await renderRow(row, port, release, join(work, 'cluster'));
  const supplies = await suppliesOf(row, supply, release, document.readable ?? document.text);
  const joining = { supplies, document, port, course: courseOf(row), isMeant: row.isMeant };
  const { passed, word } = await joinTwiceAtMost(joining, work, stopped);
  return outcome(passed, word);
}

const metadataService: Step = {
  what: 'a metadata service answers in the network',
  take: async ({ network }) => {
    await startWitness(network, { address: metadataAddress, port: 80 });
    return undefined;
  },
};

/** The row's course, with what is looked at in every row. */
function courseOf(row: ClusterRow): Course {
  const { before = [], expects, ...course } = row.course ?? {};
  return {
    ...course,
    before: [metadataService, ...before],
    expects: { node: plannedNode(row), metadataBlock: true, ...expects },
  };
}

/** Renders a row's document without a machine, and says what it is. */
export async function tellMeaning(
  row: ClusterRow,
  supply: Supply,
  port: Port,
  work: string,
  stopped: AbortSignal,
): Promise<Outcome<ClusterRow>> {
  const outcome = timed(row);
  try {
    const release = await packRow(row, supply, stopped);
    const document = await renderRow(row, port, release, join(work, 'cluster'));
    return outcome(true, row.isMeant(document.text));
  } catch (error) {
    stopped.throwIfAborted();
    return outcome(false, error instanceof Error ? error.message : String(error));
  }
}
