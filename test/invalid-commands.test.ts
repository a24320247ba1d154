import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bootwright, ensureBuilt, type Run } from './cli-process.js';
import { installed, judged } from './judges/judge.js';

beforeAll(ensureBuilt, 120_000);

const invalid = resolve('fixtures/invalid');
const commandOf = (name: string): readonly string[] =>
  readFileSync(join(invalid, name, 'command'), 'utf8')
    .trim()
    .split(' # ');
const names = readdirSync(invalid).filter((name) => existsSync(join(invalid, name, 'command')));
const isOnTerminal = (name: string): boolean => commandOf(name)[1] === 'on a terminal';

/** Runs the command on a terminal, which has one stream. */
function onTerminal(folder: string, args: readonly string[]): Run {
  const words = [process.execPath, resolve('dist/cli.js'), ...args].map((word) => `'${word}'`).join(' ');
  const env = { PATH: process.env.PATH ?? '', HOME: folder, NO_COLOR: '1' };
  const run = spawnSync('script', ['-qec', words, '/dev/null'], { cwd: folder, env, input: '', encoding: 'utf8' });
  return { status: run.status, data: '', talk: run.stdout.replaceAll('\r\n', '\n') };
}

async function expectReport(name: string, run: typeof bootwright): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bootwright-invalid-'));
  cpSync(join(invalid, name, 'cluster.yaml'), join(folder, 'cluster.yaml'));
  const ownKeys = join(invalid, name, 'pki');
  const keys = existsSync(ownKeys) ? ownKeys : resolve('fixtures/current-containerd/pki');
  cpSync(keys, join(folder, 'pki'), { recursive: true });
  const [command = ''] = commandOf(name);
  const { status, data, talk } = run(folder, command.split(' '));
  expect(data).toBe('');
  expect(readdirSync(folder).sort()).toEqual(['cluster.yaml', 'pki']);
  await expect(`${talk}\nexit status ${status}\n`).toMatchFileSnapshot(join(invalid, name, 'report.txt'));
  expect([1, 2]).toContain(status);
  const inFixture = readdirSync(join(invalid, name)).filter((file) => file !== 'pki');
  expect(inFixture.sort()).toEqual(['cluster.yaml', 'command', 'report.txt']);
}

describe('fixtures/invalid with a command of their own', () => {
  it.each(names.filter((name) => !isOnTerminal(name)))('%s', (name) => expectReport(name, bootwright));
});

judged('a terminal, by util-linux script', installed('script', '--version'), () => {
  it.each(names.filter(isOnTerminal))('%s', (name) => expectReport(name, onTerminal));
});
