import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { bootwright, edit, ensureBuilt, type Run, workspace } from './cli-process.js';

const read = (...parts: string[]): string => readFileSync(join(...parts), 'utf8');

beforeAll(ensureBuilt, 120_000);

const program = resolve('dist/cli.js');

const locksIn = (folder: string): string[] => readdirSync(folder).filter((file) => file.includes('lock'));

/** The same command, as a process that runs beside the test. */
function started(folder: string, args: readonly string[]) {
  const child = spawn(process.execPath, [program, ...args], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  let talk = '';
  child.stderr.on('data', (chunk) => {
    talk += chunk;
  });
  const ended = new Promise<Omit<Run, 'data'>>((done) => child.on('close', (status) => done({ status, talk })));
  const said = async (words: string) => {
    while (!talk.includes(words) && child.exitCode === null) await sleep(20);
  };
  return { child, ended, said };
}

/** The workspace's spec, for so many workers that their keys take longer than a test waits. */
function makeItLarge(folder: string): void {
  const spec = read(folder, 'cluster.yaml');
  const pool = '  pools:\n    - {name: many, count: 3000, podCIDR: 10.0.0.0/11, firstAddress: 10.250.0.1}\n';
  const wide = spec.replace('10.200.0.0/16', '10.0.0.0/10').replace('10.32.0.0/24', '10.252.0.0/24');
  writeFileSync(join(folder, 'cluster.yaml'), wide.slice(0, wide.indexOf('  workers:')) + pool);
}

async function untilThere(path: string): Promise<void> {
  while (!existsSync(path)) await sleep(20);
}

describe('two processes that make keys in one folder', () => {
  test('take turns, so that every key is signed by the one CA', async () => {
    const folder = workspace({ keys: false });
    const all = await Promise.all([1, 2, 3, 4].map(() => started(folder, ['pki', 'issue', 'cluster.yaml']).ended));
    expect(all.map(({ status }) => status)).toEqual([0, 0, 0, 0]);
    const made = all.filter(({ talk }) => talk.includes('5 certificates made, 0 kept'));
    expect(made).toHaveLength(1);
    const list = JSON.parse(bootwright(folder, ['pki', 'list', 'cluster.yaml', '--format', 'json']).data);
    expect(list.map(({ state }: { state: string }) => state)).toEqual(Array(6).fill('kept'));
    expect(locksIn(join(folder, 'pki'))).toEqual([]);
  });

  test('wait for one that lives, and for nobody that was killed', async () => {
    const folder = workspace({ keys: false });
    makeItLarge(folder);
    const first = started(folder, ['pki', 'issue', 'cluster.yaml']);
    await untilThere(join(folder, 'pki', 'ca.pem'));
    const second = started(folder, ['pki', 'init', 'cluster.yaml']);
    await second.said('waiting for it');
    expect(second.child.exitCode).toBeNull();
    first.child.kill('SIGKILL');
    const { status, talk } = await second.ended;
    expect(status).toBe(0);
    expect(talk).toContain(`pki: process ${first.child.pid} on `);
    expect(talk).toContain('pki/ca.pem: kept');
    expect(locksIn(join(folder, 'pki'))).toEqual([]);
  });

  test('know a number that another process has got meanwhile, and leave the lock of another machine alone', async () => {
    const folder = workspace({ keys: false });
    const first = started(folder, ['pki', 'issue', 'cluster.yaml']);
    let lock: string | undefined;
    while (lock === undefined) {
      await sleep(1);
      lock = existsSync(join(folder, 'pki')) ? locksIn(join(folder, 'pki'))[0] : undefined;
    }
    await first.ended;
    // This test's own number, with another beginning.
    const reused = lock.replace(/~\d+~(\w*)$/, `~${process.pid}~$1`);
    writeFileSync(join(folder, 'pki', reused), '');
    expect(bootwright(folder, ['pki', 'issue', 'cluster.yaml']).status).toBe(0);
    expect(locksIn(join(folder, 'pki'))).toEqual([]);
    const elsewhere = '.bootwright-lock~elsewhere~1~';
    writeFileSync(join(folder, 'pki', elsewhere), '');
    const waiting = started(folder, ['pki', 'issue', 'cluster.yaml']);
    await waiting.said('waiting for it');
    waiting.child.kill('SIGINT');
    const { status, talk } = await waiting.ended;
    expect({ status, locks: locksIn(join(folder, 'pki')) }).toEqual({ status: 130, locks: [elsewhere] });
    expect(talk).toContain('process 1 on elsewhere is making keys there');
  });
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends pki issue between two pairs, and the next run goes on',
  async (signal) => {
    const folder = workspace({ keys: false });
    makeItLarge(folder);
    const run = started(folder, ['pki', 'issue', 'cluster.yaml']);
    await untilThere(join(folder, 'pki', 'nodes', 'many-20.pem'));
    run.child.kill(signal);
    const { status, talk } = await run.ended;
    expect(status).toBe(130);
    expect(talk.trim().split('\n').at(-1)).toBe(
      'bootwright: interrupted; pki is consistent, and the next run makes the rest',
    );
    expect(talk.split('\n').length).toBeLessThan(6);
    const files = readdirSync(join(folder, 'pki'), { recursive: true, encoding: 'utf8' });
    expect(files.filter((file) => /tmp|lock/.test(file))).toEqual([]);
    const certificates = files.filter((file) => /nodes\/.*(?<!-key)\.pem$/.test(file));
    for (const file of certificates) expect(files).toContain(file.replace(/\.pem$/, '-key.pem'));
    edit(join(folder, 'cluster.yaml'), 'count: 3000', 'count: 20');
    expect(bootwright(folder, ['pki', 'issue', 'cluster.yaml']).talk).toContain('0 certificates made, 22 kept');
  },
);
