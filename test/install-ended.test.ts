import { readdirSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { goldensOf } from './goldens.js';
import { boot, calls, onFreshMachines, root, status } from './install-cases.js';
import { installed, judged } from './judges/judge.js';
import { install, putDocument } from './machine-root.js';

onFreshMachines();

judged('unshare and chroot', installed('unshare', '--mount', 'true'), () => {
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
