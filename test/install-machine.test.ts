import { chmodSync, existsSync, mkdirSync, readdirSync, readlinkSync, statSync, symlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { documentsOf, specText } from './fixture-input.js';
import { goldensOf } from './goldens.js';
import { installed, judged } from './judges/judge.js';
import { install, MachineRoot, putDocument, wholeLibrary } from './machine-root.js';

let root: MachineRoot;
beforeEach(() => {
  root = new MachineRoot();
});
afterEach(() => root.remove());

const state = '/var/lib/bootwright';
const status = () => JSON.parse(root.read(`${state}/status.json`));
const calls = (): string[] => (existsSync(root.at('/calls')) ? root.read('/calls').trim().split('\n') : []);

/** Boots the machine as an instance of cloud-init's, of a machine id. */
function boot(instance: string, machine: string) {
  if (instance) root.write('/var/lib/cloud/data/instance-id', `${instance}\n`);
  root.write('/etc/machine-id', `${machine}\n`);
  return root.run(install);
}

judged('unshare and chroot', installed('unshare', '--mount', 'true'), () => {
  describe('what is done', () => {
    it('is done for this document on this machine, and the place is closed', () => {
      const digest = putDocument(root, 'a', { '/etc/x': 'x\n' });
      expect(boot('i-1', 'm1').output).toMatch(/^bootwright: READY a after \d+ s: the API server was not asked$/m);
      expect(root.read(`${state}/ready`)).toBe(`${digest}\n`);
      expect(status()).toMatchObject({ node: 'a', document: digest, state: 'ready', nodeReady: '' });
      expect(statSync(root.at(state)).mode & 0o777).toBe(0o700);
      for (const name of readdirSync(root.at(state), { recursive: true, encoding: 'utf8' }))
        expect([name, statSync(root.at(`${state}/${name}`)).mode & 0o077]).toEqual([name, 0]);
      expect(boot('i-1', 'm1')).toEqual({ status: 0, output: '' });
    });

    it.each([
      ['another instance', 'i-2', 'm1'],
      ['another machine id', 'i-1', 'm2'],
    ])('is not done on %s, where the old identity and its keys are forgotten', (_, instance, machine) => {
      putDocument(root, 'a', {
        '/etc/x': 'x\n',
        '/etc/old-key.pem': 'key\n',
        '/etc/systemd/system/old.service': 'o\n',
      });
      boot('i-1', 'm1');
      const kept = [
        '/var/lib/kubelet/pki/kubelet-client-current.pem',
        '/var/lib/kubelet/kubeconfig',
        `${state}/identity`,
      ];
      for (const path of [...kept, `${state}/done/start-kubelet`]) root.write(path, 'of the old machine\n');
      root.write('/var/lib/kubelet/pods/1/volume', "the kubelet's to clear away\n");
      for (const known of ['of-old', 'of-new'])
        root.write(`/var/lib/cloud/instances/${known}/user-data.txt`, 'a document with keys\n');
      root.run('ln -s /var/lib/cloud/instances/of-new /var/lib/cloud/instance');
      putDocument(root, 'b', { '/etc/x': 'x of b\n' });
      const { output } = boot(instance, machine);
      expect(output).toContain("bootwright: this disk was another machine's (a): its keys go");
      expect(output).toContain('bootwright: READY b');
      const ofCloudInit = '/var/lib/cloud/instances/of-old';
      for (const path of [...kept, '/etc/old-key.pem', '/etc/systemd/system/old.service', ofCloudInit])
        expect([path, existsSync(root.at(path))]).toEqual([path, false]);
      for (const path of ['/etc/x', '/var/lib/kubelet/pods/1/volume', '/var/lib/cloud/instances/of-new'])
        expect([path, existsSync(root.at(path))]).toEqual([path, true]);
      expect(calls()).toEqual(
        expect.arrayContaining([
          'systemctl daemon-reload',
          'systemctl stop kubelet',
          'systemctl disable --now old.service',
        ]),
      );
      expect(status().attempt).toBe(1);
    });

    it('is not done on a copy with the same document, as pools share one', () => {
      putDocument(root, 'pool', { '/etc/x': 'x\n' });
      boot('i-1', 'm1');
      root.write('/var/lib/kubelet/pki/kubelet-client-current.pem', 'old\n');
      expect(boot('i-2', 'm1').output).toContain('READY pool');
      expect(existsSync(root.at('/var/lib/kubelet/pki/kubelet-client-current.pem'))).toBe(false);
      // And a copy of the copy.
      root.write('/var/lib/kubelet/pki/kubelet-client-current.pem', 'old\n');
      expect(boot('i-3', 'm1').output).toContain('READY pool');
      expect(existsSync(root.at('/var/lib/kubelet/pki/kubelet-client-current.pem'))).toBe(false);
    });

    it('stays done where the metadata service was not there, or cloud-init is gone', () => {
      putDocument(root, 'a', { '/etc/x': 'x\n' });
      boot('i-1', 'm1');
      expect(boot('iid-datasource-none', 'm1')).toEqual({ status: 0, output: '' });
      expect(boot('i-1', 'uninitialized')).toEqual({ status: 0, output: '' });
      root.run('rm -r /var/lib/cloud');
      expect(boot('', 'm1')).toEqual({ status: 0, output: '' });
    });

    it('takes no disks on a copied machine that another one had chosen', () => {
      const [document] = documentsOf(specText('owned-machine'), 'owned-machine');
      const library = document?.plan.files.find(({ path }) => path === '/opt/bootwright/library.sh')?.content ?? '';
      const chosen = ['disk-bw-data-0', 'disk-bw-data-1'].map((name) => `${state}/${name}`);
      for (const path of chosen) root.write(path, '/dev/disk/by-id/of-the-old-machine\n');
      root.write(`${state}/files`, '');
      root.write(`${state}/done/disk-0`, 'make_disk\n');
      root.run(`cd ${state}\nnode=b was=(a)\n${library}\nforget`);
      for (const path of [...chosen, `${state}/done/disk-0`])
        expect([path, existsSync(root.at(path))]).toEqual([path, false]);
    });

    it('is forgotten again by the next boot where the power went meanwhile', () => {
      putDocument(root, 'a', { '/etc/x': 'x\n', '/etc/old-key.pem': 'key\n' });
      boot('i-1', 'm1');
      putDocument(root, 'b', { '/etc/x': 'x\n' });
      // The power goes in the middle of it.
      root.program('systemctl', '[ "$1" != daemon-reload ] || kill -KILL $PPID $(ps -o ppid= $PPID)');
      boot('i-2', 'm2');
      expect(existsSync(root.at(`${state}/ready`))).toBe(false);
      expect(existsSync(root.at('/etc/old-key.pem'))).toBe(true);
      root.program('systemctl', '');
      expect(boot('i-2', 'm2').output).toContain('READY b');
      expect(existsSync(root.at('/etc/old-key.pem'))).toBe(false);
    });

    it('is nothing where a file is not whole', () => {
      putDocument(root, 'a', { '/etc/x': 'x\n' });
      root.write('/etc/x', '');
      expect(boot('i-1', 'm1')).toMatchObject({ status: 1 });
      expect(status()).toMatchObject({ state: 'failed', step: 'files', error: expect.stringContaining('next boot') });
    });
  });

  describe('an install that was ended from outside', () => {
    beforeEach(() => {
      putDocument(root, 'a', { '/etc/x': 'x\n' });
      root.write('/work', 'sleep 0.3; kill -KILL $$ $BASHPID\n');
    });
    const ended = (env = '') => root.run(`${env}\nset -- ended\n${install}`);

    it('is told, and goes on by itself, five times', () => {
      expect(boot('i-1', 'm1').status).toBe(null);
      expect(status().state).toBe('running');
      expect(ended('SERVICE_RESULT=signal EXIT_STATUS=KILL').output).toContain(
        'bootwright: FAILED work: ended from outside (signal KILL); it goes on by itself',
      );
      expect(status()).toMatchObject({
        state: 'failed',
        step: 'work',
        error: expect.stringContaining('KILL'),
        attempt: 1,
      });
      expect(calls()).toContain('systemd-run --on-active=30 systemctl --no-block start bootwright');
      let last = '';
      for (let round = 2; round < 8; round += 1) {
        boot('i-1', 'm1');
        last = ended().output;
      }
      expect(last).toMatch(/^bootwright: FAILED work: ended from outside \( \)$/m);
      expect(last).toContain('told failed work\n');
      expect(calls().filter((line) => line.startsWith('systemd-run')).length).toBe(5);
      root.run('rm /work');
      expect(boot('i-1', 'm1').output).toContain('READY a');
    });

    it('goes on at the next boot where the machine is going down, and nobody is told of a failure', () => {
      boot('i-1', 'm1');
      root.program('systemd-run', 'exit 1');
      const { output } = ended('SERVICE_RESULT=success EXIT_STATUS=TERM');
      expect(output).toContain('FAILED work: ended from outside (success TERM); it goes on by itself');
      expect(output).not.toContain('told failed');
      root.run('rm /work');
      expect(boot('i-1', 'm1').output).toContain('READY a');
    });

    it('says nothing where the install spoke for itself', () => {
      root.run('rm /work');
      boot('i-1', 'm1');
      expect(ended()).toEqual({ status: 0, output: '' });
      expect(status().state).toBe('ready');
    });

    it('is the end that a step has which was killed alone', () => {
      root.write('/work', 'sleep 0.3; kill -KILL $BASHPID\n');
      expect(boot('i-1', 'm1').status).toBe(null);
      expect(status().state).toBe('running');
    });
  });

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

  describe('bootcmd', () => {
    const [unmark = '', keys = ''] = parse(goldensOf('cloud-config')[0]?.text ?? '').bootcmd;
    const marks = ['config_write_files', 'config_runcmd', 'config_scripts_user', 'config_ssh'];
    const sem = '/var/lib/cloud/instances/i-1/sem';
    const left = () => {
      for (const name of marks) root.write(`${sem}/${name}`, '');
      root.run(unmark);
      return readdirSync(root.at(sem)).sort();
    };
    beforeEach(() => {
      root.write('/var/lib/cloud/instances/i-1/user-data.txt', '#cloud-config\n');
      root.run('ln -s /var/lib/cloud/instances/i-1 /var/lib/cloud/instance');
      putDocument(root, 'a', { '/etc/x': 'x\n' });
    });

    it("takes cloud-init's marks away until this user-data has made this instance ready", () => {
      expect(left()).toEqual(['config_ssh']);
      boot('i-1', 'm1');
      expect(left()).toEqual([...marks].sort());
      root.write('/var/lib/cloud/data/instance-id', 'i-2\n');
      expect(left()).toEqual(['config_ssh']);
      root.write('/var/lib/cloud/data/instance-id', 'i-1\n');
      root.write('/var/lib/cloud/instances/i-1/user-data.txt', '#cloud-config\n# another\n');
      expect(left()).toEqual(['config_ssh']);
    });

    it('has host keys made again that a cut has left empty, and no others', () => {
      root.write('/etc/ssh/ssh_host_rsa_key', 'key\n');
      root.run(keys);
      expect(calls()).not.toContain('ssh-keygen -A');
      root.write('/etc/ssh/ssh_host_ed25519_key', '');
      root.run(keys);
      expect(calls()).toContain('ssh-keygen -A');
      expect(readdirSync(root.at('/etc/ssh'))).toEqual(['ssh_host_rsa_key']);
    });
  });
});
