import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { documentsOf, specText } from './fixture-input.js';
import { installed, judged } from './judges/judge.js';
import { libraryWith } from './machine-root.js';

const functions = libraryWith({ plainSources: true, unverified: true });

let folder: string;
let disk: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bootwright-machine-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs lines after the library's functions, in a mount namespace whose /etc is the test's own. */
function run(lines: string): { status: number | null; output: string } {
  const etc = `mount -t tmpfs none /etc && cp -r ${folder}/etc/. /etc 2>/dev/null || :`;
  const setting = `set -euo pipefail\n${etc}\ncd ${folder}\ntype udevadm >/dev/null 2>&1 || udevadm() { :; }\nsay() { echo "bootwright: $*"; }\n`;
  const { status, stdout, stderr } = spawnSync('unshare', ['-m', 'bash', '-s'], {
    input: `${functions}\n${setting}${lines}\n`,
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

const blkid = (tag: string): string =>
  spawnSync('blkid', ['-p', '-s', tag, '-o', 'value', disk], { encoding: 'utf8' }).stdout.trim();

/** Loop devices stand in for disks: to the kernel, blkid, wipefs and mkfs they are disks. */
const loops = spawnSync('losetup', ['-f']).status === 0 ? installed('mkfs.ext4', '-V') : undefined;

judged('losetup, mkfs and blkid', loops, () => {
  const label = `bw-test-${process.pid % 1000}`;
  beforeEach(() => {
    writeFileSync(join(folder, 'image'), '');
    truncateSync(join(folder, 'image'), 64 * 2 ** 20);
    disk = execFileSync('losetup', ['-f', '--show', join(folder, 'image')], { encoding: 'utf8' }).trim();
  });
  afterEach(() => {
    execFileSync('losetup', ['-d', disk]);
  });
  const make = (): string => `make_disk ${label} ext4 none 1 ${disk}`;

  it('an empty disk gets a file system, and the second time nothing', () => {
    expect(run(make()).status).toBe(0);
    const first = [blkid('LABEL'), blkid('TYPE'), blkid('UUID')];
    expect(first.slice(0, 2)).toEqual([label, 'ext4']);
    expect(run(make()).status).toBe(0);
    expect([blkid('LABEL'), blkid('TYPE'), blkid('UUID')]).toEqual(first);
  });

  it.each([
    ['a file system', () => execFileSync('mkfs.ext4', ['-q', '-L', 'precious', disk])],
    ['swap', () => execFileSync('mkswap', ['-q', disk])],
    [
      'a table of partitions',
      () => {
        // One partition of Linux from the second sector on, and the mark of a master boot record.
        const sector = Buffer.alloc(512);
        sector.set([0x00, 0, 2, 0, 0x83, 0, 1, 0, 1, 0, 0, 0, 0, 0x10, 0, 0], 446);
        sector.set([0x55, 0xaa], 510);
        execFileSync('dd', [`of=${disk}`, 'conv=notrunc', 'status=none'], { input: sector });
      },
    ],
  ])('a disk that holds %s is refused, and stays as it is', (_, fill) => {
    fill();
    const before = execFileSync('sha256sum', [join(folder, 'image')], { encoding: 'utf8' });
    const { status, output } = run(`sleep() { :; }\n${make()}`);
    expect(status).toBe(1);
    expect(output).toContain('holds something');
    expect(execFileSync('sha256sum', [join(folder, 'image')], { encoding: 'utf8' })).toBe(before);
  });

  it('a cut within mkfs is made good, as which disk it was had been written down', () => {
    const cut = `mkfs.ext4() { command mkfs.ext4 -q -L half ${disk}; kill -KILL $$; }\n`;
    expect(run(`${cut}${make()}`).status).not.toBe(0);
    expect(blkid('LABEL')).toBe('half');
    expect(run(make()).status).toBe(0);
    expect(blkid('LABEL')).toBe(label);
    expect(readFileSync(join(folder, `disk-${label}`), 'utf8')).toMatch(/\nmade\n$/);
  });

  it('one that is not there is waited for, and told', () => {
    const { status, output } = run(`sleep() { :; }\nmake_disk ${label} ext4 none 1 /dev/disk/by-id/none`);
    expect(status).toBe(1);
    expect(output).toContain('/dev/disk/by-id/none');
  });
});

const namespaces = spawnSync('unshare', ['-m', 'true']).status === 0 ? 'unshare' : undefined;

judged('bash in a mount namespace', namespaces, () => {
  it('lines of /etc/hosts stand once, and what else is there stays', () => {
    const lines = "host_entries '10.240.0.10 api.example.internal'";
    const { status, output } = run(
      `mkdir -p /etc/cloud/templates\nprintf '127.0.0.1 localhost\\n' | tee /etc/hosts >/etc/cloud/templates/hosts.debian.tmpl\n${lines}\n${lines}\ncat /etc/hosts /etc/cloud/templates/hosts.debian.tmpl`,
    );
    expect(status).toBe(0);
    const each = '127.0.0.1 localhost\n10.240.0.10 api.example.internal # bootwright\n';
    expect(output).toBe(each + each);
  });

  it('what the kubelet knows of another policy goes, and of the same stays', () => {
    writeFileSync(join(folder, 'state'), '{"policyName":"none","defaultCpuSet":""}');
    expect(run('policy_state state none').status).toBe(0);
    expect(existsSync(join(folder, 'state'))).toBe(true);
    expect(run('policy_state state static').status).toBe(0);
    expect(existsSync(join(folder, 'state'))).toBe(false);
  });

  it('arguments that the kernel has need no restart; others are written, and asked for once', () => {
    const restart =
      'node=a digest=b attempt=1 started=c; systemctl() { echo "systemctl $*"; }; update-grub() { cat /etc/default/grub.d/*; }; sleep() { exit 9; }\n';
    const there = readFileSync('/proc/cmdline', 'utf8').trim().split(' ')[0] ?? '';
    expect(run(`${restart}kernel_arguments '${there}'`)).toEqual({ status: 0, output: '' });
    const first = run(`${restart}kernel_arguments 'a.b=1 c.d'`);
    expect(first.status).toBe(9);
    expect(first.output).toContain('GRUB_CMDLINE_LINUX="$GRUB_CMDLINE_LINUX a.b=1 c.d"');
    expect(first.output).toContain('systemctl reboot');
    // That systemd ends the install on the way down is no failure.
    expect(run(`${restart}ended`)).toEqual({ status: 0, output: '' });
    expect(run(`${restart}kernel_arguments 'a.b=1 c.d'`)).toEqual({
      status: 1,
      output: 'the kernel has been started anew, without a.b=1 c.d\n',
    });
  });
});

describe('reserve.sh', () => {
  const [document] = documentsOf(specText('owned-machine'), 'owned-machine');
  const script = document?.plan.files.find(({ path }) => path.endsWith('/reserve.sh'))?.content ?? '';

  it.each([
    [1, 1024, '60m', '256Mi'],
    [2, 8192, '70m', '1465Mi'],
    [4, 16384, '80m', '1465Mi'],
    [96, 393216, '310m', '1465Mi'],
  ])('of %i processors and %i MiB it sets aside %s and %s', (cores, mebi, cpu, memory) => {
    const asked = script
      .replaceAll('/etc/kubernetes/kubelet.conf.d', folder)
      .replace('$(grep -c ^processor /proc/cpuinfo)', String(cores))
      .replace(/\$\(sed [^)]*\\\)[^)]*\)/, String(mebi * 1024));
    const { status, stderr } = spawnSync('bash', ['-s', '--', '110'], { input: asked, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(parse(readFileSync(join(folder, '10-reserved.conf'), 'utf8')).kubeReserved).toEqual({
      cpu,
      memory,
      'ephemeral-storage': '1Gi',
    });
  });
});
