import { describe, expect, it } from 'vitest';
import { gzipBytes, mimeText } from '../encode/pack.js';
import { wrappers } from '../encode/wrappers.js';
import { compareDocuments } from './compare-documents.js';
import type { TreeChange } from './tree-change.js';

const bytes = (document: string | Uint8Array): Uint8Array =>
  typeof document === 'string' ? new TextEncoder().encode(document) : document;
const changesOf = (old: string | Uint8Array, now: string | Uint8Array): readonly TreeChange[] => {
  const compared = compareDocuments(bytes(old), bytes(now));
  if ('unread' in compared) throw new Error(compared.mistake);
  return compared.changes;
};
const said = (changes: readonly TreeChange[]): string =>
  changes
    .map(({ what, name, change, details, diff = '' }) => `${what} ${name}: ${change} (${details})\n${diff}`)
    .join('');

const ignition = (parts: object, config?: object): string =>
  JSON.stringify({ ignition: { version: '3.4.0', ...(config ? { config } : {}) }, ...parts });
const remote = (contents: object, more: object = {}): string =>
  ignition({ storage: { files: [{ path: '/a', contents, ...more }] } });
const written = (entry: string): string => `#cloud-config\nwrite_files:\n- path: /a\n  ${entry}\n`;
const multipart = (...parts: string[]): string =>
  `Content-Type: multipart/mixed; boundary="=="\nMIME-Version: 1.0\n\n--==\n${parts.join('\n--==\n')}\n--==--\n`;
const eks = (cluster: string, header = ''): string =>
  multipart(`Content-Type: application/node.eks.aws\n${header}\n---\nkind: NodeConfig\nspec: {cluster: ${cluster}}`);

describe('what is not decoded', () => {
  const url = 'https://dl.example.com/a';
  it.each([
    ['an address of Ignition', remote({ source: `${url}1` }), remote({ source: `${url}2` })],
    [
      'a hash',
      remote({ source: url, verification: { hash: 'sha256-aa' } }),
      remote({ source: url, verification: { hash: 'sha256-bb' } }),
    ],
    [
      'a header',
      remote({ source: url, httpHeaders: [{ name: 'Accept', value: 'x' }] }),
      remote({ source: url, httpHeaders: [{ name: 'Accept', value: 'y' }] }),
    ],
    ['a compression', remote({ source: url }), remote({ source: url, compression: 'gzip' })],
    ['overwrite', remote({ source: 'data:,x' }), remote({ source: 'data:,x' }, { overwrite: true })],
    [
      'what is appended from elsewhere',
      ignition({ storage: { files: [{ path: '/a', append: [{ source: 'data:,x' }, { source: `${url}1` }] }] } }),
      ignition({ storage: { files: [{ path: '/a', append: [{ source: 'data:,x' }, { source: `${url}2` }] }] } }),
    ],
    [
      'a config to merge',
      ignition({}, { merge: [{ source: `${url}1` }] }),
      ignition({}, { merge: [{ source: `${url}2` }] }),
    ],
    [
      'one of several to merge',
      ignition({}, { merge: [{ source: `${url}1` }, { source: url }] }),
      ignition({}, { merge: [{ source: `${url}2` }, { source: url }] }),
    ],
    [
      'a config instead',
      ignition({}, { replace: { source: `${url}1` } }),
      ignition({}, { replace: { source: `${url}2` } }),
    ],
    ['an address of cloud-init', written(`source: {uri: "${url}1"}`), written(`source: {uri: "${url}2"}`)],
    [
      'its headers',
      written(`source: {uri: "${url}", headers: {Accept: x}}`),
      written(`source: {uri: "${url}", headers: {Accept: y}}`),
    ],
    ['defer', written('content: x'), written('content: x\n  defer: true')],
    ['append', written('content: x'), written('content: x\n  append: true')],
    ['a part of an unknown type', eks('one'), eks('two')],
    ['its headers', eks('one', 'X-Odd: 1\n'), eks('one', 'X-Odd: 2\n')],
    [
      'a part that is no YAML',
      multipart('Content-Type: text/cloud-config\n\na: [1', 'Content-Type: text/x-shellscript\n\n#!/bin/sh\n'),
      multipart('Content-Type: text/cloud-config\n\na: [2', 'Content-Type: text/x-shellscript\n\n#!/bin/sh\n'),
    ],
    ['a file that is damaged', written('content: YWJ\n  encoding: b64'), written('content: YWK\n  encoding: b64')],
    ['a command that is a mapping', '#cloud-config\nruncmd: [a: b]\n', '#cloud-config\nruncmd: [a: c]\n'],
    ['commands that are no list', '#cloud-config\nruncmd: ls\n', '#cloud-config\nruncmd: id\n'],
    ['a number without end', '#cloud-config\na: .nan\n', '#cloud-config\na: .inf\n'],
    ['bytes', '#cloud-config\na: !!binary YWFh\n', '#cloud-config\na: !!binary YWFi\n'],
    [
      'one of several includes',
      multipart('Content-Type: text/x-include-url\n\nhttps://a', 'Content-Type: text/x-include-url\n\nhttps://c'),
      multipart('Content-Type: text/x-include-url\n\nhttps://b', 'Content-Type: text/x-include-url\n\nhttps://c'),
    ],
  ])('is compared as it stands: %s', (_, old, now) => {
    const changes = changesOf(old, now);
    expect(changes.filter(({ what }) => what !== 'note' && what !== 'bytes')).toHaveLength(1);
    expect(changesOf(old, old)).toEqual([]);
    expect(changesOf(now, now)).toEqual([]);
  });

  it('is told with both its values', () => {
    const [change] = changesOf(remote({ source: `${url}1` }), remote({ source: `${url}2` }));
    expect(change).toEqual({
      what: 'file',
      name: '/a',
      change: 'changed',
      details: [`source {"source":"${url}1"} → {"source":"${url}2"}`],
    });
  });

  it('shows a part with its lines', () => {
    expect(said(changesOf(eks('one'), eks('two')))).toMatch(
      /^-spec: \{cluster: one\}$[\s\S]*^\+spec: \{cluster: two\}$/m,
    );
  });
});

describe('a note that changes', () => {
  it('is a change', () => {
    const entry = (permissions: string): string =>
      written(`{content: x, permissions: ${permissions}}`.replace(/[{}]/g, '').replaceAll(', ', '\n  '));
    expect(changesOf(entry('"0644"'), entry('u+x')).map(({ what, change }) => `${what} ${change}`)).toEqual([
      'note added',
    ]);
  });
});

describe('bytes that change where the machine does not', () => {
  const config = '#cloud-config\nruncmd: [ls]\n';
  it.each([
    ['a comment', `${config}# why\n`, 'of the document: changed (27 bytes → 33 bytes,the machine stays the same'],
    ['packing', gzipBytes(config), 'changed (cloud-config → gzip > cloud-config,'],
    ['an envelope', mimeText(config), 'changed (cloud-config → mime > gzip > cloud-config,'],
    ['another spelling', config.replace('[ls]', '["ls"]'), 'the machine stays the same'],
  ])('are told: %s', (_, now, words) => {
    const changes = changesOf(config, now);
    expect(changes.map(({ what }) => what)).toEqual(['bytes']);
    expect(said(changes)).toContain(words);
  });
});

describe('what engines want a document in', () => {
  const document = { node: 'a', cluster: 'demo', format: 'cloud-config' };
  const [old, now] = ['ls', 'id'].map((command) => `#cloud-config\nruncmd: [${command}]\n`) as [string, string];

  it.each(Object.entries(wrappers))('is read: %s', (_, { wrap }) => {
    for (const pack of [(text: string) => text, gzipBytes]) {
      const changes = changesOf(wrap({ ...document, content: pack(old) }), wrap({ ...document, content: pack(now) }));
      expect(changes.map(({ what, name }) => `${what} ${name}`)).toEqual(['commands runcmd']);
    }
  });

  it('is read of other makers, too, and shows no other secret of a Secret', () => {
    const secret = (key: string, more: string): string =>
      `---\n# by hand\napiVersion: v1\nkind: Secret\nmetadata: {name: x}\ndata:\n  ${key}: ${Buffer.from(old).toString('base64')}\n  other: ${more}\n`;
    const text = said(changesOf(secret('userData', 'aHVudGVyMg=='), secret('userData', 'aHVudGVyMw==')));
    expect(text).toContain('setting Secret: changed');
    expect(text).not.toContain('aHVudGVy');
    const versions = (UserData: string): string =>
      JSON.stringify({ LaunchTemplateVersions: [{ LaunchTemplateData: { InstanceType: 't3', UserData } }] });
    const base64 = (content: string): string => Buffer.from(content).toString('base64');
    expect(changesOf(versions(base64(old)), versions(base64(now))).map(({ name }) => name)).toEqual(['runcmd']);
  });
});

describe('secrets', () => {
  const file = (path: string, mode: string, content: string): string =>
    `#cloud-config\nwrite_files: [{path: ${path}, permissions: '${mode}', content: "${content}"}]\n`;

  it.each([
    ['opened', file('/a', '0600', 'hunter2'), file('/a', '0644', 'hunter2 too')],
    ['closed', file('/a', '0644', 'hunter2 too'), file('/a', '0600', 'hunter2')],
    ['renamed', file('/a', '0600', 'hunter2'), file('/b', '0600', 'hunter2')],
    ['removed', file('/a', '0600', 'hunter2'), '#cloud-config\nruncmd: [ls]\n'],
  ])('stay shut in a file that is %s', (_, old, now) => {
    const text = said(changesOf(old, now));
    expect(text).toContain('file /a');
    expect(text).not.toContain('hunter2');
  });
});

describe('what can not be read', () => {
  it('is a mistake of that document', () => {
    expect(compareDocuments(bytes('#cloud-config\na: !x y\n'), bytes('#cloud-config\na: y\n'))).toEqual({
      unread: 'old',
      mistake: "the cloud-config is no YAML that cloud-init's reader takes: it does not know the tag !x",
    });
    expect(compareDocuments(bytes('#!/bin/sh\n'), bytes(''))).toMatchObject({ unread: 'new' });
  });
});
