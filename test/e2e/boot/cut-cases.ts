import { readPlannedFiles } from '../document/planned-files.js';
import { ports } from '../network/network.js';
import type { Suite } from '../supplies/guest.js';
import type { BootCase } from './case.js';
import { endsReady } from './endings.js';
import { pause } from './pause.js';
import { bootUntil, type Cut, surviveCuts } from './power-cuts.js';
import { randomNumbers } from './random-numbers.js';
import type { Stage } from './stage.js';

const state = '/var/lib/bootwright';
const bin = '/usr/local/bin';
const instance = `/var/lib/cloud/instances/${ports[0]?.name}`;

/** In the order in which they come, so that each is later than what the one before it left undone. */
const insideHostPreparation: readonly Cut[] = [
  { when: 'in host', at: `${state}/log/host`, ms: 300, before: `${state}/done/host`, disk: 'keeps' },
  {
    when: 'while dpkg unpacks',
    at: '/usr/sbin/nft.dpkg-new',
    before: `${state}/done/packages`,
    disk: 'keeps',
  },
  {
    when: 'while the units are enabled',
    at: '/etc/systemd/system/multi-user.target.wants/kube-proxy.service',
    before: `${state}/done/start-kube-proxy`,
    disk: 'keeps',
  },
  { when: 'in health', at: `${state}/log/health`, ms: 4000, before: `${state}/done/health`, disk: 'keeps' },
];

export const insideDownloads: readonly Cut[] = [
  {
    when: 'in the middle of a download',
    at: `${state}/cache/kubernetes-node*`,
    bytes: 20_000_000,
    before: `${bin}/.new-kubernetes-node*`,
    disk: 'loses',
  },
  {
    when: 'in the middle of unpacking',
    at: `${bin}/.new-kubernetes-node*/kubernetes/node/bin/*`,
    bytes: 10_000_000,
    before: `${bin}/kubelet`,
    disk: 'keeps',
  },
  {
    when: 'while the programs are moved in',
    at: `${bin}/kubelet,${bin}/kubectl,${bin}/kube-proxy`,
    before: `${state}/done/kubernetes-node`,
    disk: 'loses',
  },
  {
    when: 'while a service is started',
    at: `${state}/log/start-kubelet`,
    ms: 100,
    before: `${state}/done/start-kubelet`,
    disk: 'loses',
  },
  { when: 'in health', at: `${state}/log/health`, ms: 2000, before: `${state}/done/health`, disk: 'loses' },
];

/** Around and inside cloud-init's own work, where a cut without a cure strands the machine for ever. */
function insideCloudInit(planned: readonly string[]): readonly Cut[] {
  const mark = (module: string): string => `${instance}/sem/config_${module}`;
  const nth = (part: number): string => planned[Math.floor((planned.length - 1) * part)] ?? '';
  return [
    {
      when: "between cloud-init's local and network stages",
      at: `${instance}/obj.pkl`,
      before: mark('write_files'),
      disk: 'keeps',
    },
    { when: 'when write_files is marked but no file is there', at: mark('write_files'), before: nth(0), disk: 'keeps' },
    { when: 'inside write_files', at: nth(0.2), before: nth(1), disk: 'keeps' },
    { when: 'inside write_files', at: nth(0.6), before: nth(1), disk: 'loses' },
    { when: 'between the network and config stages', at: nth(1), before: mark('runcmd'), disk: 'keeps' },
    {
      when: 'between the config and final stages',
      at: `${instance}/scripts/runcmd`,
      before: mark('scripts_user'),
      disk: 'keeps',
    },
    {
      when: 'before the first line of the user script',
      at: mark('scripts_user'),
      before: `${state}/status.json`,
      disk: 'keeps',
    },
  ];
}

/** Cuts at every step's mark, one after the other on one machine, until there is none left. */
async function surviveEveryBoundary(stage: Stage): Promise<string> {
  const cutAt: string[] = [];
  while (cutAt.at(-1) !== 'ready') {
    // Some steps are done again at each attempt: the next instant is the end of one that was not cut yet.
    const path = await bootUntil(stage, {
      when: 'at the end of a step',
      at: `${state}/done/*,${state}/ready`,
      not: cutAt,
      disk: 'keeps',
    });
    cutAt.push(path.slice(path.lastIndexOf('/') + 1));
  }
  stage.machine.powerOn();
  await endsReady(stage);
  const steps = (await stage.shell.run(`ls ${state}/done`)).split('\n').filter(Boolean);
  const missed = steps.filter((step) => !cutAt.includes(step));
  // Steps that run beside each other can end within the same millisecond; the others can't.
  if (missed.length > 1) throw new Error(`no cut at the end of ${missed.join(', ')}`);
  return `cut at ${cutAt.join(', ')}`;
}

async function surviveInstants(stage: Stage, instants: readonly number[]): Promise<string> {
  for (const seconds of instants) {
    stage.machine.powerOn();
    await pause(stage, seconds * 1000);
    await stage.machine.cutPower();
    stage.note(`cut ${seconds.toFixed(1)} s after power-on`);
  }
  stage.machine.powerOn();
  return endsReady(stage);
}

export function cutCases(guest: Suite, suites: readonly Suite[]): readonly BootCase[] {
  return [
    {
      name: 'cuts-at-boundaries',
      what: 'power cut at the end of every step, all on one machine',
      guest,
      limitMinutes: 30,
      play: surviveEveryBoundary,
    },
    {
      name: 'cuts-in-host-steps',
      what: `power cut ${insideHostPreparation.map(({ when }) => when).join(', ')}`,
      guest,
      limitMinutes: 15,
      play: (stage) => surviveCuts(stage, insideHostPreparation),
    },
    {
      name: 'cuts-in-downloads',
      what: `power cut ${insideDownloads.map(({ when }) => when).join(', ')}`,
      guest,
      limitMinutes: 15,
      play: (stage) => surviveCuts(stage, insideDownloads),
    },
    ...suites.map(
      (suite): BootCase => ({
        name: `cuts-in-cloud-init-${suite}`,
        what: `power cut inside write_files (twice), before and after it, and between cloud-init's stages`,
        guest: suite,
        limitMinutes: 20,
        play: (stage) =>
          surviveCuts(stage, insideCloudInit(readPlannedFiles(stage.document.text).map(({ path }) => path))),
      }),
    ),
  ];
}

const earliestSeconds = 10;
const latestSeconds = 85;

export function randomCutCases(guest: Suite, count: number, seed: number): readonly BootCase[] {
  const next = randomNumbers(seed);
  const instant = (): number => earliestSeconds + next() * (latestSeconds - earliestSeconds);
  const inOneRow = [instant(), instant(), instant()];
  const alone = Array.from({ length: count }, instant);
  return [inOneRow, ...alone.map((one) => [one])].map((instants, index) => ({
    name: index === 0 ? 'three-cuts-in-a-row' : `random-cut-${index}`,
    what: `power cut ${instants.map((one) => one.toFixed(1)).join(', ')} s after power-on (seed ${seed})`,
    guest,
    limitMinutes: 15,
    play: (stage) => surviveInstants(stage, instants),
  }));
}
