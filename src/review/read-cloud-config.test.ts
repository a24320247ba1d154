import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { base64, text, treeOf } from '../../test/read-documents.js';
import type { MachineTree } from './tree.js';

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
