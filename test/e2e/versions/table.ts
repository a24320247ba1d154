import { listRows } from '../harness/list.js';
import { selectCases } from '../harness/outcomes.js';
import { runProgram } from '../harness/program.js';
import { runTable } from '../harness/run-table.js';
import type { Table } from '../harness/table.js';
import { type Port, ports } from '../network/network.js';
import { prepareSupply } from '../supplies/supply.js';
import type { VersionCase } from './case.js';
import { groups, playGroup } from './groups.js';
import { parseVersionsOptions, usage, type VersionsOptions } from './options.js';
import { packSeed004, seed004 } from './seed-004.js';

const port = ports[0] as Port;

const columns = {
  'kubelet, kube-proxy': ({ kubernetes }: VersionCase) => kubernetes,
  containerd: ({ containerd }: VersionCase) => containerd,
  'API server': ({ apiServer }: VersionCase) => apiServer,
  guest: ({ guest }: VersionCase) => guest,
};

const allCases = groups.flatMap(({ cases }) => cases);

/** The options, and the cases that they select. */
interface Asked {
  readonly options: VersionsOptions;
  readonly selected: readonly VersionCase[];
}

function parse(argv: readonly string[]): Asked {
  const options = parseVersionsOptions(argv);
  return { options, selected: selectCases(allCases, options.only) };
}

function list({ options, selected }: Asked): boolean {
  if (options.list) listRows('versions', selected);
  return options.list;
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
  return runTable<VersionCase>({
    table: 'versions',
    options,
    columns,
    play: async (work, tell) => {
      for (const group of groups) await playGroup(group, new Set(selected), supply, port, work, stopped, tell);
    },
  });
}

export const versionsTable: Table = {
  rows: allCases,
  run: (argv) => runProgram({ what: 'the table of versions', usage, parse, answer: list, run }, argv),
};
