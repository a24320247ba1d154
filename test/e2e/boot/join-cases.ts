import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clusterFile } from '../cluster/cluster-side.js';
import type { BootOptions } from '../machine/emulator.js';
import { apiServerAddress, unknownName } from '../network/network.js';
import type { Obstacle } from '../network/obstacle.js';
import type { Suite } from '../supplies/guest.js';
import type { BootCase } from './case.js';
import { appears, endsFailed, endsReady, lastWord, readStatus } from './endings.js';
import { pause } from './pause.js';
import type { Stage } from './stage.js';

const state = '/var/lib/bootwright';
const minuteMs = 60_000;
const stranger = 'somebody-elses-ca';

/** A machine that can't join: it must say why, and be ready on the boot after the cure. */
interface Stranded {
  readonly name: string;
  readonly what: string;
  readonly changes?: BootCase['changes'];
  readonly isUncompared?: true;
  /** Happens before power-on; what the first boot is given, where it is given anything. */
  readonly begin?: (stage: Stage) => Promise<BootOptions | undefined>;
  readonly steps?: readonly string[];
  /** How long it may try: ten minutes and the install, where nothing is said. */
  readonly limitMinutes?: number;
  readonly reason: RegExp;
  readonly cure: (stage: Stage) => Promise<unknown>;
}

const strandings: readonly Stranded[] = [
  {
    name: 'no-api-refused',
    what: 'the API server refuses connections until the machine has given up',
    begin: (stage) => meets(stage, 'refused'),
    reason: /refused|nothing listens/i,
    cure: ({ apiServer }) => apiServer.letThrough(),
  },
  {
    name: 'no-api-no-route',
    what: 'there is no route to the API server until the machine has given up',
    begin: (stage) => meets(stage, 'no route'),
    reason: /no route/i,
    cure: ({ apiServer }) => apiServer.letThrough(),
  },
  {
    name: 'no-api-no-answer',
    what: "the API server's network swallows all packets until the machine has given up",
    begin: (stage) => meets(stage, 'no answer'),
    reason: /no answer/,
    cure: ({ apiServer }) => apiServer.letThrough(),
  },
  {
    name: 'no-api-no-name',
    what: "no name server knows the endpoint's name until the machine has given up",
    changes: { spec: { controlPlane: { endpoint: `https://${unknownName}:6443` } } },
    reason: new RegExp(`${unknownName.replaceAll('.', '\\.')}.*not known|no such host`, 'i'),
    cure: ({ shell }) => shell.run(`echo '${apiServerAddress} ${unknownName}' >>/etc/hosts && sync`),
  },
  {
    name: 'foreign-ca',
    what: "the API server's certificate is another CA's until the machine has given up",
    begin: async ({ apiServer }) => {
      await apiServer.showForeign(stranger);
      return undefined;
    },
    reason: new RegExp(`${apiServerAddress}:6443.*certificate is not trusted`),
    cure: ({ apiServer }) => apiServer.showOwn(),
  },
  {
    name: 'not-authorised',
    what: "the API server takes no certificates of the machine's CA until the machine has given up",
    begin: async ({ apiServer }) => {
      await apiServer.trustForeign(stranger);
      return undefined;
    },
    reason: /refuses this node's certificate/,
    cure: ({ apiServer }) => apiServer.trustOwn(),
  },
  {
    name: 'token-unknown',
    what: 'the bootstrap token is not in the cluster until the machine has given up',
    changes: { spec: { credentials: { type: 'bootstrapToken' } } },
    // A machine with a token has a mark more than one with certificates.
    isUncompared: true,
    begin: async (stage) => {
      await stage.kubectl.run('delete', '--ignore-not-found', '-f', clusterFile(stage, 'bootstrap-token.yaml'));
      return undefined;
    },
    steps: ['certificate'],
    limitMinutes: 28,
    reason: /token/i,
    cure: tokenIsThere,
  },
  {
    name: 'expired',
    what: "the machine's certificate is over by its clock, until a time server sets that right",
    begin: async ({ services, document, port }) => {
      await services.time.off();
      return { clock: await dayAfterTheEnd(join(document.pki, 'nodes', `${port.name}.pem`)) };
    },
    steps: ['clock', 'join'],
    reason: /expired/i,
    cure: async ({ services }) => services.time.on(),
  },
];

export function joinCases(guest: Suite): readonly BootCase[] {
  return [
    {
      name: 'no-api',
      what: 'the API server does not answer, then has no route, then refuses, two minutes each; then it is well',
      guest,
      limitMinutes: 20,
      play: outlastsTheAbsence,
    },
    ...strandings.map(({ name, what, changes, isUncompared, ...stranded }): BootCase => {
      const own = { ...(changes && { changes }), ...(isUncompared && { isUncompared }) };
      return { name, what, guest, ...own, limitMinutes: 45, play: (stage) => isStranded(stage, stranded) };
    }),
  ];
}

async function meets({ apiServer, port }: Stage, obstacle: Obstacle): Promise<undefined> {
  await apiServer.cutOff(port.address, obstacle);
  return undefined;
}

async function outlastsTheAbsence(stage: Stage): Promise<string> {
  const { apiServer, machine, shell, port } = stage;
  await apiServer.cutOff(port.address, 'no answer');
  machine.powerOn();
  await shell.opened(3 * minuteMs);
  await appears(stage, `${state}/log/join`, 5 * minuteMs);
  for (const next of ['no route', 'refused', undefined] as const) {
    await pause(stage, 2 * minuteMs);
    await stillJoins(stage);
    if (next === undefined) await apiServer.letThrough();
    else await apiServer.cutOff(port.address, next);
  }
  return endsReady(stage, 8 * minuteMs);
}

/** Not ready before it has joined, whatever the kubelet says of itself. */
async function stillJoins(stage: Stage): Promise<undefined> {
  const status = await readStatus(stage);
  const said = await lastWord(stage);
  if (status.state !== 'running' || status.step !== 'join' || said !== 'neither READY nor FAILED')
    throw new Error(`without an API server status.json says ${JSON.stringify(status)}, the console: ${said}`);
}

async function isStranded(stage: Stage, stranded: Omit<Stranded, 'name' | 'what'>): Promise<string> {
  const { machine, note } = stage;
  const { limitMinutes = 16 } = stranded;
  machine.powerOn(await stranded.begin?.(stage));
  note(await endsFailed(stage, stranded.steps ?? ['join'], stranded.reason, limitMinutes * minuteMs));
  await stranded.cure(stage);
  await machine.cutPower();
  machine.powerOn();
  return endsReady(stage, 8 * minuteMs);
}

async function tokenIsThere(stage: Stage): Promise<undefined> {
  for (const file of ['rbac.yaml', 'bootstrap-token.yaml'])
    await stage.kubectl.run('apply', '-f', clusterFile(stage, file));
}

/** In qemu's words. */
async function dayAfterTheEnd(file: string): Promise<string> {
  const { validTo } = new X509Certificate(await readFile(file));
  return new Date(Date.parse(validTo) + 24 * 60 * minuteMs).toISOString().slice(0, 19);
}
