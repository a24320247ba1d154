import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Spec } from '../document/document.js';
import type { Laboratory } from '../machine/laboratory.js';
import { apiServerAddress, unknownName } from '../network/network.js';
import {
  openWayOut,
  outsideAddress,
  outsideMirror,
  outsideRegistry,
  ownPort,
  privateAddress,
  privateDomain,
  proxyName,
  proxyPort,
  proxyUser,
  serveInside,
  shutOff,
  timeName,
} from '../network/private-network.js';
import { appImage, packImages, pauseImage } from '../supplies/image.js';
import type { Supply } from '../supplies/supply.js';
import { registryUser, seeUses, wrongClock } from './private-uses.js';
import { digestInRegistry, makePrivateAuthority, registryProgram, startRegistry } from './registry.js';
import { type ClusterRow, holds } from './row.js';

const wayOut = `http://${proxyUser.username}:${proxyUser.password}@${proxyName}:${proxyPort}`;

const hostOf = (image: string): string => image.slice(0, image.indexOf('/'));
const ownOf = (folder: string): string => join(folder, 'own');
const authorityOf = (folder: string, name: 'mirror' | 'registry'): string => join(folder, `${name}-authority`);

/** Nothing of what a machine has otherwise: no way out but a proxy, no names, time, registry and trust but its own. */
export const privateEverything: ClusterRow = {
  name: 'private-everything',
  what: 'a proxy with a password is the only way out, for downloads, packages and pulls; a registry and a mirror with CAs of their own, the first with a password, which for one image only a credential provider knows; names, time and /etc/hosts of the spec; the clock is months behind',
  guest: 'trixie',
  mirrors: [`https://${outsideMirror}`],
  ownSpec: specIn,
  isMeant: holds([
    /proxy\.env/,
    /hosts\.toml/,
    /set_clock wait/,
    /host_entries '?10\.240\.0\.10/,
    /pull_images/,
    /ask_anew/,
  ]),
  course: {
    before: [
      { what: 'the network is shut, and has names, time and a proxy of its own', take: shutTheNetwork },
      { what: 'a registry outside holds the images, for one user', take: fillRegistry },
    ],
    boot: {
      what: `the machine is powered on, its clock at ${wrongClock}`,
      take: async ({ machine }) => void machine.powerOn({ clock: wrongClock }),
    },
    whenReady: { what: 'there is no way out but the proxy', take: isShutIn },
    images: {
      what: "the spec's image was pulled by its digest before the kubelet started, and no other",
      take: hasOne,
    },
    afterwards: seeUses,
    // The network is shut for pods, too: that they reach others out there is asked in the other rows.
    expects: { metadataBlock: false },
  },
};

async function specIn(folder: string, supply: Supply): Promise<Spec['spec']> {
  const trusted = await makePrivateAuthority(authorityOf(folder, 'mirror'));
  const ca = await makePrivateAuthority(authorityOf(folder, 'registry'));
  const { file } = await packImages(supply.binaries.app);
  const digest = await digestInRegistry(file, join(folder, 'archive'));
  await rm(join(folder, 'archive'), { recursive: true });
  const mirror = { url: `https://${outsideRegistry}:5000`, ca };
  const registries = [
    { name: hostOf(pauseImage), fallback: false, mirrors: [{ ...mirror, credentials: registryUser }] },
    // Who may pull the other one is known to the kubelet's provider alone.
    { name: hostOf(appImage), fallback: false, mirrors: [mirror] },
  ];
  return {
    controlPlane: { endpoint: `https://${unknownName}:6443` },
    network: { podCIDR: '10.200.0.0/16', serviceCIDR: '10.32.0.0/24', nodeCIDRs: ['10.240.0.0/24'] },
    runtime: { registries },
    kubelet: { imageCredentialProviders: [await providerIn(ownOf(folder))] },
    host: {
      proxy: { http: wayOut, https: wayOut },
      trustedCAs: [trusted],
      hostEntries: [{ address: apiServerAddress, names: [unknownName] }],
      time: { servers: [timeName], waitForSync: true },
      resolver: { servers: [privateAddress], search: [privateDomain] },
      files: [{ path: '/etc/apt/sources.list', content: `deb [trusted=yes] http://${outsideMirror}/apt/trixie ./\n` }],
    },
    firstBoot: { images: [`${pauseImage.slice(0, pauseImage.lastIndexOf(':'))}@${digest}`] },
  };
}

/** A provider of credentials for the test's own image, which has the password by its environment. */
async function providerIn(folder: string): Promise<object> {
  const auth = `{"${hostOf(appImage)}":{"username":"${registryUser.username}","password":"'$REGISTRY_PASSWORD'"}}`;
  const kind = '"kind":"CredentialProviderResponse","apiVersion":"credentialprovider.kubelet.k8s.io/v1"';
  const program = `#!/bin/sh\ncat >/dev/null\necho '{${kind},"cacheKeyType":"Registry","auth":${auth}}'\n`;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'own-credentials'), program);
  return {
    name: 'own-credentials',
    matchImages: [hostOf(appImage)],
    env: { REGISTRY_PASSWORD: registryUser.password },
    url: `http://${outsideMirror}:${ownPort}/own/own-credentials`,
    digest: `sha256:${createHash('sha256').update(program).digest('hex')}`,
  };
}

async function shutTheNetwork({ network, document }: Laboratory): Promise<undefined> {
  await shutOff(network);
  serveInside(network);
  const folder = dirname(document.pki);
  await openWayOut(network, authorityOf(folder, 'mirror'), ownOf(folder));
}

async function fillRegistry({ network, supplies, document, signal }: Laboratory): Promise<undefined> {
  const place = {
    address: outsideAddress,
    names: [outsideRegistry],
    authority: authorityOf(dirname(document.pki), 'registry'),
    user: registryUser,
  };
  const folder = join(network.logFolder, 'registry');
  await startRegistry(network, await registryProgram(signal), place, supplies.images.file, folder, signal);
}

/** The machine gets out by no other way, with or without a name. */
async function isShutIn({ shell }: Laboratory): Promise<string> {
  const ways = [`https://${outsideAddress}`, `https://${outsideMirror}`, 'http://10.240.0.1:8080'];
  const said: string[] = [];
  for (const way of ways) {
    const { code, stderr } = await shell.attempt(`curl -sS --max-time 5 -o /dev/null ${way}`);
    if (code === 0) throw new Error(`${way} answers`);
    said.push(stderr.trim().replace(/^curl: /, ''));
  }
  return said.join('; ');
}

async function hasOne({ shell }: Laboratory): Promise<string> {
  const present = (await shell.run('ctr -n k8s.io images ls -q')).trim().split('\n');
  const others = present.filter(
    (name) => name !== '' && !name.startsWith('sha256:') && !name.includes('/pause@sha256:'),
  );
  if (others.length > 0) throw new Error(`there are also ${others.join(', ')}`);
  const pulled = present.find((name) => name.includes('/pause@sha256:'));
  if (pulled === undefined) throw new Error(`there is only ${present.join(', ')}`);
  const when = await shell.run('cd /var/lib/bootwright/done; stat -c %Y images start-kubelet | sort -c && echo so');
  return `${pulled}, ${when.trim()}`;
}
