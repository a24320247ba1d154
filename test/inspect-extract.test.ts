import { mkdirSync, readdirSync, readFileSync, readlinkSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bootwright, ensureBuilt } from './cli-process.js';
import { document, here, key, write } from './review-documents.js';

beforeAll(ensureBuilt, 120_000);

describe('inspect --extract', () => {
  const ignition = (storage: object): string => JSON.stringify({ ignition: { version: '3.3.0' }, storage });
  const file = (path: string) => ({ path, contents: { source: 'data:,x' } });

  test('writes every file with its mode, and nothing twice without --force', () => {
    const folder = here();
    const run = (...more: string[]) => bootwright(folder, ['inspect', document, '--extract', 'tree', ...more]);
    expect(run()).toMatchObject({ status: 0, data: '' });
    const path = join(folder, 'tree', key);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'tree/opt/bootwright/install.sh')).mode & 0o777).toBe(0o700);
    writeFileSync(path, 'mine');
    const again = run();
    expect(again.status).toBe(2);
    expect(again.talk).toContain('already exists and was not changed; --force overwrites it');
    expect(readFileSync(path, 'utf8')).toBe('mine');
    expect(run('--force').status).toBe(0);
    expect(readFileSync(path, 'utf8')).toContain('PRIVATE KEY');
  });

  test('closes what is secret, whatever its mode', () => {
    const folder = here();
    const doc = write(
      folder,
      '#cloud-config\nwrite_files: [{path: /k, content: "token: abc\\n", permissions: "0644"}]\n',
    );
    expect(bootwright(folder, ['inspect', doc, '--extract', 'tree']).status).toBe(0);
    expect(statSync(join(folder, 'tree/k')).mode & 0o777).toBe(0o600);
  });

  test('stays within its folder, whatever the paths and links say', () => {
    const folder = here();
    const doc = write(
      folder,
      ignition({ files: [file('/../../up'), file('/a/../../b')], links: [{ path: '/etc/l', target: '/b' }] }),
    );
    expect(bootwright(folder, ['inspect', doc, '--extract', 'tree']).status).toBe(0);
    expect(readdirSync(join(folder, 'tree')).sort()).toEqual(['b', 'etc', 'up']);
    expect(readFileSync(join(folder, 'tree/etc/l'), 'utf8')).toBe('x');
    expect(readdirSync(folder).sort()).toEqual(['doc', 'tree']);
  });

  test.each([
    [{ links: [{ path: '/l', target: '../x' }] }, 'leads out of the folder'],
    [{ links: [{ path: '/l', target: '/etc' }], files: [file('/l/passwd')] }, 'lies below another file or link'],
    [{ files: [file('/door/x')] }, 'is no folder, and /door/x would go through it'],
    [{ files: [file('/folder')] }, 'is a folder, and /folder is none'],
    [{ links: [{ path: '/l', target: '/x', hard: true }] }, 'is a hard link'],
    [{ links: [{ path: '/l', target: 'a\0b' }] }, 'has a target that is no path'],
    [{ links: [{ path: '/l', target: '' }] }, 'has a target that is no path'],
    [
      { links: [{ path: '/d', target: '/tmp' }], directories: [{ path: '/d' }] },
      '/d is a directory, and a file or link',
    ],
    [{ files: [file('/d')], directories: [{ path: '/d/e' }] }, 'lies below another file or link'],
    [{ files: [file('/d')], links: [{ path: '/d', target: '/x' }] }, '/d is there twice'],
    [{ directories: [{ path: '/door' }] }, 'is no folder, and /door is one'],
    [{ files: [file('/ok'), file(`/${'x'.repeat(300)}`)] }, 'is no path of a file'],
    [{ files: [file('/ok')], links: [{ path: '/l', target: 'door/x' }] }, 'leads out of the folder'],
    [
      // Each of these stays below the root, and both together do not.
      {
        links: [
          { path: '/x/y/z/l1', target: '../../..' },
          { path: '/l2', target: 'x/y/z/l1/..' },
        ],
      },
      'the link /l2 leads out of the folder',
    ],
  ])('refuses %j and writes nothing', (storage, talk) => {
    const folder = here();
    mkdirSync(join(folder, 'tree/folder'), { recursive: true });
    mkdirSync(join(folder, 'elsewhere'));
    symlinkSync('../elsewhere', join(folder, 'tree/door'));
    const run = bootwright(folder, ['inspect', write(folder, ignition(storage)), '--extract', 'tree', '--force']);
    expect(run.status).toBe(2);
    expect(run.talk).toContain(talk);
    expect(readdirSync(join(folder, 'elsewhere'))).toEqual([]);
    expect(readdirSync(join(folder, 'tree')).sort()).toEqual(['door', 'folder']);
  });

  test('writes links that go round in circles, and all others as they are', () => {
    const folder = here();
    const links = [
      { path: '/a', target: 'b' },
      { path: '/b', target: 'a' },
      { path: '/etc/c', target: '../a/./x' },
      { path: '/etc/d', target: '/usr/../lib/x' },
    ];
    expect(bootwright(folder, ['inspect', write(folder, ignition({ links })), '--extract', 'new/tree']).status).toBe(0);
    const read = (path: string): string => readlinkSync(join(folder, 'new/tree', path));
    expect(['a', 'b', 'etc/c', 'etc/d'].map(read)).toEqual(['b', 'a', '../a/./x', '../lib/x']);
  });
});
