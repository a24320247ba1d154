import { mirrorPort, mirrorUrl } from '../network/mirror.js';
import type { FaultName, FaultPlan } from '../network/mirror-faults.js';
import { gateway } from '../network/network.js';
import type { Suite } from '../supplies/guest.js';
import type { ReleaseFile } from '../supplies/release.js';
import { secondMirrorPort } from './bench.js';
import type { BootCase } from './case.js';
import { endsFailed, endsReady, saysFailed } from './endings.js';
import type { Stage } from './stage.js';

/** Who does what, by the artifact's name in the spec. */
type Faults = Readonly<Record<string, FaultName>>;

const secondMirror = `http://${gateway}:${secondMirrorPort}`;
/** Nobody listens there: every connection is refused. */
const deadMirror = `http://${gateway}:${mirrorPort - 1}`;

/** Every fault once, on whatever artifact: five at a time, because each machine fetches five. */
const faultsWithAnotherMirror: readonly Faults[] = [
  {
    'kubernetes-node': 'breaks off',
    containerd: 'truncates',
    runc: 'serves a wrong file',
    'cni-plugins': 'redirects for ever',
    crictl: 'hangs up',
  },
  {
    'kubernetes-node': 'stalls',
    containerd: 'answers 503',
    runc: 'breaks off',
    'cni-plugins': 'serves a wrong file',
    crictl: 'truncates',
  },
];

const faultsThatPass: readonly Faults[] = [
  {
    'kubernetes-node': 'stalls',
    containerd: 'answers 503',
    runc: 'serves a wrong file',
    'cni-plugins': 'breaks off',
    crictl: 'hangs up',
  },
  {
    'kubernetes-node': 'is slow',
    containerd: 'breaks off',
    runc: 'truncates',
    'cni-plugins': 'redirects for ever',
    crictl: 'serves a wrong file',
  },
];

/**
 * One after the other, and several at once: what the mirror serves well meanwhile is in place, and not asked for again.
 * crictl is asked for when the units run, so only when all else is there.
 */
const faultsInTurn: readonly Faults[] = [
  {
    'kubernetes-node': 'serves a wrong file',
    containerd: 'truncates',
    runc: 'breaks off',
    'cni-plugins': 'redirects for ever',
  },
  { 'kubernetes-node': 'stalls', runc: 'answers 503' },
  { crictl: 'hangs up' },
];

/** A program of each artifact: none of a bad one may be there. */
const programs: Readonly<Record<string, string>> = {
  'kubernetes-node': '/usr/local/bin/kubelet',
  containerd: '/usr/local/bin/containerd',
  runc: '/usr/local/bin/runc',
  'cni-plugins': '/opt/cni/bin/bridge',
  crictl: '/usr/local/bin/crictl',
};

export function mirrorCases(guest: Suite): readonly BootCase[] {
  return [
    ...faultsWithAnotherMirror.map(
      (faults, index): BootCase => ({
        name: `mirror-bad-another-good-${index + 1}`,
        what: `the first mirror refuses connections, the second ${describe(faults)}, for good; the third is well`,
        guest,
        changes: { mirrors: [deadMirror, mirrorUrl, secondMirror] },
        limitMinutes: 12,
        play: (stage) => findsTheGoodMirror(stage, faults),
      }),
    ),
    ...faultsThatPass.map(
      (faults, index): BootCase => ({
        name: `mirror-recovers-${index + 1}`,
        what: `the only mirror ${describe(faults)}, twice each`,
        guest,
        limitMinutes: 12,
        play: (stage) => outlastsTheFaults(stage, faults),
      }),
    ),
    {
      name: 'mirror-bad-for-good',
      what: `the only mirror ${faultsInTurn.map(describe).join('; later ')}; then it is well`,
      guest,
      limitMinutes: 25,
      play: refusesWhatIsNotRight,
    },
  ];
}

async function findsTheGoodMirror(stage: Stage, faults: Faults): Promise<string> {
  const { machine, mirror, secondMirror: good, supplies } = stage;
  await mirror.plan(planFor(supplies.release, faults));
  machine.powerOn();
  const said = await endsReady(stage);
  for (const [artifact, fault] of Object.entries(faults)) {
    const path = pathOf(supplies.release, artifact);
    metTimes(stage, path, fault);
    if (!good.answers.some((one) => one.path === path && one.status < 300))
      throw new Error(`${artifact} did not come from the good mirror`);
  }
  return said;
}

async function outlastsTheFaults(stage: Stage, faults: Faults): Promise<string> {
  const { machine, mirror, supplies } = stage;
  const times = 2;
  await mirror.plan(planFor(supplies.release, faults, times));
  machine.powerOn();
  const said = await endsReady(stage);
  for (const [artifact, fault] of Object.entries(faults)) {
    const found = metTimes(stage, pathOf(supplies.release, artifact), fault);
    // A slow answer is one that works.
    if (found !== times && fault !== 'is slow') throw new Error(`${artifact} met "${fault}" ${found} times`);
  }
  return said;
}

async function refusesWhatIsNotRight(stage: Stage): Promise<string> {
  const { machine, mirror, shell, supplies, note } = stage;
  for (const [turn, faults] of faultsInTurn.entries()) {
    await mirror.plan(planFor(supplies.release, faults));
    if (turn === 0) {
      machine.powerOn();
      note(await endsFailed(stage, Object.keys(faults), /no source has/));
    } else {
      const { code } = await shell.attempt('systemctl restart bootwright', 420_000);
      if (code === 0) throw new Error(`the unit succeeded although the mirror ${describe(faults)}`);
      note(await saysFailed(stage, Object.keys(faults), /no source has/));
    }
    await nothingUnverified(stage, faults);
  }
  await mirror.plan({});
  await machine.cutPower();
  machine.powerOn();
  return endsReady(stage);
}

async function nothingUnverified(stage: Stage, faults: Faults): Promise<undefined> {
  for (const [artifact, fault] of Object.entries(faults)) {
    metTimes(stage, pathOf(stage.supplies.release, artifact), fault);
    const { code } = await stage.shell.attempt(`test -e '${programs[artifact]}'`);
    if (code === 0)
      throw new Error(`${programs[artifact]} is there, although the mirror ${describe({ [artifact]: fault })}`);
  }
}

/** How often a request met the fault; never is an error, for then nothing was tried. */
function metTimes({ mirror }: Stage, path: string, fault: FaultName): number {
  const times = mirror.answers.filter((one) => one.path === path && one.fault === fault).length;
  if (times === 0) throw new Error(`no request for ${path} met "${fault}"`);
  return times;
}

function planFor(release: readonly ReleaseFile[], faults: Faults, times?: number): FaultPlan {
  const limit = times === undefined ? {} : { times };
  return Object.fromEntries(
    Object.entries(faults).map(([artifact, fault]) => [pathOf(release, artifact), { fault, ...limit }]),
  );
}

function pathOf(release: readonly ReleaseFile[], artifact: string): string {
  const found = release.find((one) => one.artifact === artifact);
  if (found === undefined) throw new Error(`there is no artifact ${artifact}`);
  return `/${found.path}`;
}

function describe(faults: Faults): string {
  return Object.entries(faults)
    .map(([artifact, fault]) => `${fault} (${artifact})`)
    .join(', ');
}
