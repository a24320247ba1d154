import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { runCommand } from '../harness/command.js';
import { cacheFolder } from '../harness/places.js';
import { benchPlaces, judgeBench, workerSection } from '../machine/bench.js';
import type { Laboratory } from '../machine/laboratory.js';
import { type ClusterRow, holds } from './row.js';

const release = '0.10.7';

/** The benchmark itself judges a node that runs, where test/judges asks it about files and stand-ins. */
export const hardened: ClusterRow = {
  name: 'hardened',
  what: `hardening: baseline; kube-bench ${release} on the running node: no check of the worker section fails, each manual one is met or excused by name`,
  guest: 'trixie',
  spec: { hardening: 'baseline' },
  isMeant: holds([/protectKernelDefaults: true/, /seccompDefault: true/, /podPidsLimit: \d+/, /tlsMinVersion: \w+/]),
  course: {
    afterwards: async (lab, report) => {
      await report.check(`kube-bench ${release} on the machine`, () => runsBench(lab));
      await report.check('pods get the seccomp profile and the limit of processes', () => podsAreBound(lab));
      await report.check('others may read no file of the kubelet', () => filesAreClosed(lab));
    },
  },
};

async function runsBench({ shell, network }: Laboratory): Promise<string> {
  const built = join(cacheFolder, `kube-bench-${release}`);
  if (!existsSync(built)) throw new Error(`${built} is not there: .ci/judges builds it`);
  const folder = join(network.logFolder, 'bench');
  await mkdir(folder);
  for (const part of ['kube-bench', 'cfg/cis-1.10', 'cfg/config.yaml'])
    await cp(join(built, part), join(folder, part), { recursive: true });
  const file = join(folder, 'cfg', 'config.yaml');
  const settings = parse(await readFile(file, 'utf8'));
  const { kubelet, proxy } = benchPlaces();
  Object.assign(settings.node.kubelet, kubelet);
  Object.assign(settings.node.proxy, proxy);
  await writeFile(file, stringify(settings));
  const archive = join(network.logFolder, 'bench.tgz');
  await runCommand(['tar', '-C', network.logFolder, '-czf', archive, 'bench']);
  await shell.copy(archive, '/var/tmp/bench.tgz');
  await shell.run('cd /var/tmp && tar -xzf bench.tgz && rm bench.tgz');
  const command = ['/var/tmp/bench/kube-bench', ...workerSection, '--config-dir', '/var/tmp/bench/cfg'];
  const answer = await shell.run(`${command.join(' ')} 2>/dev/null; rm -r /var/tmp/bench`, 240_000);
  return judgeBench(answer);
}

/** As the kernel has it for a container: seccomp filters (2), and its pod's most processes. */
async function podsAreBound({ shell }: Laboratory): Promise<string> {
  const said = await shell.run(
    [
      'pid=$(pgrep -x app | head -n 1)',
      'grep ^Seccomp: /proc/$pid/status',
      'pod=/sys/fs/cgroup$(cut -d: -f3 /proc/$pid/cgroup | sed "s|/[^/]*$||")',
      'echo pids $(cat $pod/pids.max)',
    ].join('; '),
  );
  if (!/^Seccomp:\s+2$/m.test(said) || !/^pids \d+$/m.test(said)) throw new Error(said);
  return said.trim().replaceAll(/\s+/g, ' ');
}

async function filesAreClosed({ shell }: Laboratory): Promise<string> {
  const files =
    '/var/lib/kubelet/*kubeconfig* /var/lib/kubelet/kubelet-config.yaml /etc/systemd/system/kubelet.service';
  const said = await shell.run(`stat -c '%a %n' ${files} /var/lib/kube-proxy/kubeconfig`);
  const open = said.split('\n').filter((line) => line !== '' && !line.startsWith('600 '));
  if (open.length > 0) throw new Error(`open: ${open.join(', ')}`);
  return said.trim().replaceAll('\n', ', ');
}
