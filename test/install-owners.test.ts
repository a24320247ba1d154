import { chmodSync, existsSync, mkdirSync, readdirSync, readlinkSync, statSync, symlinkSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { boot, onFreshMachines, root, state } from './install-cases.js';
import { installed, judged } from './judges/judge.js';
import { putDocument, wholeLibrary } from './machine-root.js';

onFreshMachines();

judged('unshare and chroot', installed('unshare', '--mount', 'true'), () => {
  describe('what was installed', () => {
    const told = () => root.run('. /opt/bootwright/library.sh && told');
    beforeEach(() => {
      putDocument(root, 'a', { '/etc/x': 'x\n' });
      root.write('/usr-local/kubelet', 'program\n');
      boot('i-1', 'm1');
      root.write(`${state}/done/clock`, 'clock 0 253402300799 1\n');
      root.write(`${state}/done/kubelet`, 'put path\n/usr-local/kubelet\n');
      root.write(`${state}/done/start-kubelet`, 'start_unit kubelet 1\n');
    });

    it('is looked at by bootwright-status', () => {
      expect(told()).toMatchObject({ status: 0, output: expect.stringContaining('state:ready\n') });
      root.run('rm /usr-local/kubelet');
      expect(told()).toMatchObject({ status: 1, output: expect.stringContaining('/usr-local/kubelet is gone\n') });
      root.program('systemctl', '[ "$1" = -q ] && exit 3');
      expect(told()).toMatchObject({ status: 1, output: expect.stringContaining('kubelet does not run\n') });
    });

    it('no longer stands once its certificates have expired', () => {
      root.write(`${state}/done/clock`, 'clock 0 86400 1\n');
      const expired = expect.stringContaining('its certificates expired on 1970-01-02\n');
      expect(told()).toMatchObject({ status: 1, output: expired });
    });

    it('is put back by a step whose mark alone is left', () => {
      const again = () =>
        root.run(`${wholeLibrary}\ncd ${state}\nattempt=1 node=a digest=1 started=1\nput() { echo put; }
  do_now kubelet put path`);
      expect(again().output).toBe('');
      root.run('rm /usr-local/kubelet');
      expect(again().output).toBe('/usr-local/kubelet is gone\nput\n');
    });
  });

  describe('directories and owners', () => {
    const call = (line: string) => root.run(`set -euo pipefail\n${wholeLibrary}\n${line}`);
    beforeEach(() => {
      for (const path of ['/srv/service', '/etc/closed', '/secret']) mkdirSync(root.at(path), { recursive: true });
      root.run('chown 1234:1234 /srv/service; chmod 700 /etc/closed; echo root >/secret/file');
    });

    it('leave what exists as it is, and make the rest', () => {
      expect(call('umask 077; make_directories /etc/closed /opt/new/below').status).toBe(0);
      expect(statSync(root.at('/etc/closed')).mode & 0o777).toBe(0o700);
      expect(statSync(root.at('/opt/new/below')).mode & 0o777).toBe(0o755);
      call('close_directories /opt/new');
      expect(statSync(root.at('/opt/new')).mode & 0o777).toBe(0o700);
    });

    it.each([
      ['own_directory 0777 1234:1234 /srv/service/link'],
      ['own_directory 0777 1234:1234 /srv/service/link/below'],
      ['own_file 1234:1234 /srv/service/link/file'],
      ['make_directories /srv/service/link/new'],
      ['make_link /etc/closed /srv/service/link/new'],
    ])('go through no link of somebody else: %s', (line) => {
      symlinkSync('/secret', root.at('/srv/service/link'));
      expect(call(line)).toMatchObject({ status: 1, output: expect.stringContaining('/srv/service/link is a link') });
      const { uid, mode } = statSync(root.at('/secret'));
      expect([uid, mode & 0o777, statSync(root.at('/secret/file')).uid]).toEqual([0, 0o755, 0]);
      expect(readdirSync(root.at('/secret'))).toEqual(['file']);
    });

    it('give away a link itself, and not what it leads to', () => {
      symlinkSync('/secret/file', root.at('/srv/service/link'));
      call('own_file 1234:1234 /srv/service/link');
      expect(statSync(root.at('/secret/file')).uid).toBe(0);
    });

    it('are linked to: a link or file gives way, and a directory does not', () => {
      root.write('/opt/old', 'a file\n');
      symlinkSync('/secret', root.at('/opt/other'));
      const links = ['/opt/old', '/opt/other', '/opt/new/below'];
      for (const path of [...links, ...links]) {
        expect(call(`make_link /etc/closed ${path}`).status).toBe(0);
        expect(readlinkSync(root.at(path))).toBe('/etc/closed');
      }
      expect(readdirSync(root.at('/etc/closed'))).toEqual([]);
      expect(call('make_link /etc/closed /secret')).toMatchObject({
        status: 1,
        output: expect.stringContaining('cannot overwrite directory'),
      });
    });

    it('go through the links of a system', () => {
      symlinkSync('var/opt', root.at('/links'));
      chmodSync(root.folder, 0o755);
      expect(call('make_directories /links/bin')).toMatchObject({ status: 0 });
      expect(existsSync(root.at('/var/opt/bin'))).toBe(true);
    });
  });
});
