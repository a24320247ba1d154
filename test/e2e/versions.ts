import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Port, ports } from './network.js';
import { Interruption } from './report.js';
import { findObstacles } from './requirements.js';
import { stoppedFromOutside } from './stopping.js';
import { groups, playGroup } from './versions/groups.js';
import { parseVersionsOptions, usage, type VersionsOptions } from './versions/options.js';
import { packSeed004, seed004 } from './versions/seed-004.js';
import { prepareSupply } from './versions/supply.js';
import { type Outcome, printOutcome, summary, type Told, writeMarkdown } from './versions/table.js';

async function main(): Promise<number> {
  const options = readOptions();
  if (options === undefined) return 2;
  const selected = select(options.only);
  if (options.list) {
    for (const { name, kubernetes, containerd, apiServer, guest } of selected)
      console.log([name.padEnd(36), kubernetes.padEnd(8), containerd.padEnd(7), apiServer.padEnd(7), guest].join('  '));
    return 0;
  }
  const obstacles = await findObstacles();
  if (obstacles.length > 0) {
    for (const obstacle of obstacles) console.log(`skipped  the table of versions: ${obstacle}`);
    return process.env.CI ? 1 : 0;
  }
  const stopped = stoppedFromOutside();
  const supply = await prepareSupply(
    {
      kubernetes: selected.flatMap(({ kubernetes, apiServer }) => [kubernetes, apiServer]),
      containerd: selected.map(({ containerd }) => containerd),
      guests: selected.map(({ guest }) => guest),
    },
    stopped,
  );
  if (selected.includes(seed004)) await packSeed004(supply, stopped);
  if (options.prepareOnly) return 0;
  const given = options.work;
  const work = given === undefined ? await mkdtemp(join(tmpdir(), 'bootwright-versions-')) : resolve(given);
  await mkdir(work, { recursive: true });
  const outcomes: Outcome[] = [];
  const tell = (outcome: Outcome): void => {
    printOutcome(outcome);
    outcomes.push(outcome);
  };
  for (const group of groups) await playGroup(group, new Set(selected), supply, ports[0] as Port, work, stopped, tell);
  if (options.markdown !== undefined) await writeMarkdown(options.markdown, outcomes);
  const failed = outcomes.some(({ passed }) => !passed);
  if (given === undefined && !failed) await rm(work, { recursive: true });
  else console.log(`logs: ${work}`);
  console.log(summary(outcomes));
  return failed ? 1 : 0;
}

function readOptions(): VersionsOptions | undefined {
  try {
    const options = parseVersionsOptions(process.argv.slice(2));
    select(options.only);
    return options;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return undefined;
  }
}

function select(only: readonly string[]): readonly Told[] {
  const all = groups.flatMap(({ cases }) => cases);
  for (const name of only)
    if (!all.some((one) => one.name.startsWith(name))) throw new Error(`there is no case ${name} (--list names them)`);
  return only.length === 0 ? all : all.filter((one) => only.some((name) => one.name.startsWith(name)));
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Interruption ? error.message : error);
  return 1;
});
