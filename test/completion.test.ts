import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { ensureBuilt, workspace } from './cli-process.js';
import { installed, judged } from './judges/judge.js';

beforeAll(ensureBuilt, 120_000);

/** A folder whose `bin` has the command, to be found by shells. */
function atHand(): string {
  const folder = workspace({ keys: false });
  mkdirSync(join(folder, 'bin'));
  const program = join(folder, 'bin/bootwright');
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${resolve('dist/cli.js')}' "$@"\n`);
  chmodSync(program, 0o755);
  mkdirSync(join(folder, 'some folder'));
  writeFileSync(join(folder, 'other.txt'), '');
  return folder;
}

function inShell(program: string, args: readonly string[], folder: string): string {
  const env = { PATH: `${join(folder, 'bin')}:${process.env.PATH}`, HOME: folder, TERM: 'xterm' };
  const { stdout, stderr, status } = spawnSync(program, args, { cwd: folder, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

const asked = [
  ['a command', ['val'], ['validate']],
  ['a command of a group', ['pki', 'is'], ['issue']],
  ['specs and folders, and no other file', ['render', ''], ['bin', 'cluster.yaml', 'some folder']],
  ['the nodes of the spec', ['render', 'cluster.yaml', '--node', 'worker-'], ['worker-0', 'worker-1', 'worker-2']],
  ['an option', ['render', 'cluster.yaml', '--st'], ['--stdout']],
  ['words of an option', ['validate', '--format', 'g'], ['github']],
  ['folders', ['render', '-o', 's'], ['some folder']],
  ['a code', ['explain', 'key-un'], ['key-unknown']],
  ['a key of the spec', ['explain', 'spec.target.prov'], ['spec.target.provider']],
  ['a key of the kubelet', ['explain', 'spec.kubelet.config.maxPo'], ['spec.kubelet.config.maxPods']],
  ['a schema', ['schema', 'st'], ['status']],
  ['an example', ['init', '--example', 'flat'], ['flatcar']],
] as const;

judged('bash', installed('bash', '--version'), (bash) => {
  const script = `source <(bootwright completion bash)
COMP_WORDS=(bootwright "$@"); COMP_CWORD=$#; _bootwright; printf '%s\\n' "\${COMPREPLY[@]}"`;
  it.each(asked)('completes %s', (_, words, found) => {
    const shown = inShell(bash, ['-c', script, 'bash', ...words], atHand());
    expect(shown.trimEnd().split('\n').sort()).toEqual([...found]);
  });
});

judged('fish', installed('fish', '--version'), (fish) => {
  it.each(asked)('completes %s', (what, words, found) => {
    const line = `bootwright ${words.join(' ')}`;
    const shown = inShell(fish, ['-c', `bootwright completion fish | source; complete -C '${line}'`], atHand());
    const completed = shown
      .trimEnd()
      .split('\n')
      .map((each) => (each.split('\t')[0] ?? '').replace(/\/$/, '').replaceAll('\\', ''));
    // Where files may stand fish shows all of them.
    const all = what.startsWith('specs') ? [...found, 'other.txt'] : found;
    expect(completed.sort()).toEqual([...all].sort());
  });
});

/** Types a line and TAB into a zsh on a terminal, and tells what the line is then. */
function typedInZsh(line: string, folder: string): Promise<string> {
  const env = { PATH: `${join(folder, 'bin')}:${process.env.PATH}`, HOME: folder, TERM: 'dumb' };
  const shell = spawn('script', ['-qec', 'zsh -f -i', '/dev/null'], { cwd: folder, env });
  const toBegin = 'PROMPT=; autoload -Uz compinit; compinit -u -D; source <(bootwright completion zsh)';
  // To the line's beginning, a word, to its end, a word: what stands there is printed, not run.
  const toPrint = "\u0001print -r -- '<\u0005>'\n";
  return new Promise((done) => {
    let [seen, isTyped] = ['', false];
    shell.stdout.on('data', (data) => {
      seen += data;
      const completed = /\n<(.*)>\r?\n/.exec(seen)?.[1];
      if (completed !== undefined) {
        shell.kill();
        done(completed);
      } else if (!isTyped && /^READY\r?$/m.test(seen)) {
        isTyped = true;
        shell.stdin.write(`${line}\t`);
        setTimeout(() => shell.stdin.write(toPrint), 3000);
      }
    });
    shell.stdin.write(`${toBegin}; print READY\n`);
  });
}

judged('zsh', installed('zsh', '--version') && installed('script', '--version'), () => {
  it.each([
    ['val', 'validate '],
    ['render cl', 'render cluster.yaml '],
    ['render cluster.yaml --node worker-', 'render cluster.yaml --node worker-'],
    ['explain spec.target.prov', 'explain spec.target.provider '],
    ['render -o so', 'render -o some\\ folder/'],
  ])('completes %s', async (words, completed) => {
    const line = await typedInZsh(`bootwright ${words}`, atHand());
    expect(line.trim().replace(/\/$/, '')).toBe(`bootwright ${completed}`.trim().replace(/\/$/, ''));
  });
});
