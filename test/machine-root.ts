import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { templates } from '../src/generated/templates.js';
import { type LibraryNeeds, libraryPlanner } from '../src/plan/install-library.js';

/** Programs that would reach the test's own machine: they note how they were called, and do what a case says. */
const stubbed = ['systemctl', 'systemd-run', 'journalctl', 'ssh-keygen'];

/** A file system of its own that real scripts see as their machine's: this machine's programs, or another's, and nothing else of it. */
export class MachineRoot {
  readonly folder = mkdtempSync(join(tmpdir(), 'bootwright-root-'));
  readonly #programs: string;

  /** @param programs the folder that is its /usr */
  constructor(programs = '/usr') {
    this.#programs = programs;
    for (const name of ['proc', 'dev', 'run', 'tmp', 'usr', 'etc/systemd/system', 'var/lib', 'stub', 'root'])
      mkdirSync(join(this.folder, name), { recursive: true });
    for (const name of stubbed) this.program(name, '');
  }

  /** What a stubbed program does besides noting that it was called. */
  program(name: string, lines: string): void {
    this.write(`/stub/${name}`, `#!/bin/bash\necho "${name} $*" >>/calls\n${lines}\n`, 0o755);
  }

  at(path: string): string {
    return join(this.folder, path);
  }

  write(path: string, content: string, mode = 0o644): void {
    mkdirSync(dirname(this.at(path)), { recursive: true });
    writeFileSync(this.at(path), content);
    chmodSync(this.at(path), mode);
  }

  read(path: string): string {
    return readFileSync(this.at(path), 'utf8');
  }

  /** Runs lines as root in there. */
  run(script: string, ...args: string[]): { status: number | null; output: string } {
    const mounts = ['"$PROGRAMS" "$1/usr"', ...['proc', 'dev'].map((name) => `/${name} "$1/${name}"`)].map(
      (places) => `mount --rbind ${places}`,
    );
    const links = ['bin', 'sbin', 'lib', 'lib64'].map(
      (name) => `[ -e "$1/${name}" ] || ln -s usr/${name} "$1/${name}"`,
    );
    const enter = `${[...mounts, ...links].join(' && ')} && shift && exec chroot "$0" /bin/bash --norc -s "$@"`;
    const { status, stdout, stderr } = spawnSync(
      'unshare',
      ['--mount', '--propagation', 'private', 'sh', '-c', enter.replace('"$0"', '"$ROOT"'), 'sh', this.folder, ...args],
      {
        input: script,
        encoding: 'utf8',
        env: {
          ROOT: this.folder,
          PROGRAMS: this.#programs,
          PATH: '/stub:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
        },
      },
    );
    return { status, output: stdout + stderr };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const few: LibraryNeeds = {
  files: '',
  kept: '',
  installer: null,
  labels: false,
  plainSources: false,
  unverified: false,
};

/** The whole library, as a document would have it that calls every function. */
export function libraryWith(needs: Partial<LibraryNeeds> = {}): string {
  const parts = [
    'install-library',
    ...['install', 'packages'].flatMap((folder) =>
      readdirSync(join('templates', folder)).map((name) => `${folder}/${name.split('.')[0]}`),
    ),
  ];
  const callers = parts.map((name) => readFileSync(`templates/${name}.sh.hbs`, 'utf8')).join('');
  return libraryPlanner()(callers, { ...few, ...needs }).content;
}
export const wholeLibrary = libraryWith();

/** A document of a few files of its own: its journal does one step, `work`. */
export function putDocument(root: MachineRoot, node: string, own: Readonly<Record<string, string>>): string {
  const files = Object.keys(own);
  const library = libraryWith({
    files: `${files.join(' ')} /opt/bootwright/library.sh /opt/bootwright/install.sh`,
    kept: '/var/lib/kubelet/{pki,kubeconfig}',
  });
  const journal = `set -euo pipefail
umask 077
node=${node}
. /opt/bootwright/library.sh
say() { echo "bootwright: $*"; }
ending() { echo "told $*"; }
work() { [ ! -e /work ] || . /work; }
begin "$@"
do_now work work
ready
`;
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const contents = { ...own, '/opt/bootwright/library.sh': library, '/opt/bootwright/install.sh': journal };
  const lines = Object.entries(contents).map(([path, content]) => `${sha256(content)}  ${path}\n`);
  const digest = sha256(lines.join(''));
  for (const [path, content] of Object.entries(own)) root.write(path, content);
  root.write('/opt/bootwright/library.sh', library, 0o700);
  root.write('/opt/bootwright/install.sh', journal, 0o700);
  root.write('/etc/systemd/system/bootwright.service', templates['bootwright.service']({ script: '/x', digest }));
  return digest;
}

export const install = '. /opt/bootwright/install.sh';
