import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { benchPlaces, judgeBench, workerSection } from '../e2e/machine/bench.js';
import { documentsOf, specText } from '../fixture-input.js';
import { readUnit } from '../seeds/unit-file.js';
import { cached, judged } from './judge.js';

judged('kube-bench', cached(/^kube-bench-/, 'kube-bench'), (bench) => {
  let root: string;
  const processes: ChildProcess[] = [];
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'bootwright-bench-'));
  });
  afterAll(() => {
    for (const each of processes) each.kill('SIGKILL');
    rmSync(root, { recursive: true, force: true });
  });

  /** A process of this name and with these arguments, as `ps` shows it. */
  function standIn(name: string, args: readonly string[]): void {
    const program = join(root, name);
    copyFileSync('/bin/bash', program);
    chmodSync(program, 0o755);
    processes.push(spawn(program, ['-c', 'while :; do read -t 60 <> <(:) || :; done', ...args], { stdio: 'ignore' }));
  }

  it('no check of the worker section fails, and each manual one is met or excused by its name', () => {
    const [document] = documentsOf(specText('current-containerd'), 'current-containerd');
    const files = document?.plan.files ?? [];
    for (const { path, content, mode } of files) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      // Where the files name others, those of this folder are meant.
      const text = content.replaceAll(/\/var\/lib\/(?=kube)/g, `${root}/var/lib/`);
      writeFileSync(join(root, path), text, { mode });
      chmodSync(join(root, path), mode);
    }
    for (const unit of ['kubelet', 'kube-proxy']) {
      const text = readFileSync(join(root, `/etc/systemd/system/${unit}.service`), 'utf8');
      const flags = [...readUnit(text).flags].map(([name, value]) => `--${name}=${value}`);
      standIn(unit, flags);
    }
    const config = join(root, 'cfg');
    cpSync(join(dirname(bench), 'cfg'), config, { recursive: true });
    const settings = parse(readFileSync(join(config, 'config.yaml'), 'utf8'));
    const { kubelet, proxy } = benchPlaces(root);
    Object.assign(settings.node.kubelet, kubelet);
    Object.assign(settings.node.proxy, proxy);
    writeFileSync(join(config, 'config.yaml'), stringify(settings));
    const args = [...workerSection, '--config-dir', config];
    const answer = execFileSync(bench, args, { encoding: 'utf8', cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
    expect(() => judgeBench(answer)).not.toThrow();
  });
});
