import { existsSync, readdirSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { documentsOf, specText } from './fixture-input.js';
import { boot, calls, onFreshMachines, root, state, status } from './install-cases.js';
import { installed, judged } from './judges/judge.js';
import { putDocument } from './machine-root.js';

onFreshMachines();

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
});
