import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { withinLimit } from '../harness/attempt.js';
import { runCommand } from '../harness/command.js';
import { listRows } from '../harness/list.js';
import { type Outcome, selectCases, timed } from '../harness/outcomes.js';
import { patient } from '../harness/patience.js';
import { runProgram } from '../harness/program.js';
import { Interruption } from '../harness/report.js';
import { runTable } from '../harness/run-table.js';
import type { Row, Table } from '../harness/table.js';
import { parseTableOptions, type TableOptions, tableUsage } from '../harness/table-options.js';
import { Teardown } from '../harness/teardown.js';
import { ports } from '../network/network.js';
import { versions } from '../supplies/components.js';
import { appImage, packImages } from '../supplies/image.js';
import { prepareSupply, type Supply } from '../supplies/supply.js';
import { consoleOf, mountGuest, startContainer } from './container.js';
import { makeKeys, renderNode } from './documents.js';
import { changes } from './draw.js';
import { firstSpec, packageSource, packFiles } from './first-node.js';
import { mutate } from './mutations.js';
import { takeDigest, type Walked, type Walker, walk } from './walk.js';

/** Other numbers than the row's own, where they are asked for. */
interface Drawn {
  readonly count: number | undefined;
  readonly seed: number | undefined;
  /** Kinds of changes that are not drawn. */
  readonly without: readonly string[];
}

interface ChangesRow extends Row {
  readonly play: (walker: Walker, script: string, drawn: Drawn) => Promise<Walked>;
}

/** Four walks, so that they can run beside each other. */
const walks = [1, 2, 3, 4].map(
  (seed): ChangesRow => ({
    name: `walk-${seed}`,
    what: '50 random changes of a spec, each applied: what is written, what restarts and what needs more, as said before',
    guest: 'bookworm',
    play: (walker, script, drawn) => {
      const kinds = Object.keys(changes).filter((kind) => !drawn.without.includes(kind));
      return walk(walker, script, kinds, drawn.count ?? 50, drawn.seed ?? seed);
    },
  }),
);

const rows: readonly ChangesRow[] = [
  ...walks,
  {
    name: 'mutations',
    what: '100 random changes of a machine by hand: NODE.sh --drift names each, and nothing else',
    guest: 'bookworm',
    play: (walker, script, drawn) => mutate(walker, script, drawn.count ?? 100, drawn.seed ?? 1),
  },
];

/** The second one is for changes of the release alone. */
const releasesFor = ({ without }: Drawn): string[] =>
  without.includes('release') ? [versions.kubernetes] : [versions.kubernetes, '1.35.8'];
const limitMs = patient(3_600_000);

async function play(
  row: ChangesRow,
  drawn: Drawn,
  supply: Supply,
  lower: string,
  folder: string,
  stopped: AbortSignal,
): Promise<Walked> {
  await mkdir(folder, { recursive: true });
  const late = new Interruption('the row took too long');
  const end = await withinLimit(stopped, limitMs, late, async ({ teardown, interruption }) => {
    const { signal } = interruption;
    const guest = supply.guest('bookworm');
    const releases = releasesFor(drawn);
    const files = await packFiles(supply, releases, signal);
    const served = {
      ...Object.fromEntries(files.map(({ path, file }) => [`/${path}`, file])),
      '/apt/bookworm/': `${await packageSource(guest, folder)}/`,
    };
    const port = ports[0];
    if (port === undefined) throw new Error('there is no port');
    const first = firstSpec(files);
    const sums = releases.map((version) => [version, files.find(({ path }) => path.includes(`/v${version}/`))?.sha256]);
    const digests = Object.fromEntries(sums) as Record<string, string>;
    takeDigest(first, digests);
    const keys = await makeKeys(first);
    const script = (await renderNode(first, keys)) ?? '';
    if (script === '') throw new Error('the first spec is refused');
    const container = await startContainer(lower, port, served, folder, teardown, signal);
    await container.write('/run/current.sh', script);
    const made = await container.attempt('bash /run/current.sh', 300_000);
    if (made.code !== 0) throw new Error(`${made.stdout}${made.stderr}${await consoleOf(folder)}`);
    const { file } = await packImages(supply.binaries.app, [script]);
    await runCommand(['cp', file, join(folder, 'root', 'root', 'images.tar')]);
    await container.run(
      `ctr images import /root/images.tar && ctr run -d --net-host ${appImage} stays /app pause`,
      120_000,
    );
    const walker = { container, folder, node: port.name, first, keys, digests };
    return row.play(walker, script, drawn);
  });
  if ('wrong' in end) return end;
  throw end;
}

interface Asked {
  readonly options: TableOptions;
  readonly drawn: Drawn;
}

async function run({ options, drawn }: Asked, stopped: AbortSignal): Promise<number> {
  const chosen = selectCases(rows, options.only);
  const supply = await prepareSupply({ kubernetes: releasesFor(drawn), containerd: [], guests: ['bookworm'] }, stopped);
  return runTable<ChangesRow>({
    table: 'changes',
    options,
    columns: {},
    play: async (work, tell) => {
      const teardown = new Teardown();
      const lower = await mountGuest(supply.guest('bookworm'), work, teardown);
      // Each waits most of its time for a kubelet's health.
      await Promise.all(
        chosen.map(async (row) => {
          tell(await outcomeOf(row, () => play(row, drawn, supply, lower, join(work, row.name), stopped)));
        }),
      );
      await teardown.run();
    },
  });
}

async function outcomeOf(row: ChangesRow, playing: () => Promise<Walked>): Promise<Outcome<ChangesRow>> {
  const outcome = timed(row);
  try {
    const { changes, wrong, impacts } = await playing();
    const counts = Object.entries(impacts).map(([name, count]) => `${count} ${name}`);
    return outcome(wrong.length === 0, `${changes} changes, ${wrong.length} wrong: ${counts.join(', ')}`);
  } catch (error) {
    if (error instanceof Interruption) throw error;
    return outcome(false, error instanceof Error ? error.message : String(error));
  }
}

const usage = `usage: node build/e2e/main.js changes [options]

  --count N        so many changes in each row
  --seed S         drawn from this number
  --without KIND   no changes of this kind; without release no second one is built
${tableUsage}`;

function parse(argv: readonly string[]): Asked {
  const { options, values } = parseTableOptions(argv, {
    count: { type: 'string' },
    seed: { type: 'string' },
    without: { type: 'string', multiple: true, default: [] },
  });
  const { count, seed, without } = values as { count?: string; seed?: string; without: string[] };
  const number = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));
  return { options, drawn: { count: number(count), seed: number(seed), without } };
}

export const changesTable: Table = {
  rows,
  run: (argv) =>
    runProgram(
      {
        what: 'changes on a machine',
        usage,
        parse,
        answer: ({ options: { list } }) => {
          if (list) listRows('changes', rows);
          return list;
        },
        run,
      },
      argv,
    ),
};
