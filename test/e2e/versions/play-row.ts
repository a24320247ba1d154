import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Kubectl } from '../control-plane/kubectl.js';
import { nodeIsReady } from '../control-plane/outside.js';
import { server, serverOn } from '../control-plane/workload.js';
import { contentOf, type PlannedFile, readPlannedFiles } from '../document/planned-files.js';
import { lastLines } from '../harness/command.js';
import { eventually } from '../harness/wait.js';
import { bootId } from '../machine/inside.js';
import { packImages } from '../supplies/image.js';
import { type Complaint, complaintsIn, excuseFor } from './complaints.js';
import { deprecationsOf, logOf, now, settle, stateOf, type Unit, units } from './node.js';
import type { VersionRow } from './rows.js';
import { containerdShows, kubeletShows, proxyShows } from './shown.js';
import type { Stage } from './stage.js';
import { programDirectory } from './tree.js';

/** Starts the row's programs on the files of their document. Says what was seen; throws where they are not content. */
export async function playRow(row: VersionRow, stage: Stage, logs: string): Promise<string> {
  const { kubernetes, containerd } = row.control?.files ?? row;
  const { text } = await stage.render(kubernetes, containerd);
  const planned = readPlannedFiles(text);
  await settle(stage.shell, await stage.serve(planned, await programsOf(row, planned, stage)));
  const kubectl = await stage.cluster(row.apiServer);
  // What is left of the row before; a pod's end would be in the logs.
  await kubectl.run('delete', 'pod', server, '--ignore-not-found', '--force', '--grace-period=0');
  await kubectl.run('delete', 'node', stage.port.name, '--ignore-not-found');
  const since = await now(stage.shell);
  const complaints = (): Promise<readonly Complaint[]> => readComplaints(stage, since, logs);
  for (const unit of units) await stage.shell.attempt(`systemctl start ${unit}`, 120_000);
  if (row.control !== undefined) return playControl(row.control.mustSay, stage, complaints);
  const outcome = await check(row, stage, planned, kubectl).catch((error: Error) => {
    stage.signal.throwIfAborted();
    return error;
  });
  const seen = await complaints();
  const wrong = seen.filter((one) => excuseFor(one) === undefined).map(({ unit, line }) => `${unit}: ${line}`);
  if (outcome instanceof Error) wrong.unshift(outcome.message);
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  return `${outcome}${excused(seen)}`;
}

/** What must be so once the programs run; says what was seen. */
async function check(
  row: VersionRow,
  stage: Stage,
  planned: readonly PlannedFile[],
  kubectl: Kubectl,
): Promise<string> {
  await areHealthy(stage);
  const ready = await isReady(row, stage, kubectl);
  const settings = await showWhatWasAsked(row, stage, planned, kubectl);
  await podRuns(stage, kubectl);
  await proxyWorks(stage);
  return `${ready}; ${settings} settings shown; a pod and a Service answer`;
}

async function programsOf(row: VersionRow, planned: readonly PlannedFile[], { supply }: Stage) {
  const runtime = supply.runtime(row.containerd);
  const containerdAt = programDirectory(planned, 'containerd');
  const images = await packImages(supply.binaries.app, [contentOf(planned, '/etc/containerd/config.toml')]);
  return [
    { folder: runtime.containerd, to: containerdAt },
    { folder: runtime.runc, to: containerdAt },
    ...(['kubelet', 'kube-proxy'] as const).map((program) => ({
      folder: supply.kubernetes(row.kubernetes),
      names: [program],
      to: programDirectory(planned, program),
    })),
    { folder: dirname(images.file), to: '/run/images' },
  ];
}

/** The programs get files of other versions: they must complain, and the complaint must be found. */
async function playControl(
  mustSay: readonly RegExp[],
  { signal }: Stage,
  complaints: () => Promise<readonly Complaint[]>,
): Promise<string> {
  return eventually('the complaints', 60_000, signal, async () => {
    const found = (await complaints()).map(({ unit, line }) => `${unit}: ${line}`);
    const missing = mustSay.filter((pattern) => !found.some((line) => pattern.test(line)));
    if (missing.length > 0) throw new Error(`not said: ${missing.join(', ')}; said: ${found.join(' | ')}`);
    return `found ${mustSay.map((pattern) => found.find((line) => pattern.test(line))).join(' | ')}`;
  });
}

async function readComplaints({ shell }: Stage, since: string, logs: string): Promise<readonly Complaint[]> {
  const found: Complaint[] = [];
  for (const unit of units) {
    const log = await logOf(shell, unit, since);
    await writeFile(join(logs, `${unit}.log`), log);
    found.push(...complaintsIn(unit, log));
  }
  return [...found, ...(await deprecationsOf(shell))];
}

const healthPorts: Readonly<Partial<Record<Unit, number>>> = { kubelet: 10248, 'kube-proxy': 10256 };

async function areHealthy({ shell, signal }: Stage): Promise<void> {
  const stopped = await eventually('kubelet and kube-proxy are healthy', 120_000, signal, async () => {
    for (const unit of units) {
      const { running, restarts } = await stateOf(shell, unit);
      if (!running || restarts > 0) return unit;
      const port = healthPorts[unit];
      if (port !== undefined) await shell.run(`curl -sS --fail --max-time 5 http://127.0.0.1:${port}/healthz`);
    }
    return 'none';
  });
  if (stopped === 'none') return;
  const { stdout } = await shell.attempt(`journalctl -q --no-pager -o cat -n 40 -u ${stopped}`);
  throw new Error(`${stopped} ended:\n${lastLines(stdout, 12)}`);
}

async function isReady(row: VersionRow, stage: Stage, kubectl: Kubectl): Promise<string> {
  const said = await nodeIsReady({ ...stage, kubectl }, await bootId(stage));
  if (!said.startsWith(`v${row.kubernetes}, containerd://`) || !said.includes(row.containerd))
    throw new Error(`the node says it is ${said}`);
  return said;
}

async function showWhatWasAsked(
  row: VersionRow,
  stage: Stage,
  planned: readonly PlannedFile[],
  kubectl: Kubectl,
): Promise<number> {
  const shown = [
    await containerdShows(stage.shell, planned, row.containerd),
    await kubeletShows(kubectl, stage.port.name, planned),
    await proxyShows(stage.shell, planned),
  ];
  const wrong = shown.flatMap(({ differences }) => differences);
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  return shown.reduce((sum, { count }) => sum + count, 0);
}

async function podRuns({ shell, port, signal }: Stage, kubectl: Kubectl): Promise<void> {
  await shell.run('ctr -n k8s.io images import /run/images/images.tar', 120_000);
  await kubectl.apply(serverOn(port.name));
  await eventually('the pod answers', 90_000, signal, async () => {
    const { status } = await kubectl.get<{ status: { podIP?: string } }>('pod', server);
    if (status.podIP === undefined) throw new Error(`the pod: ${JSON.stringify(status)}`);
    const answer = await shell.run(`curl -sS --fail --max-time 5 http://${status.podIP}:8080`);
    return answer.startsWith(`${server} ${status.podIP}`) ? true : undefined;
  });
}

/** The API server's own Service has an address of the Service range: kube-proxy leads there. */
async function proxyWorks({ shell, signal }: Stage): Promise<void> {
  await eventually('the Service of the API server answers', 30_000, signal, async () => {
    const answer = await shell.run('curl -sSk --fail --max-time 5 https://10.32.0.1/healthz');
    return answer.trim() === 'ok' ? true : undefined;
  });
}

function excused(seen: readonly Complaint[]): string {
  const whys = new Set(seen.map((one) => excuseFor(one)?.why).filter((why) => why !== undefined));
  return whys.size === 0 ? '' : `; excused: ${[...whys].join(', ')}`;
}
