import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { holdsIn } from '../../src/eras/lookup.js';
import { type UnitSetting, unitSections, unitWords } from '../../src/eras/unit-settings.js';
import { unitValueProblems } from '../../src/resolve/rules/unit-settings.js';
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

  /** What verify says of lines below a section: each in a unit of its own, as some are fatal to what comes behind them. */
  const saidOf = (section: string, lines: readonly string[]): string[] => {
    const paths = lines.map((line, index) => {
      write(`/etc/systemd/system/drawn-${index}.service`, `[${section}]\n${line}\n`);
      return join(root, `/etc/systemd/system/drawn-${index}.service`);
    });
    const { stdout, stderr } = spawnSync(analyze, [`--root=${root}`, 'verify', ...paths], { encoding: 'utf8' });
    const found = [...`${stdout}${stderr}`.matchAll(/drawn-(\d+)\.service:2: (.*)/g)];
    const said = new Map(found.map(([, index, text = '']) => [Number(index), text]));
    return lines.map((_, index) => said.get(index) ?? '');
  };
  const version = /\d+/.exec(spawnSync(analyze, ['--version'], { encoding: 'utf8' }).stdout)?.[0] ?? '';

  it.each(['Unit', 'Service', 'Install'])('agrees about every name in [%s]', (section) => {
    const settings = [...(unitSections().get(section) ?? [])];
    const invented = ['Descripton', 'RestrtSec', 'X-Mine'];
    const all = [...settings, ...invented.map((name): [string, UnitSetting] => [name, { is: '', since: '0' }])];
    const said = saidOf(
      section,
      all.map(([name]) => `${name}=`),
    );
    const unknown = all.flatMap(([name], index) => (said[index]?.includes('Unknown key') ? [name] : []));
    const ours = all
      .filter(([name, era]) => {
        const isInvented = invented.includes(name) && !name.startsWith('X-');
        return isInvented || !holdsIn(era, version);
      })
      .map(([name]) => name);
    expect(settings.length).toBeGreaterThan(5);
    expect(unknown.sort()).toEqual(ours.sort());
  });

  it('agrees about values', () => {
    const drawn = [
      ...['yes', 'No', 'TRUE', 'on', '0', '1', 'y', 'f', 'ja', '2', 'enabled', 'yes no'].map((value) => [
        'NoNewPrivileges',
        value,
      ]),
      ...[
        '5',
        '5min 20s',
        '5min20s',
        '1.5h',
        '.5s',
        '5.',
        'infinity',
        '5 minuts',
        '5M',
        '5x',
        '-5',
        '1 2',
        's',
        '3µs',
      ].map((value) => ['RestartSec', value]),
      ...['5', '-1', '1.5', '0x10', 'many'].map((value) => ['FileDescriptorStoreMax', value]),
      ...['0644', '644', '0o644', '999', 'rw', '7777', '77777'].map((value) => ['UMask', value]),
      ...['-20', '19', '20', '-21', '+5', 'low', '5.0'].map((value) => ['Nice', value]),
      ...['-1000', '1000', '1001', '-999', '+10', 'low'].map((value) => ['OOMScoreAdjust', value]),
      ...['simple', 'exec', 'forking', 'oneshot', 'dbus', 'notify', 'idle', 'Notify', 'daemon'].map((value) => [
        'Type',
        value,
      ]),
      ...[...(unitWords.SERVICERESTART ?? []), 'on-fail', 'yes', 'On-failure'].map((value) => ['Restart', value]),
      ...[...(unitWords.KILLMODE ?? []), 'cgroup'].map((value) => ['KillMode', value]),
      ...[...(unitWords.SERVICEEXITTYPE ?? []), 'mixed'].map((value) => ['ExitType', value]),
      ...[...(unitWords.TIMEOUTMODE ?? []), 'die'].map((value) => ['TimeoutStartFailureMode', value]),
    ] as [string, string][];
    const said = saidOf(
      'Service',
      drawn.map((each) => each.join('=')),
    );
    const place = { kind: 'service', os: 'debian-13' as const, path: [] };
    // That a value is deprecated is said of one that is read.
    const refused = drawn
      .filter((_, index) => !/^$|deprecated|safe/.test(said[index] ?? ''))
      .map((each) => each.join('='));
    const ours = drawn
      .filter((each) => unitValueProblems('Service', ...each, place).length > 0)
      .map((each) => each.join('='));
    expect(ours).toEqual(refused);
  });
});
