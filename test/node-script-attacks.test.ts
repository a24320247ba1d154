import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeScript } from '../src/encode/script.js';
import type { PlannedFile } from '../src/plan/node-plan.js';
import { installed, judged } from './judges/judge.js';
import { MachineRoot } from './machine-root.js';
import { plainPlan } from './plain-plan.js';

// The whole of a node's script, run as root on a machine where a service's user waits for it.
const file = (path: string, content = 'ours\n', mode = 0o644): PlannedFile => ({
  path,
  content,
  mode,
  secret: false,
  origin: [],
});
const scriptOf = (files: readonly PlannedFile[]): string => encodeScript(plainPlan(files));

let root: MachineRoot;
beforeEach(() => {
  root = new MachineRoot();
  mkdirSync(root.at('/srv/service'), { recursive: true });
  mkdirSync(root.at('/secret'));
  root.write('/secret/file', "root's\n", 0o600);
  root.run('chown 1234:1234 /srv/service');
});
afterEach(() => root.remove());

const modeOf = (path: string): number => statSync(root.at(path)).mode & 0o7777;
const ownersOf = (path: string): number[] => [statSync(root.at(path)).uid, statSync(root.at(path)).gid];

judged('unshare and chroot', installed('unshare', '--mount', 'true'), () => {
  it('leaves the directories as they are, and makes what is missing', () => {
    root.run('mkdir -p /var/lib/kubelet /etc/sudoers.d && chmod 700 /var/lib/kubelet && chmod 750 /etc/sudoers.d');
    const { status } = root.run(
      scriptOf(['/var/lib/kubelet/x', '/etc/sudoers.d/x', '/opt/a/b/x'].map((path) => file(path))),
    );
    expect(status).toBe(0);
    expect(['/var/lib/kubelet', '/etc/sudoers.d', '/opt/a/b', '/var/lib/bootwright'].map(modeOf)).toEqual([
      0o700, 0o750, 0o755, 0o700,
    ]);
  });

  it('writes among the files of a service, whatever lies there', () => {
    symlinkSync('/secret/file', root.at('/srv/service/app.conf'));
    for (const name of ['.app.conf.bootwright-new', 'app.conf.new'])
      symlinkSync('/secret/file', root.at(`/srv/service/${name}`));
    expect(root.run(scriptOf([file('/srv/service/app.conf', 'ours\n', 0o600)]))).toMatchObject({ status: 0 });
    expect(root.read('/secret/file')).toBe("root's\n");
    expect(readFileSync(root.at('/srv/service/app.conf'), 'utf8')).toBe('ours\n');
    expect(modeOf('/srv/service/app.conf')).toBe(0o600);
  });

  it('goes into no link of a service', () => {
    symlinkSync('/secret', root.at('/srv/service/conf.d'));
    const { status, output } = root.run(
      scriptOf([file('/srv/service/conf.d/file'), file('/srv/service/conf.d/new/file')]),
    );
    expect(status).toBe(1);
    expect(output).toContain('/srv/service/conf.d is a link, and not only root can write there');
    expect(readdirSync(root.at('/secret'))).toEqual(['file']);
    expect(root.read('/secret/file')).toBe("root's\n");
  });

  it("follows the system's own links", () => {
    symlinkSync('var/opt', root.at('/links'));
    expect(root.run(scriptOf([file('/links/x')])).status).toBe(0);
    expect(existsSync(root.at('/var/opt/x'))).toBe(true);
  });

  describe('a file that holds what it must', () => {
    const own = { ...file('/srv/own'), owner: 'kube:kube' };
    beforeEach(() => {
      root.write('/etc/passwd', 'root:x:0:0::/root:/bin/bash\nkube:x:990:991::/:/bin/false\n');
      root.write('/etc/group', 'root:x:0:\nkube:x:991:\n');
    });

    it('gets its mode and its owner back, whoever has changed them', () => {
      const script = scriptOf([file('/etc/x', 'ours\n', 0o600), own]);
      root.run(script);
      expect([ownersOf('/etc/x'), ownersOf('/srv/own')]).toEqual([
        [0, 0],
        [990, 991],
      ]);
      root.run('chown 1234:0 /etc/x; chmod 666 /etc/x; chown 0:0 /srv/own');
      expect(root.run(script)).toMatchObject({ status: 0 });
      expect([ownersOf('/etc/x'), modeOf('/etc/x'), ownersOf('/srv/own')]).toEqual([[0, 0], 0o600, [990, 991]]);
      const inodes = (): number[] => ['/etc/x', '/srv/own'].map((path) => statSync(root.at(path)).ino);
      const before = inodes();
      root.run(script);
      expect(inodes()).toEqual(before);
    });

    it('lets the install run again where its owner is not there, since that makes users', () => {
      root.run(scriptOf([own]));
      root.write('/var/lib/bootwright/ready', 'x\n');
      root.run(scriptOf([own]));
      expect(existsSync(root.at('/var/lib/bootwright/ready'))).toBe(true);
      root.write('/etc/passwd', 'root:x:0:0::/root:/bin/bash\n');
      root.run(scriptOf([own]));
      expect(existsSync(root.at('/var/lib/bootwright/ready'))).toBe(false);
    });
  });

  it('forgets what it has done of steps that are gone, so that one that comes back is done again', () => {
    for (const step of ['kept', 'gone', 'kept-too', 'start-unit'])
      root.write(`/var/lib/bootwright/done/${step}`, 'x\n');
    root.run(scriptOf([file('/opt/bootwright/install.sh', 'start kept true\ndo_now kept-too true\n')]));
    expect(readdirSync(root.at('/var/lib/bootwright/done')).sort()).toEqual(['kept', 'kept-too', 'start-unit']);
  });

  it('leaves nothing behind, and tells cloud-init that the files are its own', () => {
    root.write('/var/lib/cloud/instances/i-1/user-data.txt', '#cloud-config\n');
    root.write('/var/lib/cloud/data/instance-id', 'i-1\n');
    root.run('ln -s /var/lib/cloud/instances/i-1 /var/lib/cloud/instance');
    root.run(scriptOf([file('/etc/x')]));
    root.run(scriptOf([file('/etc/x')]));
    expect(readdirSync(root.at('/var/lib/bootwright'))).toEqual(['seed']);
    expect(readdirSync(root.at('/etc')).sort()).toEqual(['systemd', 'x']);
    expect(root.read('/var/lib/bootwright/seed')).toMatch(/^[0-9a-f]{64} {2}-\n$/);
  });
});
