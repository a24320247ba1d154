import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inside, listen, node, other, pod, run, setUp, traffic } from './firewall-network.js';
import { scriptOf } from './firewall-script.js';
import { firewalls, mountOf, persistent } from './firewalls.js';
import { judged } from './judge.js';

const usable = process.getuid?.() === 0 && run('ip', 'netns', 'add', `bw-fw-try-${process.pid}`).status === 0;
if (usable) run('ip', 'netns', 'delete', `bw-fw-try-${process.pid}`);

judged('network namespaces', usable ? 'ip' : undefined, () => {
  describe.each(firewalls)('$name', ({ name, needs, places, files, start, reload }) => {
    judged(name, needs(), () => {
      const folder = mkdtempSync(join(tmpdir(), 'bootwright-firewall-'));
      const servers: ReturnType<typeof spawn>[] = [];
      let machine: ReturnType<typeof spawn>;

      /** Runs a command on the node: in its network, with its own settings of the firewall. */
      const onNode = (command: string) => {
        const pid = readFileSync(join(folder, 'pid'), 'utf8').trim();
        const path = `${persistent}/usr/sbin:/usr/sbin:/usr/bin:/sbin:/bin`;
        return run('nsenter', '-t', pid, '-m', '-n', 'env', `PATH=${path}`, 'bash', '-c', command);
      };
      const opens = (script: string) => {
        writeFileSync(join(folder, 'script'), script);
        const done = onNode(`bash ${join(folder, 'script')}`);
        expect([done.status, done.stderr], done.stdout).toEqual([0, '']);
        return done.stdout;
      };
      const settings = () =>
        onNode(
          `cd / && tar -c --mtime=@0 ${Object.keys(places)
            .filter((p) => p.startsWith('/etc'))
            .join(' ')} | sha256sum`,
        ).stdout;

      beforeAll(async () => {
        for (const line of setUp) expect(run('ip', ...line.split(' ')).stderr, line).toBe('');
        expect(inside(node, 'sh', '-c', 'echo 1 >/proc/sys/net/ipv4/ip_forward').stderr).toBe('');
        const mounts = Object.entries(places).map(([place, from], index) =>
          mountOf(place, from, join(folder, String(index)), files),
        );
        const hold = `set -e; ${mounts.join('; ')}; echo $$ >${join(folder, 'pid')}; echo ready; exec sleep 300`;
        machine = spawn('ip', ['netns', 'exec', node, 'unshare', '-m', 'bash', '-c', hold]);
        await once(machine.stdout as NodeJS.ReadableStream, 'data');
        for (const [space, ports] of [
          [node, [10250, 9100, 30080]],
          [pod, [8080]],
          [other, [53]],
        ] as const) {
          const server = spawn('ip', ['netns', 'exec', space, process.execPath, '-e', listen, ...ports.map(String)]);
          servers.push(server);
          let ready = '';
          while (ready.length < ports.length)
            ready += String(await once(server.stdout as NodeJS.ReadableStream, 'data'));
        }
      }, 60_000);
      afterAll(() => {
        for (const space of [pod, node, other]) {
          const left = run('ip', 'netns', 'pids', space).stdout.split('\n').filter(Boolean);
          if (left.length > 0) run('kill', '-9', ...left);
          run('ip', 'netns', 'delete', space);
        }
        for (const child of [...servers, machine]) child.kill('SIGKILL');
        rmSync(folder, { recursive: true });
      });

      it('lets the cluster through, and nobody else, also when its settings are loaded again', () => {
        const wanted = {
          ...Object.fromEntries(Object.keys(traffic()).map((key) => [key, true])),
          'a client to another port': false,
        };
        expect(Object.values(traffic()), 'without a firewall').toEqual(Object.keys(wanted).map(() => true));
        const started = onNode(`exec >/dev/null; ${start}`);
        expect(started.status, started.stderr).toBe(0);
        expect(
          Object.entries(traffic()).filter(([, there]) => there),
          'with it',
        ).toEqual([]);

        expect(opens(scriptOf())).toContain('open for 10.200.0.0/16 10.240.0.0/24, ports 10250 and 30000 to 32767\n');
        expect(traffic(), 'opened').toEqual(wanted);
        const once = settings();
        opens(scriptOf());
        expect(settings(), 'a second time').toBe(once);

        const again = onNode(reload);
        expect(again.status, again.stderr).toBe(0);
        expect(traffic(), 'loaded again').toEqual(wanted);
      }, 120_000);
    });
  });
});
