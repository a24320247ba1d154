import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { documentsOf, specText } from '../fixture-input.js';
import { readUnit } from '../seeds/unit-file.js';
import { cached, judged } from './judge.js';

interface Check {
  readonly test_number: string;
  readonly test_desc: string;
  readonly status: 'PASS' | 'FAIL' | 'WARN' | 'INFO';
}

/** Manual items of CIS 1.10 that a node does not meet, and why that is right. */
const excused: Readonly<Record<string, string>> = {
  '4.1.7': 'a CA certificate is public; CIS 1.12 asks for 0644, and so it is',
  '4.2.7':
    'a node has the name that its spec and its certificate have; the benchmark fears a name that no certificate has',
  '4.2.12': 'with TLS 1.3 as the least there is no suite to choose: all of its are strong',
};

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
    const at = (path: string): string[] => [join(root, path)];
    Object.assign(settings.node.kubelet, {
      bins: ['kubelet'],
      confs: at('/var/lib/kubelet/kubelet-config.yaml'),
      svc: at('/etc/systemd/system/kubelet.service'),
      kubeconfig: at('/var/lib/kubelet/kubeconfig'),
      cafile: at('/var/lib/kubernetes/ca.pem'),
    });
    Object.assign(settings.node.proxy, { bins: ['kube-proxy'], kubeconfig: at('/var/lib/kube-proxy/kubeconfig') });
    writeFileSync(join(config, 'config.yaml'), stringify(settings));
    const args = ['run', '--targets', 'node', '--benchmark', 'cis-1.10', '--config-dir', config, '--json'];
    const answer = JSON.parse(
      execFileSync(bench, args, { encoding: 'utf8', cwd: root, stdio: ['ignore', 'pipe', 'ignore'] }),
    );
    const checks: Check[] = answer.Controls.flatMap(({ tests }: { tests: { results: Check[] }[] }) =>
      tests.flatMap(({ results }) => results),
    );
    expect(checks.length).toBeGreaterThan(20);
    const of = (status: Check['status']): string[] =>
      checks.filter((check) => check.status === status).map(({ test_number }) => test_number);
    expect(of('FAIL')).toEqual([]);
    expect(of('WARN')).toEqual(Object.keys(excused));
  });
});
