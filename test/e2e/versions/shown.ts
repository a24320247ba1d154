import toml from '@iarna/toml';
import { parse } from 'yaml';
import type { Kubectl } from '../control-plane/kubectl.js';
import { contentOf, type PlannedFile } from '../document/planned-files.js';
import type { Shell } from '../machine/shell.js';
import { countOf, differences } from './settings.js';
import { programDirectory } from './tree.js';

/** A program's own view of its settings, held against the file that it was given. */
export interface Shown {
  /** How many values the file sets. */
  readonly count: number;
  readonly differences: readonly string[];
}

const containerdFile = '/etc/containerd/config.toml';

/** By `config dump`. */
export async function containerdShows(
  shell: Shell,
  planned: readonly PlannedFile[],
  containerd: string,
): Promise<Shown> {
  const program = `${programDirectory(planned, 'containerd')}/containerd`;
  // It writes its own version of the format, whatever it read.
  const { version, ...asked } = toml.parse(contentOf(planned, containerdFile)) as Record<string, unknown>;
  const dump = toml.parse(await shell.run(`${program} --config ${containerdFile} config dump`));
  const ignored = hidesOptions.has(containerd) ? /\.options\./ : undefined;
  return compare('containerd', asked, dump, ignored);
}

/** These hand a runtime's options on unread, and show none of them. */
const hidesOptions = new Set(['1.4.13']);

/** By /configz, through the API server. */
export async function kubeletShows(kubectl: Kubectl, node: string, planned: readonly PlannedFile[]): Promise<Shown> {
  const file = fileOfKind(planned, 'KubeletConfiguration');
  if (file === undefined) return { count: 0, differences: [] };
  const answer = await kubectl.run('get', '--raw', `/api/v1/nodes/${node}/proxy/configz`);
  const { kubeletconfig } = JSON.parse(answer) as { kubeletconfig: unknown };
  return compare('kubelet', settingsOf(file), kubeletconfig);
}

/** By what it writes of what it read: its /configz speaks of inner names. */
export async function proxyShows(shell: Shell, planned: readonly PlannedFile[]): Promise<Shown> {
  const file = fileOfKind(planned, 'KubeProxyConfiguration');
  if (file === undefined) return { count: 0, differences: [] };
  const program = `${programDirectory(planned, 'kube-proxy')}/kube-proxy`;
  const to = '/run/kube-proxy-shows.yaml';
  await shell.run(`${program} --config=${file.path} --write-config-to=${to}`);
  return compare('kube-proxy', settingsOf(file), parse(await shell.run(`cat ${to}`)));
}

function fileOfKind(planned: readonly PlannedFile[], kind: string): PlannedFile | undefined {
  return planned.find(({ content }) => content.includes(`\nkind: ${kind}\n`));
}

function settingsOf({ content }: PlannedFile): unknown {
  const { apiVersion, kind, ...settings } = parse(content.toString()) as Record<string, unknown>;
  return settings;
}

function compare(program: string, asked: unknown, shown: unknown, ignored?: RegExp): Shown {
  const found = differences(asked, shown).filter((line) => !ignored?.test(line));
  return { count: countOf(asked), differences: found.map((line) => `${program} ${line}`) };
}
