import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { bootwright, edit, ensureBuilt, workspace } from './cli-process.js';
import { installed, judged } from './judges/judge.js';

beforeAll(ensureBuilt, 120_000);

const golden = resolve('out/current-containerd');
const document = join(golden, 'worker-0.cloud-config.yaml');
const key = '/var/lib/kubelet/worker-0-key.pem';
const here = (): string => mkdtempSync(join(tmpdir(), 'bootwright-review-'));
const write = (folder: string, text: string): string => {
  writeFileSync(join(folder, 'doc'), text);
  return 'doc';
};

describe('inspect', () => {
  test('shows files, units and commands, and of secrets the fingerprints', () => {
    const { status, data, talk } = bootwright(here(), ['inspect', document]);
    expect({ status, talk }).toEqual({ status: 0, talk: '' });
    expect(data).toMatch(/^\/opt\/bootwright\/library\.sh +0700 +root:root +\d+ +gz\+b64 +-$/m);
    expect(data).toMatch(/^\/var\/lib\/kubelet\/worker-0-key\.pem +0600 +root:root +148 +- +<secret \d+>$/m);
    expect(data).toMatch(/^bootwright\.service +enabled +here$/m);
    expect(data).toContain('runcmd:\n  systemctl enable --now bootwright.service\n');
    expect(data).not.toContain('PRIVATE KEY');
  });

  test('prints a file byte for byte, by its path or the end of it, from standard input too', () => {
    const { write_files: files } = parse(readFileSync(document, 'utf8'), { version: '1.1' });
    const content = files.find(({ path }: { path: string }) => path === key).content;
    expect(bootwright(here(), ['inspect', document, key])).toEqual({ status: 0, data: content, talk: '' });
    expect(bootwright(here(), ['inspect', '-', 'worker-0-key.pem'], readFileSync(document, 'utf8')).data).toBe(content);
  });

  test('gives programs the same', () => {
    const { files, units, commands } = JSON.parse(bootwright(here(), ['inspect', document, '--format', 'json']).data);
    expect(files.find(({ path }: { path: string }) => path === key)).toMatchObject({
      mode: '0600',
      bytes: 148,
      packed: null,
    });
    expect(units).toContainEqual({ name: 'bootwright.service', enabled: true, masked: false });
    expect(commands.at(-1)).toEqual({
      when: 'runcmd',
      command: ['systemctl', 'enable', '--now', 'bootwright.service'],
    });
    expect(JSON.stringify(files)).not.toContain('PRIVATE KEY');
  });

  test.each([
    [
      ['inspect', document, 'kubelet.servce'],
      /has no file kubelet\.servce\. Did you mean \/etc\/systemd\/system\/kubelet\.service\?/,
    ],
    [['inspect', document, '/etc/kubelet.service'], /Did you mean \/etc\/systemd\/system\/kubelet\.service\?/],
    [['inspect', document, 'nothing-like-it-at-all'], /bootwright inspect .* lists its files/],
    [
      ['inspect', resolve('fixtures/current-containerd/cluster.yaml')],
      /is a spec: "bootwright render" makes documents of it/,
    ],
    [['inspect', resolve('README.md')], /README\.md is not user-data that Bootwright can read: it is none of/],
    [['inspect', 'missing'], /cannot read missing/],
    [['inspect', document, 'a', '--extract', 'b'], /leave out --extract/],
    [['inspect', document, '--force'], /--force goes with --extract/],
    [['inspect', document, 'a', 'b'], /See: bootwright inspect --help/],
    [['inspect'], /See: bootwright inspect --help/],
    [['diff', document], /See: bootwright diff --help/],
    [['diff', document, golden], /compare two documents, or two folders/],
    [['diff', '-', '-'], /only one of the two can be standard input/],
    [['diff', resolve('docs'), golden], /has no documents/],
    [['diff', resolve('README.md'), document], /is not user-data/],
  ])('%j is wrong usage', (args, talk) => {
    const run = bootwright(here(), args);
    expect(run).toMatchObject({ status: 2, data: '' });
    expect(run.talk).toMatch(talk);
  });

  test('lets no document move the cursor', () => {
    const folder = here();
    const doc = write(
      folder,
      '#cloud-config\nwrite_files: [{path: "/a\\e[2Jb", content: x}]\nruncmd: ["\\e]0;x\\a"]\n',
    );
    const { data } = bootwright(folder, ['inspect', doc]);
    expect(data).toContain('/a\\x1b[2Jb');
    expect(data).toMatch(/^[\n -~]*$/);
  });
});

describe('inspect of what can not all be read', () => {
  const mixed = (config: string): string =>
    `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="="\n\n--=\nContent-Type: text/cloud-config\n\n${config}\n--=\nContent-Type: text/x-shellscript\n\n#!/bin/sh\necho still here\n--=--\n`;

  test.each([
    ['a: [b', 'in line 1'],
    ['a: !vault x', 'it does not know the tag !vault'],
    ['a: x\n---\nb: y', 'a second document begins'],
    ['## template: jinja\n#cloud-config\n{% if x %}\na: b\n{% endif %}', 'is no YAML'],
  ])('shows the rest of it, and ends with 1: %j', (config, why) => {
    const folder = here();
    const doc = write(folder, mixed(config));
    const { status, data, talk } = bootwright(folder, ['inspect', doc]);
    expect(status).toBe(1);
    expect(data).toContain('echo still here');
    expect(data).toContain(`part 1: text/cloud-config, ${config.length} bytes, unread`);
    expect(talk).toMatch(/^unread: part 1: /m);
    expect(talk).toContain(why);
    const { parts } = JSON.parse(bootwright(folder, ['inspect', doc, '--format', 'json']).data);
    expect(parts).toMatchObject([{ name: 'part 1', content: config, reason: expect.stringContaining(why) }]);
  });

  test('shows a part of another type as it stands, and a command that is a mapping', () => {
    const folder = here();
    const eks = mixed('runcmd: [echo a: b]').replace('text/x-shellscript', 'application/node.eks.aws; charset=x');
    const { status, data, talk } = bootwright(folder, ['inspect', write(folder, eks)]);
    expect(status).toBe(0);
    expect(data).toContain('part 2: application/node.eks.aws, 25 bytes, not decoded\n');
    expect(data).toContain('content-type: application/node.eks.aws; charset=x');
    expect(data).toContain('runcmd:\n  {"echo a":"b"}\n');
    expect(talk).toContain('in runcmd is a mapping, so cloud-init fails there');
    expect(data + talk).not.toContain('[object Object]');
  });

  test.each([
    'a: &a [*a]',
    'a: [b',
    'a:\t[x]',
    'runcmd: !!python/object/apply:os.system ["ls"]',
    '[a]: b',
    'a: 2001-99-99',
    'a: =',
  ])('ends with 2 and a reason where that is all there is: %j', (config) => {
    const folder = here();
    const run = bootwright(folder, ['inspect', write(folder, `#cloud-config\n${config}\n`)]);
    expect(run).toMatchObject({ status: 2, data: '' });
    expect(run.talk).toContain("is no YAML that cloud-init's reader takes: ");
  });
});

describe('inspect of what engines want a document in', () => {
  test.each(['cluster-api', 'launch-template'])('reads what --as %s writes, packed or not', (as) => {
    const folder = workspace({ keys: true });
    expect(bootwright(folder, ['render', 'cluster.yaml', '--as', as]).status).toBe(0);
    const out = join(folder, 'out/current-containerd');
    const [name = ''] = readdirSync(out).filter((file) => file.startsWith('worker-0.'));
    const report = bootwright(folder, ['inspect', join(out, name), '--format', 'json']);
    expect(report.status).toBe(0);
    const { files } = JSON.parse(report.data);
    const ofGolden = JSON.parse(bootwright(folder, ['inspect', document, '--format', 'json']).data).files;
    expect(files).toEqual(ofGolden);
    edit(join(folder, 'cluster.yaml'), '10.200.0.0/24', '10.200.9.0/24');
    const check = bootwright(folder, ['render', 'cluster.yaml', '--as', as, '--check']);
    expect(check.status).toBe(1);
    expect(check.data).toMatch(/^worker-0: spec\.workers\[\]\.podCIDR: 10\.200\.0\.0\/24 → 10\.200\.9\.0\/24$/m);
    expect(check.data).not.toMatch(/PRIVATE KEY|[A-Za-z0-9+/]{200}/);
  });
});

test.each([
  ['script', 'worker-0.sh'],
  ['mime', 'worker-0.mime.txt'],
])('render --check --as %s says what diff says, and shows no file that is closed', (as, name) => {
  const folder = workspace({ keys: true });
  const file = '{path: /etc/closed, mode: "0600", content: "it is hunter1"}';
  edit(join(folder, 'cluster.yaml'), '  workers:\n', `  host:\n    files: [${file}]\n  workers:\n`);
  const render = (...more: string[]) =>
    bootwright(folder, ['render', 'cluster.yaml', '--as', as, '--node', 'worker-0', ...more]);
  expect(render().status).toBe(0);
  expect(render('--check')).toMatchObject({ status: 0, data: '' });
  edit(join(folder, 'cluster.yaml'), 'hunter1', 'hunter2');
  const check = render('--check');
  expect(check.status).toBe(1);
  expect(check.data).toMatch(/^worker-0: file \/etc\/closed: changed \(content /m);
  expect(check.data + check.talk).not.toMatch(/hunter|PRIVATE KEY/);
  expect(render('--out', 'new').status).toBe(0);
  const [old, now] = ['out', 'new'].map((out) => join(out, 'current-containerd', name)) as [string, string];
  const changes = (text: string) => JSON.parse(text)[0].changes;
  const ofCheck = JSON.parse(render('--check', '--format', 'json').data).find(
    ({ file }: { file: string }) => file === old,
  );
  expect(ofCheck.changes).toEqual(changes(bootwright(folder, ['diff', old, now, '--format', 'json']).data));
});

test('a script that sends a header is no secret', () => {
  const folder = here();
  const { data } = bootwright(folder, ['inspect', resolve('out/identity-metadata/worker-0.cloud-config.yaml')]);
  expect(data).toMatch(/^\/opt\/bootwright\/node-identity\.sh +0755 .* -$/m);
});

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

describe('diff', () => {
  test('says nothing changes where nothing does, whatever the envelope', () => {
    const folder = workspace({ keys: true });
    expect(bootwright(folder, ['diff', golden, golden])).toEqual({
      status: 0,
      data: '',
      talk: 'nothing changes on the machines\n',
    });
    expect(bootwright(folder, ['render', 'cluster.yaml', '--as', 'script', '--out', 'scripts']).status).toBe(0);
    const run = bootwright(folder, ['diff', document, 'scripts/current-containerd/worker-0.sh', '--format', 'json']);
    // The files are the same; only who runs them is not.
    expect(run.status).toBe(1);
    expect(
      JSON.parse(run.data)[0].changes.map(({ what, name }: { what: string; name: string }) => `${what} ${name}`),
    ).toEqual(['commands bootcmd', 'commands runcmd', 'commands script']);
  });

  test('shows what changes on each machine, secrets as fingerprints', () => {
    const folder = workspace({ keys: true });
    cpSync(golden, join(folder, 'old'), { recursive: true });
    cpSync(golden, join(folder, 'new'), { recursive: true });
    cpSync(join(golden, 'worker-0.cloud-config.yaml'), join(folder, 'new/worker-9.cloud-config.yaml'));
    const changed = join(folder, 'new/worker-1.cloud-config.yaml');
    const pem =
      /-----BEGIN EC PRIVATE KEY-----|-----BEGIN PRIVATE KEY-----/.exec(readFileSync(changed, 'utf8'))?.[0] ?? '';
    edit(changed, pem, `changed\n   ${pem}`);
    edit(changed, '- [ systemctl', '- ls\n- [ systemctl');
    const { status, data, talk } = bootwright(folder, ['diff', 'old', 'new']);
    expect(status).toBe(1);
    expect(talk).toBe('worker-1: needs a new machine\n3 changes\n');
    expect(data).toMatch(/^worker-1: file \S+-key\.pem: changed \(content <secret \d+> → <secret \d+>\)$/m);
    expect(data).toContain('worker-1: commands runcmd: changed\n');
    expect(data).toContain('\n+ls\n');
    expect(data).toContain('worker-9: added\n');
    expect(data).not.toContain('PRIVATE KEY');
  });
});

test('render --check decodes parts in base64, and shows no secret of theirs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bootwright-review-'));
  cpSync('fixtures/mime-parts', folder, { recursive: true });
  expect(bootwright(folder, ['render', 'cluster.yaml']).status).toBe(0);
  edit(join(folder, 'cluster.yaml'), 'Ask Zoë', 'password: Zoë');
  const { status, data, talk } = bootwright(folder, ['render', 'cluster.yaml', '--check']);
  expect(status).toBe(1);
  expect(talk).toContain('changed: out/mime-parts/worker-0.mime.txt');
  expect(data).not.toContain(Buffer.from('write_files').toString('base64').slice(0, 8));
});

describe('render --as', () => {
  test('nocloud makes a seed of two files, whose instance follows the document', () => {
    const folder = workspace({ keys: true });
    edit(join(folder, 'cluster.yaml'), 'provider: aws', 'provider: nocloud');
    const render = () => bootwright(folder, ['render', 'cluster.yaml', '--as', 'nocloud', '--node', 'worker-0']);
    expect(render().talk).toContain('genisoimage -output worker-0.iso -volid cidata');
    const seed = join(folder, 'out/current-containerd/worker-0.nocloud');
    const id = (): unknown => parse(readFileSync(join(seed, 'meta-data'), 'utf8'));
    const before = id();
    expect(before).toEqual({
      'instance-id': expect.stringMatching(/^bootwright-[0-9a-f]{16}$/),
      'local-hostname': 'worker-0',
    });
    expect(statSync(join(seed, 'user-data')).mode & 0o777).toBe(0o600);
    expect(render().status).toBe(0);
    expect(id()).toEqual(before);
    edit(join(folder, 'cluster.yaml'), '10.200.0.0/24', '10.200.9.0/24');
    expect(render().status).toBe(0);
    expect(id()).not.toEqual(before);
  });

  test('all makes every envelope that fits, in one manifest, and the next render takes away what is not asked for', () => {
    const folder = workspace({ keys: true });
    edit(join(folder, 'cluster.yaml'), 'provider: aws', 'provider: nocloud');
    expect(bootwright(folder, ['render', 'cluster.yaml', '--as', 'all']).status).toBe(0);
    const out = join(folder, 'out/current-containerd');
    const { documents } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
    const filesOf = (node: string) =>
      documents.filter((each: { node: string }) => each.node === node).map((each: { file: string }) => each.file);
    expect(filesOf('worker-1')).toEqual([
      'worker-1.cloud-config.yaml',
      'worker-1.mime.txt',
      'worker-1.nocloud/user-data',
      'worker-1.sh',
    ]);
    expect(bootwright(folder, ['render', 'cluster.yaml', '--as', 'all', '--check'])).toMatchObject({ status: 0 });
    for (const file of filesOf('worker-1'))
      expect(bootwright(folder, ['inspect', join(out, file), '--format', 'json']).data).toContain(
        '/opt/bootwright/install.sh',
      );
    expect(bootwright(folder, ['render', 'cluster.yaml']).status).toBe(0);
    expect(existsSync(join(out, 'worker-1.nocloud'))).toBe(false);
    expect(existsSync(join(out, 'worker-1.sh'))).toBe(false);
  });

  test('refuses what the machines can not be given, and several files on standard output', () => {
    const folder = workspace({ keys: true });
    const refused = bootwright(folder, ['render', 'cluster.yaml', '--as', 'nocloud']);
    expect(refused.status).toBe(2);
    expect(refused.talk).toContain('Use one of cloud-config, mime, script');
    const many = bootwright(folder, ['render', 'cluster.yaml', '--as', 'all', '--node', 'worker-0', '--stdout']);
    expect(many).toMatchObject({ status: 2, data: '' });
  });
});

judged('genisoimage', installed('genisoimage', '--version') && installed('isoinfo', '--version'), () => {
  test('makes the disk that cloud-init looks for of a seed, as the docs say', () => {
    const folder = workspace({ keys: true });
    edit(join(folder, 'cluster.yaml'), 'provider: aws', 'provider: nocloud');
    expect(bootwright(folder, ['render', 'cluster.yaml', '--as', 'nocloud', '--node', 'worker-0']).status).toBe(0);
    const page = readFileSync('docs/using-documents.md', 'utf8');
    const command = /^genisoimage .*$/m.exec(page)?.[0].replaceAll('out/first', 'out/current-containerd') ?? '';
    expect(spawnSync('bash', ['-c', command], { cwd: folder }).status).toBe(0);
    const iso = (...args: string[]) =>
      execFileSync('isoinfo', ['-i', 'worker-0.iso', ...args], { cwd: folder, encoding: 'utf8' });
    expect(iso('-d')).toContain('Volume id: cidata');
    for (const name of ['user-data', 'meta-data'])
      expect(iso('-J', '-x', `/${name}`)).toBe(
        readFileSync(join(folder, 'out/current-containerd/worker-0.nocloud', name), 'utf8'),
      );
  });
});
