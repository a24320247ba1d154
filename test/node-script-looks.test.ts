import { existsSync, mkdirSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { impacts } from '../src/impact/impact.js';
import { readDocument } from '../src/review/read-document.js';
import { impactText } from '../src/review/told/words.js';
import { bootwright, edit, ensureBuilt, workspace } from './cli-process.js';
import { installed, judged } from './judges/judge.js';
import { MachineRoot } from './machine-root.js';
import { example, pageText } from './pages.js';

// What a node's script says of a machine, on a file system where its last document was installed.
judged('unshare and chroot', installed('unshare', '--mount', 'true'), () => {
  let folder: string;
  let old: string;
  let root: MachineRoot;

  const scriptOf = (): string =>
    bootwright(folder, ['render', 'cluster.yaml', '--node', 'worker-0', '--as', 'script', '--stdout']).data;
  const changed = (from: string, to: string): string => {
    edit(join(folder, 'cluster.yaml'), from, to);
    const script = scriptOf();
    edit(join(folder, 'cluster.yaml'), to, from);
    return script;
  };

  /** The machine as the script has left it: its files, and the marks of its steps. */
  function install(script: string): void {
    const read = readDocument(script);
    if (!('tree' in read)) throw new Error('the script can not be read');
    for (const { path, content, mode } of read.tree.files)
      if (!path.startsWith('/usr/')) root.write(path, new TextDecoder().decode(content), mode);
    for (const [, unit = '', how = ''] of script.matchAll(/^serve (\S+) (.*)$/gm))
      root.write(`/var/lib/bootwright/done/start-${unit}`, `start_unit ${unit} ${how}\n`);
    root.write('/var/lib/bootwright/status.json', '{"node":"worker-0","document":"x"}\n');
  }

  beforeAll(() => {
    ensureBuilt();
    folder = workspace({ keys: true });
    old = scriptOf();
  }, 120_000);
  beforeEach(() => {
    root = new MachineRoot();
    root.program('systemctl', 'case $1 in is-enabled) echo enabled ;; esac');
    // Debian chooses its awk by a link there.
    mkdirSync(root.at('/etc/alternatives'));
    const awk = '/etc/alternatives/awk';
    if (existsSync(awk)) symlinkSync(readlinkSync(awk), root.at(awk));
    install(old);
  });
  afterEach(() => root.remove());

  const withFewerPods = (): string => changed('spec:\n', 'spec:\n  kubelet: {config: {maxPods: 60}}\n');

  it('says what changes and what that asks for, and changes nothing', () => {
    const { status, output } = root.run(withFewerPods(), '--', '--plan');
    expect(status).toBe(0);
    expect(output).toContain('file /var/lib/kubelet/kubelet-config.yaml: changed\n  needs a drain: when it restarts');
    expect(output).toContain('unit kubelet: restarts\n');
    expect(output).not.toContain('unit containerd');
    expect(output.trimEnd().split('\n').at(-1)).toBe('worker-0: needs a drain; restarts kubelet');
    expect(root.read('/var/lib/kubelet/kubelet-config.yaml')).not.toContain('maxPods');
    expect(readdirSync(root.at('/run'))).toEqual([]);
  });

  it('says whose a file becomes, and nothing of one that is as it must be', () => {
    const own = 'spec:\n  host: {users: [{name: kube}], files: [{path: /etc/own, content: x, owner: "kube:kube"}]}\n';
    const script = changed('spec:\n', own);
    root.write('/etc/passwd', 'root:x:0:0::/root:/bin/bash\nkube:x:990:991::/:/bin/false\n');
    root.write('/etc/group', 'root:x:0:\nkube:x:991:\n');
    root.write('/etc/own', 'x');
    const planned = (): string => root.run(script, '--', '--plan').output;
    expect(planned()).toContain('file /etc/own: owner root:root → kube:kube\n');
    expect(root.run(script, '--', '--drift').output).toContain('file /etc/own: owner kube:kube → root:root\n');
    root.run('chown 990:991 /etc/own');
    expect(planned()).not.toContain('/etc/own');
    expect(root.run(script, '--', '--drift').output).not.toContain('/etc/own');
    root.run('chown 990:0 /etc/crictl.yaml; chmod 600 /etc/crictl.yaml');
    expect(planned()).toContain('file /etc/crictl.yaml: mode 0600 → 0644, owner kube:root → root:root\n');
  });

  it('refuses what needs a drain or a new machine before it has changed anything', () => {
    const drain = root.run(withFewerPods());
    expect(drain).toMatchObject({ status: 1 });
    expect(drain.output).toContain(
      'nothing was changed: this needs a drain. Run kubectl drain worker-0 --ignore-daemonsets, then this again with --drained',
    );
    const machine = root.run(changed('spec:\n', 'spec:\n  proxy: {mode: none}\n'), '--', '--drained');
    expect(machine).toMatchObject({ status: 1 });
    expect(machine.output).toContain(
      'unit kube-proxy: removed\n  needs a new machine: an update in place does not stop it',
    );
    expect(root.read('/calls')).not.toContain('restart');
  });

  it('takes a file that it can not read for one that needs a drain', () => {
    root.write('/var/lib/kubelet/kubelet-config.yaml', '{"kind": "KubeletConfiguration"}\n', 0o600);
    expect(root.run(old, '--', '--plan').output).toContain(
      'needs a drain, to be safe: /var/lib/kubelet/kubelet-config.yaml is not in the form',
    );
  });

  it('takes any change of settings for one, where nothing can read them', () => {
    root.write('/stub/awk', '#!/bin/false\n', 0o755);
    expect(root.run(withFewerPods(), '--', '--plan').output).toContain(
      'needs a drain, to be safe: without awk the change',
    );
  });

  it('knows the words of every impact', () => {
    const body = old.slice(old.indexOf('words_of() {'), old.indexOf('settings() {'));
    for (const impact of impacts) {
      const units = ['nothing', 'written'].includes(impact) ? [] : ['containerd', 'kubelet'];
      const { output } = root.run(`${body}\nwords_of ${[impact, ...units].join(' ')}\n`);
      expect(output.trimEnd()).toBe(impactText(impact, units));
    }
  });

  it('names what differs on the machine, and nothing where nothing does', () => {
    const before = root.run(old, '--', '--drift').output;
    root.run('chmod 644 /var/lib/kubelet/kubeconfig; rm /etc/crictl.yaml; echo x >>/etc/containerd/config.toml');
    const { status, output } = root.run(old, '--', '--drift');
    expect(status).toBe(1);
    const found = output.split('\n').filter((line) => !before.split('\n').includes(line));
    expect(found).toEqual([
      'file /etc/containerd/config.toml: content changed',
      'file /etc/crictl.yaml: removed',
      'file /var/lib/kubelet/kubeconfig: mode 0600 → 0644',
    ]);
    const json = JSON.parse(root.run(old, '--', '--drift', '--json').output);
    expect(json).toMatchObject({ node: 'worker-0' });
    expect(json.drift).toContainEqual({ what: 'file', name: '/etc/crictl.yaml', differs: 'removed' });
  });

  it("takes a package for there where one of the machine's package managers has it", () => {
    const removed = (): string[] =>
      root
        .run(old, '--', '--drift')
        .output.split('\n')
        .filter((line) => line.startsWith('package '));
    root.program('dpkg-query', 'echo unknown ok not-installed');
    root.program('rpm', 'exit 1');
    expect(removed()).not.toEqual([]);
    root.program('rpm', 'exit 0');
    expect(removed()).toEqual([]);
  });

  it('takes the commands of docs/reviewing.md', () => {
    const block = example('node looks', pageText('reviewing'));
    const commands = [...block.matchAll(/^bash worker-0\.sh ([^#\n]*?) *#/gm)].map(([, flags = '']) =>
      flags.split(' '),
    );
    expect(commands).toHaveLength(3);
    for (const flags of commands) expect(root.run(old, '--', ...flags).output).not.toContain('unknown argument');
  });

  it('knows no other argument', () => {
    expect(root.run(old, '--', '--paln')).toMatchObject({
      status: 1,
      output: expect.stringContaining('unknown argument: --paln'),
    });
  });
});
