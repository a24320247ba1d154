import { type Port, ports } from './network.js';
import { inWorkFolder, runProgram } from './program.js';
import { type Outcome, printOutcome, selectCases, summary, writeMarkdown } from './table.js';
import type { VersionCase } from './versions/case.js';
import { groups, playGroup } from './versions/groups.js';
import { parseVersionsOptions, usage, type VersionsOptions } from './versions/options.js';
import { packSeed004, seed004 } from './versions/seed-004.js';
import { prepareSupply } from './versions/supply.js';

const port = ports[0] as Port;

const columns = {
  'kubelet, kube-proxy': ({ kubernetes }: VersionCase) => kubernetes,
  containerd: ({ containerd }: VersionCase) => containerd,
  'API server': ({ apiServer }: VersionCase) => apiServer,
  guest: ({ guest }: VersionCase) => guest,
};

/** The options, and the cases that they select. */
interface Asked {
  readonly options: VersionsOptions;
  readonly selected: readonly VersionCase[];
}

function parse(argv: readonly string[]): Asked {
  const options = parseVersionsOptions(argv);
  const all = groups.flatMap(({ cases }) => cases);
  return { options, selected: selectCases(all, options.only) };
}

function list({ options, selected }: Asked): boolean {
  if (!options.list) return false;
  for (const { name, kubernetes, containerd, apiServer, guest } of selected)
    console.log([name.padEnd(36), kubernetes.padEnd(8), containerd.padEnd(7), apiServer.padEnd(7), guest].join('  '));
  return true;
}

async function run({ options, selected }: Asked, stopped: AbortSignal): Promise<number> {
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
  const end = await inWorkFolder(options.work, async (work) => {
    const outcomes: Outcome<VersionCase>[] = [];
    const tell = (outcome: Outcome<VersionCase>): void => {
      printOutcome(outcome);
      outcomes.push(outcome);
    };
    for (const group of groups) await playGroup(group, new Set(selected), supply, port, work, stopped, tell);
    if (options.markdown !== undefined) await writeMarkdown(options.markdown, columns, outcomes);
    console.log(summary(outcomes));
    return outcomes.every(({ passed }) => passed) ? 'passed' : 'failed';
  });
  return end === 'passed' ? 0 : 1;
}

process.exitCode = await runProgram({ what: 'the table of versions', usage, parse, answer: list, run });
