import { describe, expect, it } from 'vitest';
import { base64, treeOf } from '../../test/read-documents.js';
import { gzipBytes } from '../encode/pack.js';

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
