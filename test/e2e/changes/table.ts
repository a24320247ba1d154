import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodePrograms } from '../cluster/row-supplies.js';
import type { Spec } from '../document/document.js';
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
import { mirrorUrl } from '../network/mirror.js';
import { ports } from '../network/network.js';
import { versions } from '../supplies/components.js';
import { type Guest, targets } from '../supplies/guest.js';
import { appImage, packImages } from '../supplies/image.js';
import { layoutsBesideKubernetes, packLayouts, type ReleaseFile } from '../supplies/release.js';
import { prepareSupply, type Supply } from '../supplies/supply.js';
import { consoleOf, mountGuest, startContainer } from './container.js';
import { makeKeys, renderNode } from './documents.js';
import { mutate } from './mutations.js';
import { takeDigest, type Walked, type Walker, walk } from './walk.js';

/** Other numbers than the row's own, where they are asked for. */
interface Drawn {
  readonly count: number | undefined;
  readonly seed: number | undefined;
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
    play: (walker, script, drawn) => walk(walker, script, drawn.count ?? 50, drawn.seed ?? seed),
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

const releases = [versions.kubernetes, '1.35.8'];
const limitMs = patient(3_600_000);

/** A node whose kubelet takes cgroups as this machine has them, and that has no API server. */
const firstSpec = (files: readonly ReleaseFile[]): Spec => ({
  ...{ apiVersion: 'bootwright/v1alpha1', kind: 'Cluster' },
  metadata: { name: 'changes' },
  spec: {
    kubernetes: { version: versions.kubernetes },
    controlPlane: { endpoint: 'https://10.240.0.1:6443' },
    network: { podCIDR: '10.200.0.0/16', serviceCIDR: '10.32.0.0/24' },
    target: { provider: 'aws', os: targets.bookworm },
    runtime: { cgroupDriver: 'cgroupfs' },
    kubelet: { config: { failCgroupV1: false }, staticPods: '/etc/kubernetes/manifests' },
    firstBoot: { waitForNode: false },
    artifacts: {
      mirrors: [mirrorUrl],
      upstream: false,
      overrides: Object.fromEntries(files.map(({ artifact, sha256 }) => [artifact, { digest: `sha256:${sha256}` }])),
    },
    workers: [{ name: 'worker-0', address: ports[0]?.address, podCIDR: '10.200.0.0/24' }],
  },
});

/** Each release of Kubernetes as its file, and what is beside it. */
async function packFiles(supply: Supply, signal: AbortSignal): Promise<ReleaseFile[]> {
  const { binaries } = supply;
  const kubernetes = async (version: string): Promise<readonly ReleaseFile[]> =>
    packLayouts(
      { kubernetes: await nodePrograms(version, supply, versions.kubernetes) },
      [
        {
          artifact: 'kubernetes-node',
          path: `dl.k8s.io/v${version}/kubernetes-node-linux-amd64.tar.gz`,
          from: 'kubernetes',
          inside: 'kubernetes/node/bin',
        },
      ],
      signal,
    );
  const beside = await packLayouts({ ...binaries }, layoutsBesideKubernetes(versions), signal);
  return [...(await Promise.all(releases.map(kubernetes))).flat(), ...beside];
}

/** The guest's own package source, and two packages of the test's. */
async function packageSource(guest: Guest, folder: string): Promise<string> {
  const source = join(folder, 'apt');
  await mkdir(source, { recursive: true });
  for (const name of await readdir(guest.repository))
    if (name.endsWith('.deb')) await copyFile(join(guest.repository, name), join(source, name));
  for (const name of ['bootwright-trial-a', 'bootwright-trial-b']) {
    const tree = join(folder, name);
    await mkdir(join(tree, 'DEBIAN'), { recursive: true });
    const control = { Package: name, Version: '1', Architecture: 'all', Maintainer: 'nobody', Description: 'nothing' };
    const lines = Object.entries(control).map(([key, value]) => `${key}: ${value}\n`);
    await writeFile(join(tree, 'DEBIAN', 'control'), lines.join(''));
    await runCommand(['dpkg-deb', '--root-owner-group', '-b', tree, join(source, `${name}_1_all.deb`)]);
  }
  await runCommand([
    'sh',
    '-c',
    `cd '${source}' && apt-ftparchive packages . >Packages && apt-ftparchive release . >Release`,
  ]);
  return source;
}

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
    const files = await packFiles(supply, signal);
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
  const supply = await prepareSupply({ kubernetes: releases, containerd: [], guests: ['bookworm'] }, stopped);
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
${tableUsage}`;

function parse(argv: readonly string[]): Asked {
  const { options, values } = parseTableOptions(argv, { count: { type: 'string' }, seed: { type: 'string' } });
  const { count, seed } = values as { count?: string; seed?: string };
  const number = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));
  return { options, drawn: { count: number(count), seed: number(seed) } };
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
