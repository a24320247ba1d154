import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ApiServer, startApiServer } from '../control-plane/api-server.js';
import { keysIn } from '../control-plane/keys.js';
import type { Kubectl } from '../control-plane/kubectl.js';
import { aimAt, type BootDocument, readFixture, renderSpec } from '../document/document.js';
import type { PlannedFile } from '../document/planned-files.js';
import type { Teardown } from '../harness/teardown.js';
import { type EmulatorFault, Machine } from '../machine/machine.js';
import { openShell, type Shell } from '../machine/shell.js';
import { mirrorUrl, startMirror } from '../network/mirror.js';
import { openNetwork, type Port } from '../network/network.js';
import { missingPackage, type Suite, targets } from '../supplies/guest.js';
import { ofItsYears, runtimeOf } from '../supplies/runtimes.js';
import type { Supply } from '../supplies/supply.js';
import { type Programs, packTree } from './tree.js';

/** One guest, on which programs of many versions are tried one after the other. */
export interface Stage {
  readonly supply: Supply;
  readonly shell: Shell;
  readonly port: Port;
  readonly signal: AbortSignal;
  /** The node's document for these versions. */
  render(kubernetes: string, containerd: string): Promise<BootDocument>;
  /** The administrator of a cluster whose API server is of this release; one of another release is taken away. */
  cluster(apiServer: string): Promise<Kubectl>;
  /** Packs files and programs, and gives the address at which the guest can fetch them. */
  serve(planned: readonly PlannedFile[], programs: readonly Programs[]): Promise<string>;
}

// No machine needs these downloads here: the programs are put in place by hand, and all that is known of them is enough.
const unverified = ['kubernetes-node', 'containerd', 'runc', 'cni-plugins', 'crictl'];

export async function openStage(
  supply: Supply,
  suite: Suite,
  port: Port,
  folder: string,
  teardown: Teardown,
  interruption: AbortController,
): Promise<Stage> {
  const { signal } = interruption;
  const { binaries } = supply;
  const guest = ofItsYears(supply.guest(suite));
  const served = join(folder, 'served');
  const pki = join(folder, 'pki');
  await mkdir(served, { recursive: true });
  teardown.defer('the archives', () => rm(served, { recursive: true, force: true }));
  const network = await openNetwork(folder, teardown);
  await startMirror(network, [], [guest], { folders: { '/trees/': served } });

  const render: Stage['render'] = async (kubernetes, containerd) => {
    const cluster = await readFixture('current-containerd');
    const { runc, config = {} } = runtimeOf(containerd);
    Object.assign(cluster.spec, {
      kubernetes: { version: kubernetes },
      runtime: { version: containerd, runc, config },
      workers: [worker(port)],
      artifacts: { overrides: Object.fromEntries(unverified.map((name) => [name, { unverified: true }])) },
    });
    aimAt(cluster, targets[suite]);
    return renderSpec(cluster, port.name, join(folder, `${kubernetes}-${containerd}`), pki);
  };

  let clusters = 0;
  let running: { readonly version: string; readonly server: ApiServer } | undefined;
  const cluster: Stage['cluster'] = async (version) => {
    if (running?.version !== version) {
      await running?.server.stop();
      running = undefined;
      const programs = { ...binaries, kubernetes: supply.kubernetes(version) };
      // Nobody makes service accounts here.
      const flags = ['--disable-admission-plugins=ServiceAccount'];
      const at = join(folder, `api-server-${++clusters}-${version}`);
      running = { version, server: await startApiServer(network, programs, keysIn(pki), at, signal, flags) };
    }
    return running.server.kubectl;
  };

  let archives = 0;
  const serve: Stage['serve'] = async (planned, programs) => {
    const name = `${++archives}.tar`;
    await packTree(planned, programs, join(served, name));
    return `${mirrorUrl}/trees/${name}`;
  };

  const machine = new Machine(network, guest, binaries, port, folder, (fault: EmulatorFault) =>
    interruption.abort(fault),
  );
  await machine.create('#cloud-config\n{}\n');
  teardown.defer('the disk', () => rm(join(folder, 'disk.qcow2'), { force: true }));
  machine.powerOn();
  teardown.defer('the machine', () => machine.cutPower());
  const shell = await openShell(network, guest, port, folder, signal);
  teardown.defer('ssh', () => shell.close());
  await shell.opened(180_000);
  await shell.run('cloud-init status --wait >/dev/null || :', 180_000);
  await shell.run(`apt-get -q update && apt-get install -y -q ${missingPackage}`, 180_000);
  const plugins = await serve([], [{ folder: binaries.cni, to: '/opt/cni/bin' }]);
  await shell.run(`set -o pipefail; curl -fsS ${plugins} | tar -x -C /`, 120_000);
  return { supply, shell, port, signal, render, cluster, serve };
}

/** A label and a taint, which go different ways in different versions. */
function worker({ name, address, podCIDR }: Port): object {
  return {
    ...{ name, address, podCIDR },
    labels: { tier: 'batch' },
    taints: [{ key: 'dedicated', value: 'batch', effect: 'NoSchedule' }],
  };
}
