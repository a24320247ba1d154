import { expect, it } from 'vitest';
import { diff, inspect } from '../index.js';
import { readDocument } from './read-document.js';

const cloudConfig = (files: Readonly<Record<string, string>>): string =>
  `#cloud-config\n${JSON.stringify({
    write_files: Object.entries(files).map(([path, content]) => ({ path, content })),
  })}\n`;
const inspectionOf = (files: Readonly<Record<string, string>>) => {
  const read = inspect(cloudConfig(files));
  if ('mistake' in read) throw new Error(read.mistake);
  return read.inspection;
};

const journal = (key: string, ...lines: string[]): string =>
  [
    'host() {',
    '  add_group apps',
    "  add_user app apps '/home/an app' /bin/bash",
    '  kernel',
    '}',
    'begin "$@"',
    ...lines,
  ]
    .concat(`serve kubelet ${key}`, 'finish packages', 'ready', '')
    .join('\n');
const path = '/opt/bootwright/install.sh';

it('reads the users, packages and steps of our own journal', () => {
  const packages = "start packages packages nftables 'it'\\''s'";
  expect(inspectionOf({ [path]: journal('0123456789ab', 'do_now clock clock 1 2', packages) })).toMatchObject({
    users: [{ name: 'app', group: 'apps', home: '/home/an app', shell: '/bin/bash' }],
    packages: ['nftables', "it's"],
    steps: [
      { name: 'clock', command: 'clock 1 2' },
      { name: 'packages', command: 'packages nftables "it\'s"' },
      { name: 'start-kubelet', command: 'serve kubelet 0123456789ab' },
    ],
  });
});

it('reads them of no other script', () => {
  expect(inspectionOf({ '/opt/install.sh': journal('0123456789ab') })).toMatchObject({ users: [], steps: [] });
});

it('reads modules, settings of the kernel and mounts of any document; of two files the last one holds', () => {
  expect(
    inspectionOf({
      '/etc/modules-load.d/b.conf': 'overlay\n\n# nothing\n',
      '/etc/modules-load.d/a.conf': '; nothing\nnbd\noverlay\n',
      '/etc/sysctl.d/zz.conf': 'vm.swappiness = 0\n-net.ipv4.ip_forward=1\n',
      '/etc/sysctl.d/50.conf': 'vm.swappiness=60\n',
      '/etc/systemd/system/data.mount': '[Mount]\nWhat=LABEL=data\nWhere=/data\nOptions=noatime\n',
    }),
  ).toMatchObject({
    modules: ['nbd', 'overlay'],
    sysctls: [
      { key: 'vm.swappiness', value: '0' },
      { key: 'net.ipv4.ip_forward', value: '1' },
    ],
    mounts: [{ what: 'LABEL=data', where: '/data', type: '', options: 'noatime' }],
  });
});

it('tells them apart', () => {
  const old = cloudConfig({
    [path]: journal('0123456789ab', 'start packages packages nftables', 'do_now gone run_script /x'),
    '/etc/sysctl.d/zz.conf': 'vm.swappiness = 0\n',
    '/etc/modules-load.d/a.conf': 'nbd\n',
  });
  const now = cloudConfig({
    [path]: journal('ab0123456789', 'start packages packages iptables nftables').replace('/bin/bash', '/bin/sh'),
    '/etc/sysctl.d/zz.conf': 'vm.swappiness = 60\n',
    '/etc/systemd/system/data.mount': '[Mount]\nWhat=LABEL=data\nWhere=/data\n',
  });
  const compared = diff(old, now);
  if (!('changes' in compared)) throw new Error(compared.mistake);
  const state = compared.changes.filter(({ what }) => !['file', 'unit'].includes(what));
  expect(state.map(({ what, name, change, details }) => [what, name, change, ...details])).toEqual([
    ['user', 'app', 'changed', 'shell /bin/bash → /bin/sh'],
    ['package', 'iptables', 'added'],
    ['module', 'nbd', 'removed'],
    ['sysctl', 'vm.swappiness', 'changed', 'value 0 → 60'],
    ['mount', '/data', 'added', 'of LABEL=data'],
    ['step', 'gone', 'removed', 'run_script /x'],
    ['step', 'packages', 'changed', 'packages nftables → packages iptables nftables'],
    ['step', 'start-kubelet', 'changed', '0123456789ab → ab0123456789'],
  ]);
});

it('refuses more of them than a machine has', () => {
  const modules = Array.from({ length: 50_001 }, (_, index) => `m${index}\n`).join('');
  expect(readDocument(cloudConfig({ '/etc/modules-load.d/a.conf': modules }))).toEqual({
    mistake: "its files ask for more than 50000 things, which no machine's document does",
  });
});
