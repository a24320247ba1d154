import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { upstreamAddress } from '../src/eras/catalogue.js';
import { folder, kubelet, older, released, renewed, sha256, table } from './release-table.js';

describe('npm run add-release', () => {
  const program = resolve('build/scripts/scripts/add-release.js');
  const run = (args: string[], input = '') =>
    spawnSync(process.execPath, [program, ...args], { input, encoding: 'utf8' });
  const copy = (text: string): string => {
    const path = join(mkdtempSync(join(tmpdir(), 'bootwright-digests-')), 'digests.tsv');
    writeFileSync(path, text);
    return path;
  };

  it('is built', () => expect(existsSync(program), 'npm run build makes it').toBe(true));

  it('reads a folder, writes the table in place and says what is new', () => {
    const path = copy(older);
    expect(run(['--table', path, '--check', folder])).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('not written'),
    });
    expect(readFileSync(path, 'utf8')).toBe(older);
    const { status, stdout } = run(['--table', path, folder]);
    expect({ status, lines: stdout.split('\n').length - 1 }).toEqual({ status: 0, lines: 2 * released.length });
    expect(readFileSync(path, 'utf8')).toBe(renewed);
  });

  it('reads standard input', () => {
    const path = copy(table);
    expect(run(['--table', path, '--from', `${kubelet}.sha256`], sha256)).toMatchObject({
      status: 0,
      stdout: `+ kubelet amd64 1.36.9 sha256:${sha256}\n`,
    });
  });

  it('ends with 1 at a conflict, and leaves the table as it is', () => {
    const path = copy(table);
    const { status, stdout, stderr } = run(
      ['--table', path, '--from', `${upstreamAddress('kubelet', '1.36.4', 'amd64')}.sha256`],
      sha256,
    );
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('nothing is written');
    expect(readFileSync(path, 'utf8')).toBe(table);
  });

  it('says where a publisher keeps its checksums', () => {
    expect(run(['--where', 'runc', '1.4.9']).stdout).toBe(
      'https://github.com/opencontainers/runc/releases/download/v1.4.9/runc.sha256sum\n',
    );
    expect(run(['--where', 'runsc', '20260901.0']).stdout.split('\n')).toHaveLength(3);
  });

  test.each([
    [[]],
    [['--where', 'runc']],
    [['--where', 'etcd', '3.6.0']],
    [['--where', 'docker', '29.0.0']],
    [['nowhere.sha256']],
    [['--wat']],
  ])('ends with 2 on %j', (args) => {
    const { status, stderr } = run(args);
    expect(status).toBe(2);
    expect(stderr).toContain('usage: npm run add-release');
  });
});
