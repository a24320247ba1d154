import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Golden, goldens } from '../goldens.js';
import { installed, judged } from './judge.js';

// A drop-in of the spec's own is for a unit of the image, which is not here.
const units = ({ files }: Golden) => files.filter(({ path }) => /^\/etc\/systemd\/system\/[^/]+$/.test(path));

judged('systemd-analyze', installed('systemd-analyze', '--version'), (analyze) => {
  let root: string;

  // A root with the machine's own units, and with something to run wherever a unit names a program: verify wants both.
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'bootwright-units-'));
    const system = ['/usr/lib/systemd/system', '/lib/systemd/system'].find((path) => existsSync(path));
    if (!system) throw new Error('this machine has no units');
    cpSync(system, join(root, 'usr/lib/systemd/system'), { recursive: true, verbatimSymlinks: true });
    for (const name of ['bin', 'sbin', 'lib']) {
      mkdirSync(join(root, 'usr', name), { recursive: true });
      symlinkSync(`usr/${name}`, join(root, name));
    }
  });
  afterAll(() => rmSync(root, { recursive: true }));

  const write = (path: string, text: string, mode = 0o644): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text, { mode });
  };

  const verify = (golden: Golden): string => {
    const paths = units(golden).map(({ path, content }) => {
      write(path, content);
      for (const [, program] of content.matchAll(/^Exec\w+=-?(\S+)/gm)) write(program as string, '#!/bin/sh\n', 0o755);
      return join(root, path);
    });
    const { stdout, stderr, status } = spawnSync(analyze, [`--root=${root}`, 'verify', ...paths], { encoding: 'utf8' });
    return `${stdout}${stderr}${status === 0 ? '' : `exit status ${status}`}`;
  };

  it.each(goldens)('$name: every unit is accepted without a word', (golden) => {
    expect(units(golden).length).toBeGreaterThan(2);
    expect(verify(golden)).toBe('');
  });

  it('would tell of a setting that systemd does not know', () => {
    const [golden] = goldens as [Golden];
    const files = golden.files.map((file) => ({ ...file, content: file.content.replace('Restart=', 'Restrt=') }));
    expect(verify({ ...golden, files })).toContain('Restrt');
  });
});
