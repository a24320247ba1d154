import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { wrappers } from './wrappers.js';

const text = '#cloud-config\nwrite_files:\n- path: /etc/motd\n  content: |\n   a: "b"\n\n   c\n';
const document = { node: 'burst', cluster: 'demo', format: 'cloud-config', content: text };
const bytes = new Uint8Array([0x1f, 0x8b, 8, 0, 255]);

describe('the bootstrap Secret of Cluster API', () => {
  it('holds the document as it is, so that it can be read', () => {
    const wrapped = wrappers['cluster-api'].wrap(document);
    expect(parse(wrapped)).toEqual({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'demo-burst', labels: { 'cluster.x-k8s.io/cluster-name': 'demo' } },
      type: 'cluster.x-k8s.io/secret',
      stringData: { format: 'cloud-config', value: text },
    });
    expect(wrapped).toContain('   - path: /etc/motd\n'.slice(1));
  });

  it('holds bytes that are no text in base64', () => {
    const { data, stringData } = parse(wrappers['cluster-api'].wrap({ ...document, content: bytes }));
    expect(stringData).toBeUndefined();
    expect(Buffer.from(data.value, 'base64')).toEqual(Buffer.from(bytes));
    expect(Buffer.from(data.format, 'base64').toString()).toBe('cloud-config');
  });
});

describe('the data of a launch template', () => {
  it.each([
    ['text', text],
    ['bytes', bytes],
  ])('holds %s in base64, and nothing else', (_, content) => {
    const data = JSON.parse(wrappers['launch-template'].wrap({ ...document, content }));
    expect(Object.keys(data)).toEqual(['UserData']);
    expect(Buffer.from(data.UserData, 'base64')).toEqual(Buffer.from(content as string));
  });
});
