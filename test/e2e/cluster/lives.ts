import { insideDownloads } from '../boot/cut-cases.js';
import { bootUntil } from '../boot/power-cuts.js';
import { nodeIsReady } from '../control-plane/outside.js';
import { readyPods } from '../control-plane/pods.js';
import { serviceAnswers } from '../control-plane/reached.js';
import { runScript } from '../join/upgrade.js';
import { bootId } from '../machine/inside.js';
import type { Laboratory } from '../machine/laboratory.js';
import { versions } from '../supplies/components.js';
import { type ClusterRow, holds } from './row.js';

const previous = '1.35.8';

/** What happens to machines besides a restart. */
export const lifeRows: readonly ClusterRow[] = [
  {
    name: 'upgrade-in-place',
    what: `from ${previous} to ${versions.kubernetes} by the script on the running node: its pods don't notice`,
    guest: 'trixie',
    releases: { kubernetes: previous },
    upgradesTo: versions.kubernetes,
    isMeant: holds([/\/v1\.35\.8\/kubernetes-node-linux-amd64\.tar\.gz/]),
    course: {
      afterwards: (lab, report) =>
        report.check('the script of the next minor upgrades the node beneath its pods', () => upgrade(lab)),
    },
  },
  {
    name: 'power-cuts',
    what: 'power lost in the middle of a download, then while the programs are moved in; then it joins',
    guest: 'trixie',
    isMeant: holds([/bootwright\.service/]),
    course: {
      boot: { what: 'the power is cut twice in the middle of the install', take: cutTwice },
      expects: { wasCut: true },
    },
  },
];

async function upgrade(lab: Laboratory): Promise<string> {
  const script = lab.document.later?.script;
  if (script === undefined) throw new Error('there is no script');
  const before = await lives(lab);
  const { code, stdout, stderr } = await runScript(lab, script, '--drained', 300_000);
  if (code !== 0) throw new Error(`exit status ${code}\n${stdout}${stderr}`);
  const said = await nodeIsReady(lab, await bootId(lab), `v${versions.kubernetes}`);
  const after = await lives(lab);
  if (after !== before) throw new Error(`its pods were ${before}, and are ${after}`);
  await serviceAnswers(lab);
  return said;
}

/** The containers that run, and how often they were started. */
async function lives(lab: Laboratory): Promise<string> {
  const pods = await readyPods(lab);
  return pods
    .flatMap(({ status }) => status.containerStatuses ?? [])
    .map(({ containerID, restartCount }) => `${containerID} (${restartCount})`)
    .join(', ');
}

async function cutTwice({ machine, signal }: Laboratory): Promise<string> {
  const note = (text: string): void => console.log(`        ${text}`);
  const cuts = insideDownloads.filter(({ when }) => /download|moved in/.test(when));
  const paths: string[] = [];
  for (const cut of cuts) paths.push(await bootUntil({ machine, signal, note }, cut));
  machine.powerOn();
  return paths.join(', ');
}
