import { expect, it } from 'vitest';
import { clusterOf, testKeys } from '../../test/fixture-input.js';
import { assembler } from './assemble.js';
import { coveredFiles } from './claims.js';
import type { Contribution } from './contribution.js';
import type { NodePlan } from './node-plan.js';

const origin = ['spec', 'host'];
const cluster = clusterOf('current-containerd');
const [node] = cluster.nodes;
if (node === undefined) throw new Error('no node');
const assemble = assembler(cluster);
const planOf = (...components: Contribution[]): NodePlan =>
  assemble(node, testKeys('current-containerd')(node), components);

const textOf = ({ files }: NodePlan, path: string): string => {
  const found = files.find((file) => file.path === path);
  if (found === undefined) throw new Error(`no ${path}`);
  return found.content;
};
const linesOf = (plan: NodePlan): string[] => textOf(plan, '/opt/bootwright/install.sh').split('\n');
const hostOf = (plan: NodePlan): string[] => {
  const lines = linesOf(plan);
  const begin = lines.indexOf('host() {');
  return lines.slice(begin + 1, lines.indexOf('}', begin)).map((line) => line.trim());
};
const stepsOf = (plan: NodePlan): string[] => {
  const lines = linesOf(plan);
  return lines.slice(lines.indexOf('begin "$@"') + 1, lines.indexOf('ready')).filter((line) => !/ put /.test(line));
};

it('one contribution is a step without a unit, wherever it comes in', () => {
  const script = { path: '/opt/x.sh', mode: 0o700, content: 'true\n', secret: false, origin };
  const component = (content: string): Contribution => ({
    files: [{ ...script, content }],
    steps: [
      { name: 'before-runtime', command: ['run_script', '/opt/x.sh'], phase: 'pre-runtime', keyed: true },
      { name: 'format-disk', command: ['make_disk', '/dev/my disk'], phase: 'storage' },
    ],
  });
  const runtime: Contribution = { service: { unit: 'containerd', phase: 'runtime', programs: [], reads: [] } };
  const [clock, disk, ...rest] = stepsOf(planOf(runtime, component('true\n')));
  expect([clock?.split(' ')[1], disk]).toEqual(['clock', "do_now format-disk make_disk '/dev/my disk'"]);
  expect(rest.map((line) => line.replace(/[0-9a-f]{12}/, 'KEY'))).toEqual([
    'start host host',
    'finish host',
    'do_now before-runtime run_script /opt/x.sh KEY',
    'serve containerd KEY',
    'do_now health health 127.0.0.1/10248 containerd',
    expect.stringMatching(/^finish kubernetes-node /),
  ]);
  // What it does anew is its own step, and nobody else's.
  const after = stepsOf(planOf(runtime, component('false\n')));
  const changed = stepsOf(planOf(runtime, component('true\n'))).filter((line) => !after.includes(line));
  expect(changed.map((line) => line.split(' ')[1])).toEqual(['before-runtime']);
});

it('one contribution is a mount before anything is fetched', () => {
  const mount = { what: 'LABEL=data', where: '/var/lib/my-data', type: 'ext4', options: [], after: [], origin };
  const plan = planOf({ mounts: [mount] });
  expect(plan.mounts).toEqual([mount]);
  expect(plan.services).toEqual([]);
  expect(coveredFiles(plan)).toEqual([]);
  expect(textOf(plan, '/etc/systemd/system/var-lib-my\\x2ddata.mount')).toContain('Where=/var/lib/my-data\n');
  expect(linesOf(plan).findIndex((line) => line.startsWith("serve 'var-lib-my\\x2ddata.mount' "))).toBeLessThan(
    linesOf(plan).findIndex((line) => line.includes(' put ')),
  );
});

it('a mount over a file of the document is found', () => {
  const mount = { what: '/dev/vdb', where: '/var/lib/kubernetes', type: 'ext4', options: [], after: [], origin };
  expect(coveredFiles(planOf({ mounts: [mount] }))).toMatchObject([
    { mount: '/var/lib/kubernetes', by: 'unit', at: origin, file: { path: '/var/lib/kubernetes/ca.pem' } },
  ]);
});

it('needs of several components are one: packages, modules, settings of the kernel, users', () => {
  const user = { name: 'app', group: 'apps', home: '/home/app', shell: '/bin/bash' };
  const plan = planOf(
    { packages: ['xfsprogs'], modules: ['overlay'], sysctls: { 'vm.swappiness': '0' }, users: [user] },
    {
      packages: ['nfs-common', 'xfsprogs'],
      modules: ['br_netfilter', 'overlay'],
      sysctls: { 'fs.file-max': '100000', 'vm.swappiness': '60' },
      directories: [{ path: '/home/app', mode: 0o750, owner: 'app:apps' }],
      files: [{ path: '/home/app/x', mode: 0o644, content: '', owner: 'app:apps', secret: false, origin }],
      links: [{ path: '/usr/bin/it', target: '/opt/it' }],
      host: [{ words: ['systemctl', 'so so'], why: 'it is not' }],
    },
  );
  expect(plan).toMatchObject({
    packages: ['nfs-common', 'xfsprogs'],
    modules: ['br_netfilter', 'overlay'],
    sysctls: { 'fs.file-max': '100000', 'vm.swappiness': '0' },
    users: [user],
  });
  expect(textOf(plan, '/etc/modules-load.d/kubernetes.conf')).toBe('br_netfilter\noverlay\n');
  expect(textOf(plan, '/etc/sysctl.d/zz-kubernetes.conf')).toBe('fs.file-max=100000\nvm.swappiness=0\n');
  expect(linesOf(plan)).toContain('start packages packages nfs-common xfsprogs');
  expect(hostOf(plan)).toEqual([
    'add_group apps',
    'add_user app apps /home/app /bin/bash',
    'own_directory 0750 app:apps /home/app',
    'own_file app:apps /home/app/x',
    'make_link /opt/it /usr/bin/it',
    'kernel',
    "systemctl 'so so' # it is not",
  ]);
  expect(textOf(plan, plan.firstBootLibrary)).toContain('\nmake_link() ');
});

it('packages come before the downloads where a step before these waits for them', () => {
  const disk = (...after: string[]): Contribution => ({
    packages: ['xfsprogs'],
    steps: [{ name: 'format-disk', command: ['make_disk', '/dev/vdb'], after, phase: 'storage' }],
  });
  expect(stepsOf(planOf(disk('packages'))).slice(1, 4)).toEqual([
    'do_now packages packages xfsprogs',
    'do_now format-disk make_disk /dev/vdb',
    'start host host',
  ]);
  expect(stepsOf(planOf(disk())).slice(1, 4)).toEqual([
    'do_now format-disk make_disk /dev/vdb',
    'start host host',
    'start packages packages xfsprogs',
  ]);
});

it('a download that a step waits for begins before it, and one that none waits for when the units run', () => {
  const pull: Contribution = {
    steps: [{ name: 'pull-images', command: ['pull_images'], after: ['crictl'], phase: 'pre-kubelet' }],
  };
  const phaseOf = ({ steps }: NodePlan): unknown => steps.find(({ name }) => name === 'crictl')?.phase;
  expect([phaseOf(planOf(pull)), phaseOf(planOf())]).toEqual(['fetch', 'tools']);
  expect(linesOf(planOf(pull))).toContain('finish host crictl');
});
