import { describe, expect, it } from 'vitest';
import { base64, mistakeIn, text, treeOf, unreadIn } from '../../test/read-documents.js';
import { gzipBytes } from '../encode/pack.js';

describe('an Ignition config', () => {
  const config = (parts: object, ignition: object = { version: '3.3.0' }): string =>
    JSON.stringify({ ignition, ...parts });

  it('has files, directories, links and units', () => {
    const tree = treeOf(
      config({
        storage: {
          directories: [{ path: '/d', mode: 448, user: { name: 'core' }, group: { id: 500 } }],
          files: [
            { path: '/plain', contents: { source: 'data:,a%20b%0A%25' } },
            { path: '/b64', mode: 384, contents: { source: `data:;base64,${base64('é')}` } },
            { path: '/more', append: [{ source: 'data:,x' }, { source: 'data:,y' }] },
            { path: '/far', contents: { source: 'https://example.com/far' } },
            { path: '/empty' },
          ],
          links: [{ path: '/l', target: '/plain' }],
          luks: [{ name: 'x' }],
        },
        systemd: {
          units: [
            {
              name: 'a.service',
              enabled: true,
              contents: '[Unit]\n',
              dropins: [{ name: '10.conf', contents: '[Service]\n' }],
            },
            { name: 'b.service', mask: true },
          ],
        },
        passwd: { users: [{ name: 'core', passwordHash: '$6$x' }] },
      }),
    );
    expect(tree.layers).toEqual(['ignition 3.3.0']);
    expect(tree.directories).toEqual([{ path: '/d', mode: 0o700, owner: 'core:500', also: {} }]);
    expect(
      tree.files.map(({ path, mode, content, appended }) => [path, mode.toString(8), text(content), appended]),
    ).toEqual([
      ['/b64', '600', 'é', false],
      ['/empty', '644', '', false],
      ['/etc/systemd/system/a.service', '644', '[Unit]\n', false],
      ['/etc/systemd/system/a.service.d/10.conf', '644', '[Service]\n', false],
      ['/far', '644', '', false],
      ['/more', '644', 'xy', true],
      ['/plain', '644', 'a b\n%', false],
    ]);
    expect(tree.links).toEqual([{ path: '/l', target: '/plain', hard: false, also: {} }]);
    expect(tree.units).toMatchObject([
      { name: 'a.service', enabled: true },
      { name: 'b.service', enabled: null, masked: true },
    ]);
    expect(tree.rest.map(({ key }) => key)).toEqual(['storage.luks', 'passwd']);
    expect(tree.remarks).toEqual(['/far: its content comes from https://example.com/far at boot']);
  });

  it('stands behind a stub that replaces itself, and has others merged over it', () => {
    const file = (path: string, data: string) => ({ path, contents: { source: `data:,${data}` } });
    const whole = config({ storage: { files: [file('/a', '1'), file('/b', '1')] } });
    const stub = config(
      {},
      {
        version: '3.3.0',
        config: { replace: { compression: 'gzip', source: `data:;base64,${base64(gzipBytes(whole))}` } },
      },
    );
    expect(treeOf(stub).files).toEqual(treeOf(whole).files.map((each) => each));
    expect(treeOf(stub).layers).toEqual(['ignition 3.3.0', 'config.replace, gzip']);
    const child = config({ storage: { files: [file('/b', '2'), file('/c', '2')] } });
    const parent = config(
      { storage: { files: [file('/a', '1'), file('/b', '1')] } },
      { version: '3.2.0', config: { merge: [{ source: `data:,${encodeURIComponent(child)}` }] } },
    );
    expect(treeOf(parent).files.map(({ path, content }) => path + text(content))).toEqual(['/a1', '/b2', '/c2']);
  });

  it('is refused where it is not what it says, or of another time', () => {
    expect(mistakeIn(config({}, { version: '2.2.0' }))).toContain('specification 2.2.0');
    const good = {
      source: 'data:,abc',
      verification: { hash: 'sha256-ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' },
    };
    expect(mistakeIn(config({ storage: { files: [{ path: '/a', contents: good }] } }))).toBe('none');
    const contents = { source: 'data:,a', verification: { hash: `sha512-${'0'.repeat(128)}` } };
    expect(unreadIn(config({ storage: { files: [{ path: '/a', contents }] } }))).toEqual([
      '/a: /a is not what its sha512 says, so Ignition would stop there',
    ]);
  });
});
