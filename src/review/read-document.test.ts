import { gzipSync as platformGzip } from 'node:zlib';
import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { documentsOf, specText } from '../../test/fixture-input.js';
import { fixtures } from '../../test/goldens.js';
import { encodeCloudConfig } from '../encode/cloud-config.js';
import { envelopes } from '../encode/encode.js';
import { gzipBytes, mimeText } from '../encode/pack.js';
import { mountUnit } from '../plan/mounts.js';
import type { NodePlan } from '../plan/node-plan.js';
import { pathWords } from '../plan/shell-word.js';
import type { PlannedStep } from '../plan/steps.js';
import { readDocument } from './read-document.js';
import type { MachineTree } from './tree.js';

const treeOf = (document: string | Uint8Array): MachineTree => {
  const review = readDocument(document);
  if ('mistake' in review) throw new Error(review.mistake);
  return review.tree;
};
const mistakeIn = (document: string | Uint8Array): string => {
  const review = readDocument(document);
  return 'mistake' in review ? review.mistake : 'none';
};
/** What of a document can't be read, though the rest can. */
const unreadIn = (document: string | Uint8Array): string[] =>
  treeOf(document).parts.flatMap(({ name, reason }) => (reason === null ? [] : [`${name}: ${reason}`]));
const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
const base64 = (content: string | Uint8Array): string => Buffer.from(content).toString('base64');

/** What of a tree every envelope must agree on. */
const essence = ({ files, directories, links, units }: MachineTree) => ({
  files: files.map(({ path, mode, owner, content }) => ({ path, mode, owner, content: text(content) })),
  directories,
  links,
  units: units.map(({ name, enabled, masked, content }) => ({
    name,
    enabled,
    masked,
    content: content && text(content),
  })),
});

/** The same of a plan, said again. */
function planned(plan: NodePlan) {
  const files = plan.files
    .map(({ path, mode, owner = 'root:root', content }) => ({ path, mode, owner, content }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const units = files
    .filter(({ path }) => /^\/etc\/systemd\/system\/[^/]+\.(?:service|mount|swap|slice)$/.test(path))
    .map(({ path, content }) => {
      const name = path.slice('/etc/systemd/system/'.length);
      return { name, enabled: name === plan.firstBootUnit ? true : null, masked: false, content };
    });
  return { files, directories: [], links: [], units };
}

/** What a plan asks of a machine, as its document says it: the members of an archive and a step's key spelled otherwise. */
function plannedState({ users, packages, modules, sysctls, mounts, steps }: NodePlan) {
  const commandOf = ({ command: [called, ...rest], key }: PlannedStep): string[] => {
    const keyed = key === null ? [] : [key];
    if (called === 'put') return [called, ...rest.slice(0, 4), ...pathWords(rest.slice(4)).words];
    if (called === 'start_unit') return ['serve', ...rest.slice(0, 1), ...keyed, ...rest.slice(1)];
    return [called, ...rest, ...keyed];
  };
  return {
    users,
    packages,
    modules,
    sysctls: Object.entries(sysctls).map(([key, value]) => ({ key, value })),
    // As units have them, in the order of their files.
    mounts: mounts
      .map(({ what, where, type, options }) => ({ what, where, type, options: options.join(',') }))
      .sort((a, b) => (mountUnit(a.where) < mountUnit(b.where) ? -1 : 1)),
    steps: steps.map((step) => ({ name: step.name, command: commandOf(step) })),
  };
}

function stateOf({ users, packages, modules, sysctls, mounts, steps }: MachineTree) {
  return { users, packages, modules, sysctls, mounts, steps };
}

describe.each(fixtures)('the documents of %s', (fixture) => {
  const documents = documentsOf(specText(fixture), fixture);

  it.each(documents.map((document) => [document.node, document] as const))(
    'of %s are one tree in every envelope',
    (_, { plan }) => {
      const wanted = planned(plan);
      const plain = encodeCloudConfig(plan);
      expect(stateOf(treeOf(plain))).toEqual(plannedState(plan));
      expect(essence(treeOf(plain))).toEqual(wanted);
      // Parts of the user's own bring files besides ours.
      const ours = { ...plan, parts: [] };
      for (const [name, { encode, copy }] of Object.entries(envelopes)) {
        const texts = [encode(ours), encode(ours, new Set(ours.files)), ...(copy ? [copy.encode(ours)] : [])];
        for (const document of texts)
          expect(essence(treeOf(document)), `what src/review reads of the envelope ${name}`).toEqual(wanted);
      }
      expect(essence(treeOf(mimeText(plain)))).toEqual(wanted);
      expect(essence(treeOf(gzipBytes(plain)))).toEqual(wanted);
      expect(essence(treeOf(base64(gzipBytes(plain))))).toEqual(wanted);
    },
  );
});

describe('layers', () => {
  it('are named from the outside', () => {
    const config = '#cloud-config\nruncmd: [ls]\n';
    expect(treeOf(config).layers).toEqual(['cloud-config']);
    expect(treeOf(base64(gzipBytes(config))).layers).toEqual(['base64', 'gzip', 'cloud-config']);
    expect(treeOf(mimeText(config)).layers).toEqual(['mime', 'gzip', 'cloud-config']);
  });
});

describe('a cloud-config that is not ours', () => {
  const written = (entry: string): MachineTree => treeOf(`#cloud-config\nwrite_files:\n- ${entry}\n`);
  const packed = base64(gzipSync(new TextEncoder().encode('hello\n')));

  it.each(['gz+base64', 'gzip+base64', 'gz+b64', 'GZIP+B64 '])('has files in %s', (encoding) => {
    const { files, remarks } = written(`{path: /a, encoding: "${encoding}", content: ${packed}}`);
    expect(files).toMatchObject([{ path: '/a', mode: 0o644, owner: 'root:root', packed: encoding }]);
    expect(text(files[0]?.content)).toBe('hello\n');
    expect(remarks).toEqual([]);
  });

  it.each(['b64', 'base64'])('has files in %s', (encoding) => {
    expect(text(written(`{path: /a, encoding: ${encoding}, content: ${base64('é\n')}}`).files[0]?.content)).toBe('é\n');
  });

  it.each(['gz', 'gzip'])('has binary files in %s', (encoding) => {
    const { files } = written(`{path: /a, encoding: ${encoding}, content: !!binary ${packed}}`);
    expect(text(files[0]?.content)).toBe('hello\n');
  });

  it('has modes that are read as cloud-init reads them', () => {
    const mode = (permissions: string) => written(`{path: /a, content: x, permissions: ${permissions}}`);
    expect(mode("'0600'").files[0]?.mode).toBe(0o600);
    expect(mode('0644').files[0]?.mode).toBe(0o644);
    expect(mode('644').files[0]?.mode).toBe(0o1204);
    expect(mode("'0o755'").files[0]?.mode).toBe(0o755);
    expect(mode('u+x')).toMatchObject({ files: [{ mode: 0o644 }], remarks: [expect.stringContaining('"u+x"')] });
  });

  it('has owners, and what is appended', () => {
    expect(written('{path: /a, owner: "core:wheel", content: x}').files[0]?.owner).toBe('core:wheel');
    expect(written('{path: /a, owner: core, content: x}').files[0]?.owner).toBe('core:root');
    expect(written('{path: /a, content: x, append: true}').files[0]?.appended).toBe(true);
    const { files } = written('{path: /a, content: x}\n- {path: /b/../a, content: y, append: yes}');
    expect(files).toMatchObject([{ path: '/a', appended: false }]);
    expect(text(files[0]?.content)).toBe('xy');
  });

  it('says what the machine will do otherwise than it looks', () => {
    expect(written('{path: /a, encoding: zip, content: x}')).toMatchObject({
      files: [{ content: new TextEncoder().encode('x') }],
      remarks: [expect.stringContaining('no encoding "zip"')],
    });
    expect(written('{content: x}').remarks).toEqual(['an entry of write_files has no path: cloud-init leaves it out']);
    expect(written('{path: /a, source: {uri: "https://example.com/a"}}').remarks[0]).toContain('https://example.com/a');
  });

  it('has units, commands, and all the rest', () => {
    const tree = treeOf(
      '#cloud-config\nusers: [{name: a}]\npackages: [jq]\nbootcmd: [[a, b]]\nruncmd: ["systemctl mask x", [systemctl, enable, --now, y.timer], ls]\n',
    );
    expect(tree.units).toMatchObject([
      { name: 'x.service', masked: true, enabled: null },
      { name: 'y.timer', enabled: true },
    ]);
    expect(tree.commands.map(({ when }) => when)).toEqual(['bootcmd', 'runcmd', 'runcmd', 'runcmd']);
    expect(tree.rest).toEqual([
      { key: 'users', value: [{ name: 'a' }] },
      { key: 'packages', value: ['jq'] },
    ]);
  });
});

const multipart = (...parts: string[]): string =>
  `Content-Type: multipart/mixed; boundary="=="\nMIME-Version: 1.0\n\n--==\n${parts.join('\n--==\n')}\n--==--\n`;

describe('a MIME document', () => {
  it('has parts that are merged as their headers or their own keys say', () => {
    const part = (header: string, config: string) => `Content-Type: text/cloud-config\n${header}\n${config}`;
    const both = (header: string, key = '') =>
      treeOf(
        multipart(part('', '#cloud-config\nruncmd: [a]\n'), part(header, `#cloud-config\n${key}runcmd: [b]\n`)),
      ).commands.map(({ command }) => command);
    expect(both('')).toEqual(['b']);
    expect(both('Merge-Type: list(append)+dict(recurse_array)+str()\n')).toEqual(['a', 'b']);
    expect(both('', 'merge_how: list(prepend)+dict(recurse_list)+str()\n')).toEqual(['b', 'a']);
    expect(
      both('', 'merge_how: [{name: list, settings: [append]}, {name: dict, settings: [recurse_array]}]\n'),
    ).toEqual(['a', 'b']);
  });

  it('has parts of every type, encoding and depth', () => {
    const inner = `Content-Type: multipart/alternative; boundary=inner\n\n--inner\nContent-Type: text/x-shellscript\nContent-Transfer-Encoding: quoted-printable\n\n#!/bin/sh\necho =C3=A9 a=\nb\n--inner--`;
    const { commands, files, remarks, rest } = treeOf(
      multipart(
        inner,
        `Content-Type: text/cloud-boothook\nContent-Transfer-Encoding: base64\n\n${base64('#cloud-boothook\nls\n')}`,
        `Content-Type: application/x-gzip\nContent-Transfer-Encoding: base64\n\n${base64(gzipBytes('#cloud-config\nwrite_files: [{path: /a, content: x}]\n'))}`,
        'Content-Type: text/x-include-url\n\nhttps://example.com/more',
        'Content-Type: text/x-odd\n\nodd',
        'Content-Type: text/plain\n\n#!/bin/sh\nls',
      ),
    );
    expect(commands).toEqual([
      { when: 'script', command: '#!/bin/sh\necho é ab' },
      { when: 'boothook', command: '#cloud-boothook\nls\n' },
      { when: 'script', command: '#!/bin/sh\nls' },
    ]);
    expect(files.map(({ path }) => path)).toEqual(['/a']);
    expect(rest).toEqual([{ key: 'include', value: ['https://example.com/more'] }]);
    expect(remarks.join()).toContain('text/x-odd');
  });

  it('is read with carriage returns, folded headers and a lost end', () => {
    const document = multipart('Content-Type:\n text/x-shellscript;\n charset="us-ascii"\n\n#!/bin/sh\nls\n').replace(
      /\n--==--\n$/,
      '',
    );
    expect(treeOf(document).commands).toEqual([{ when: 'script', command: '#!/bin/sh\nls\n' }]);
    expect(treeOf(document.replaceAll('\n', '\r\n')).commands).toEqual([
      { when: 'script', command: '#!/bin/sh\r\nls\r\n' },
    ]);
  });

  it('with characters beyond ASCII and no encoding reads as the machine reads it, and says so', () => {
    const { commands, remarks } = treeOf(multipart('Content-Type: text/x-shellscript\n\n#!/bin/sh\necho é €\n'));
    expect(commands[0]?.command).not.toContain('é');
    expect(commands[0]?.command).toContain('\\u20ac');
    expect(remarks[0]).toContain('beyond ASCII');
  });
});

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

describe('what is no user-data', () => {
  it.each([
    ['', 'it is empty'],
    ['\n\n', 'it is empty'],
    ['# cloud-config\nruncmd: [ls]\n', 'a space too many'],
    ['# made by hand\n#cloud-config\nruncmd: [ls]\n', 'nothing may stand before it'],
    ['---\nwrite_files: []\n', 'without the first line'],
    ['\ufeff#cloud-config\nruncmd: [ls]\n', 'byte order mark'],
    ['apiVersion: bootwright/v1alpha1\nkind: Cluster\n', 'none of: cloud-config'],
    ['#cloud-config\nruncmd: [ls\n', 'is no YAML'],
    ['#cloud-config\n- a\n', 'no mapping of keys'],
    ['#cloud-config\n', 'holds nothing below'],
    ['#cloud-config\nmerge_how: odd\nruncmd: [a]\n', '"odd"'],
  ])('says why: %j', (document, reason) => {
    expect(mistakeIn(document)).toContain(reason);
  });

  it('says why of bytes', () => {
    expect(mistakeIn(Uint8Array.of(0xff, 0xfe, 0x23, 0))).toBe('it is neither text nor gzip');
    const whole = gzipBytes('#cloud-config\nruncmd: [ls]\n');
    expect(mistakeIn(whole.subarray(0, 30))).toContain('damaged gzip');
    const changed = Uint8Array.from(whole);
    changed[whole.length - 6] = (changed[whole.length - 6] ?? 0) ^ 1;
    expect(mistakeIn(changed)).toContain('its checksum');
    expect(mistakeIn(gzipSync(gzipSync(gzipSync(gzipSync(gzipSync(gzipSync(Uint8Array.of(35))))))))).toContain(
      'packed more than 4 times',
    );
  });

  it('stops at a gzip bomb, in the document and in its files', () => {
    const zeros = (mebibytes: number) => platformGzip(new Uint8Array(mebibytes * 2 ** 20));
    expect(mistakeIn(platformGzip(zeros(64)))).toContain('unpacks to more than 16 MiB');
    const file = `{encoding: gz+b64, content: ${base64(zeros(9))}, path: `;
    expect(unreadIn(`#cloud-config\nwrite_files:\n- ${file}/a}\n- ${file}/b}\n`)).toEqual([
      expect.stringContaining('/b: /b unpacks to more than 16 MiB'),
    ]);
  });
});
