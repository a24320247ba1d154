import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Spec } from '../document/document.js';
import { runCommand } from '../harness/command.js';
import { eventually } from '../harness/wait.js';
import type { Laboratory } from '../machine/laboratory.js';
import { startMirror } from '../network/mirror.js';
import { gateway } from '../network/network.js';
import { addPackages } from '../supplies/changed-disk.js';
import { addLoader } from '../supplies/loader.js';
import { fields, seeFields } from './operator-fields-seen.js';
import { type ClusterRow, holds, type ImageChange } from './row.js';

const ownPort = 8090;
const machines = '10.240.0.0/24';
const loaderOf = (folder: string): string => join(folder, 'loader.img');
const programOf = (folder: string): string => join(folder, 'own', 'tool');

/** What operators make of the machine itself, on one that starts by GRUB and once more for its kernel's arguments. */
export const operatorFields: ClusterRow = {
  name: 'operator-fields',
  what: "kernel arguments with one restart by GRUB, a login user, swap on purpose, huge pages, the node's name over the image's, a program, units, module options, commands in their order",
  guest: 'trixie',
  image: changeImage,
  hardware: (folder) => ({ loader: loaderOf(folder) }),
  ownSpec: specIn,
  isMeant: holds([
    /kernel_arguments/,
    /login_user ops/,
    /make_swap \/swapfile/,
    /hostnamectl set-hostname/,
    /command-first/,
  ]),
  course: {
    before: [
      {
        what: 'a server has the program',
        take: async ({ network, document }) => {
          const served = { '/own/': dirname(programOf(dirname(document.pki))) };
          return void (await startMirror(network, [], [], { port: ownPort, folders: served }));
        },
      },
    ],
    boot: { what: 'it starts by GRUB, and once more by itself', take: startTwice },
    afterwards: seeFields,
    expects: { keepsSwap: true },
  },
};

async function changeImage({ root, suite, folder }: ImageChange): Promise<void> {
  await addPackages(root, suite, ['sudo']);
  await addLoader(root, suite, loaderOf(folder));
  await appendFile(join(root, 'etc/cloud/cloud.cfg.d/95-name.cfg'), `hostname: ${fields.imagesName}\n`);
}

async function specIn(folder: string): Promise<Spec['spec']> {
  await mkdir(dirname(programOf(folder)), { recursive: true });
  await writeFile(programOf(folder), '#!/bin/sh\necho own >/run/own-program\n');
  const digest = createHash('sha256')
    .update(await readFile(programOf(folder)))
    .digest('hex');
  const key = join(folder, 'ops');
  await rm(key, { force: true });
  await runCommand(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', 'ops', '-f', key]);
  const unit = `[Service]\nType=oneshot\nRemainAfterExit=yes\nExecStart=${fields.program}\n[Install]\nWantedBy=multi-user.target\n`;
  return {
    network: { podCIDR: '10.200.0.0/16', serviceCIDR: '10.32.0.0/24', nodeCIDRs: [machines] },
    target: { identity: { address: 'privateAddress', addressIn: machines } },
    kubelet: { config: { shutdownGracePeriod: `${fields.graceSeconds}s`, shutdownGracePeriodCriticalPods: '20s' } },
    host: {
      loginUsers: [{ name: 'ops', sshKeys: [(await readFile(`${key}.pub`, 'utf8')).trim()], sudo: true }],
      swap: { size: fields.swapMiB },
      hugepages: fields.hugepages,
      kernelArguments: fields.kernelArguments,
      hostName: 'spec',
      programs: [{ path: fields.program, url: `http://${gateway}:${ownPort}/own/tool`, digest: `sha256:${digest}` }],
      files: [{ path: `/etc/systemd/system/${fields.unit}`, content: unit }],
      systemUnits: { enable: [fields.unit], mask: [fields.masked] },
      moduleOptions: { nf_conntrack: `hashsize=${fields.hashsize}` },
      sysctls: { 'net.core.somaxconn': String(fields.backlog) },
    },
    firstBoot: {
      commands: [
        { name: 'first', when: 'beforeRuntime', script: noting('first') },
        { name: 'second', when: 'beforeKubelet', script: noting('second') },
        { name: 'third', when: 'afterReady', script: noting('third') },
      ],
    },
  };
}

/** A line that says which of the two run by then. */
function noting(name: string): string {
  const states = ['containerd', 'kubelet'].map((unit) => `$(systemctl is-active ${unit})`).join(' ');
  return `echo "${name} ${states}" >>${fields.order}\n`;
}

async function startTwice({ machine, signal }: Laboratory): Promise<string> {
  machine.powerOn({ restarts: 1 });
  return eventually('the install starts the machine once more', 300_000, signal, async () => {
    const said = /bootwright: (FAILED|starts once more).*/.exec(await machine.serialText());
    if (said === null) return undefined;
    if (said[1] === 'FAILED') return said[0].trim();
    return (await machine.serialText('boot')).includes(said[0]) ? undefined : said[0].trim();
  });
}
