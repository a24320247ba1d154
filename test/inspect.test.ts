import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { bootwright, edit, ensureBuilt, workspace } from './cli-process.js';
import { document, golden, here, key, write } from './review-documents.js';

beforeAll(ensureBuilt, 120_000);

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
