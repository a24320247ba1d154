import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileOf, goldens } from './goldens.js';
import { installed, judged } from './judges/judge.js';
import { libraryWith } from './machine-root.js';

// The journal's functions by themselves, as the documents have them, run by the real bash in a folder of the test's own.
const blocksOf = (library: string): string[] => library.trimEnd().split(/\n\n+/);
/** All that any script can call. */
const functions = libraryWith({ plainSources: true, unverified: true });
const downloader = ['ca-certificates', 'curl'];
const installers = [null, { manager: 'apt', downloader }, { manager: 'dnf', downloader }] as const;
/** The same, as each kind of document has it. */
const written = new Set(
  installers
    .flatMap((installer) => [true, false].map((labels) => ({ installer, labels })))
    .flatMap((systems) => [
      systems,
      { ...systems, plainSources: true, unverified: true },
      { ...systems, unverified: true },
      { ...systems, plainSources: true },
    ])
    .flatMap((needs) => blocksOf(libraryWith(needs))),
);
const ajv = new Ajv({ formats: { 'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/ } });
const isStatus = ajv.compile(JSON.parse(readFileSync('schemas/status.schema.json', 'utf8')));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bootwright-journal-'));
  for (const name of ['done', 'log', 'cache', 'to']) mkdirSync(join(folder, name));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** Runs lines after the script's functions; `say` is kept from the machine's console. */
function run(lines: string): { status: number | null; output: string } {
  const setting = `set -euo pipefail\ncd ${folder}\nnode=n digest=${'0'.repeat(64)}\nattempt=3\nstarted=2026-11-21T12:00:00Z\nsay() { echo "bootwright: $*"; }\n`;
  const { status, stdout, stderr } = spawnSync('bash', ['-s'], {
    input: `${functions}\n${setting}${lines}\n`,
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

const shell = installed('bash', '-c', 'declare -A a && type curl tar sha256sum');

judged('bash 4 with curl', shell, () => {
  it('is in no document but as it is here, and without what nobody calls', () => {
    for (const golden of goldens) {
      const { content } = fileOf(golden, '/opt/bootwright/library.sh');
      const [lists = '', ...blocks] = blocksOf(content);
      expect(lists).toMatch(/^files=\(.*library\.sh,install\.sh\}/m);
      expect(blocks.filter((block) => !written.has(block))).toEqual([]);
      const calls = /await_certificate/.test(fileOf(golden, '/opt/bootwright/install.sh').content);
      expect(/^await_certificate\(\)/m.test(content)).toBe(calls);
    }
  });

  describe('a step', () => {
    it('leaves its mark and its output, and is not run again', () => {
      const lines = 'work() { echo "working on $1"; }\ndo_now one work this\ndo_now one work this';
      expect(run(lines)).toEqual({ status: 0, output: 'working on this\n' });
      expect(file('done/one')).toBe('work this\n');
      expect(file('log/one')).toBe('working on this\n');
      expect(run(lines).output).toBe('');
    });

    it('is run again when what it does is another thing', () => {
      const lines = 'work() { echo "working on $1"; }\ndo_now one work this\ndo_now one work that';
      expect(run(lines).output).toBe('working on this\nworking on that\n');
    });

    it('that fails is the end, told with its last words, and leaves no mark', () => {
      const words = `it's "bad": \\ 50% \u0007 ünd so`;
      writeFileSync(join(folder, 'words'), `first\n${words}\n`);
      const { status, output } = run('work() { cat words; false; echo never; }\ndo_now one work\necho never');
      expect(status).toBe(1);
      expect(output).toContain('bootwright: FAILED one: it\'s "bad": \\ 50%  nd so\n');
      expect(output).not.toContain('never');
      expect(existsSync(join(folder, 'done/one'))).toBe(false);
      const status_ = JSON.parse(file('status.json'));
      expect(isStatus(status_), JSON.stringify(isStatus.errors)).toBe(true);
      expect(status_).toMatchObject({
        state: 'failed',
        step: 'one',
        attempt: 3,
        error: 'first\nit\'s "bad": \\ 50%  nd so\n',
      });
    });

    it('runs beside the others', () => {
      const lines =
        'one() { until [ -e go ]; do sleep 0.01; done; }\ntwo() { touch go; }\nstart one one\nstart two two\nfinish one two';
      expect(run(lines).status).toBe(0);
    });
  });

  describe('fetch', () => {
    const digest = (name: string): string =>
      `sha256:${execFileSync('sha256sum', [join(folder, name)], { encoding: 'utf8' }).slice(0, 64)}`;
    /** `sleep` is taken out, and a source is a folder: curl reads file: addresses, too. */
    const fetch = (path: string, sum: string, ...sources: string[]): ReturnType<typeof run> =>
      run(
        `sleep() { :; }\nsources=(${sources.map((name) => `file://${folder}/${name}/`).join(' ')})\nfetch ${path} ${sum} cache/${path}`,
      );

    beforeEach(() => {
      for (const source of ['good', 'bad', 'none']) mkdirSync(join(folder, source));
      writeFileSync(join(folder, 'good/thing'), 'the right bytes\n');
      writeFileSync(join(folder, 'bad/thing'), 'other bytes, and more of them\n');
    });

    it('asks one source after the other until the digest is right', () => {
      const { status, output } = fetch('thing', digest('good/thing'), 'none', 'bad', 'good');
      expect(output).toContain(`bad/thing is not sha256:`);
      expect(status).toBe(0);
      expect(file('cache/thing')).toBe('the right bytes\n');
    });

    it('leaves nothing wrong behind, and names what no source has', () => {
      const { status, output } = fetch('thing', digest('good/thing'), 'bad', 'none');
      expect(status).toBe(1);
      expect(output).toContain('no source has thing\n');
      expect(existsSync(join(folder, 'cache/thing'))).toBe(false);
    });

    it('goes on where a download stopped', () => {
      writeFileSync(join(folder, 'cache/thing'), 'the right');
      expect(fetch('thing', digest('good/thing'), 'good').status).toBe(0);
      expect(file('cache/thing')).toBe('the right bytes\n');
    });

    it('does not fetch what is there', () => {
      writeFileSync(join(folder, 'cache/thing'), 'the right bytes\n');
      expect(fetch('thing', digest('good/thing'), 'none')).toEqual({ status: 0, output: '' });
    });

    it('says of an unverified download that it is one', () => {
      writeFileSync(join(folder, 'cache/thing'), 'half of an older one');
      expect(fetch('thing', 'unverified', 'bad').output).toContain('cache/thing is UNVERIFIED, as the spec allows');
      expect(file('cache/thing')).toBe('other bytes, and more of them\n');
    });
  });

  describe('put', () => {
    it('moves the files of an archive in, without its folders, through a link', () => {
      mkdirSync(join(folder, 'source/bin'), { recursive: true });
      writeFileSync(join(folder, 'source/bin/program'), 'program\n', { mode: 0o600 });
      execFileSync('bash', ['-c', 'mkdir good && tar -czf good/a.tgz -C source . && ln -s to link'], { cwd: folder });
      const sum = execFileSync('sha256sum', [join(folder, 'good/a.tgz')], { encoding: 'utf8' }).slice(0, 64);
      const { status } = run(
        `sources=(file://${folder}/good/)\nstep=a\nput a.tgz sha256:${sum} link tar\nstat -c %a to/program >mode; ls -A to cache >left`,
      );
      expect(status).toBe(0);
      expect(file('mode')).toBe('755\n');
      expect(file('left')).toBe('cache:\na.files\n\nto:\nprogram\n');
    });
  });
});
