import { gunzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { documentsOf, specText } from '../../test/fixture-input.js';
import type { NodePlan } from '../plan/node-plan.js';
import { envelopes } from './encode.js';
import { type Budget, fitDocument } from './fit.js';

const [document] = documentsOf(specText('current-containerd'), 'current-containerd');
const plan = document?.plan as NodePlan;
const text = envelopes['cloud-config'].encode(plan);
const size = text.length;
const within = (bytes: number | null, forms: Budget['forms']) =>
  fitDocument(plan, envelopes['cloud-config'], { bytes, forms });
const all: Budget['forms'] = ['files', 'mime', 'gzip'];
const unzip = (base64: string): string => new TextDecoder().decode(gunzipSync(Buffer.from(base64, 'base64')));

interface Written {
  readonly path: string;
  readonly permissions?: string;
  readonly encoding?: string;
  readonly content: string;
}
const filesOf = (content: string): Written[] => parse(content, { version: '1.1' }).write_files;
const unpacked = (content: string): Written[] =>
  filesOf(content).map(({ encoding, ...file }) => (encoding ? { ...file, content: unzip(file.content) } : file));

describe('a document within a budget', () => {
  it('stays plain text at the limit', () => {
    expect(within(size, all)).toMatchObject({ form: 'plain', content: text, packed: [] });
    expect(within(size, all).raw.length).toBe(size);
    expect(within(null, all).form).toBe('plain');
  });

  it('packs one file when it is a byte over, and that file alone', () => {
    const { form, content, raw, packed } = within(size - 1, all);
    expect(form).toBe('files');
    expect(packed.map(({ path }) => path)).toEqual(['/opt/bootwright/library.sh']);
    expect(new TextDecoder().decode(raw)).toBe(content);
    expect(raw.length).toBeLessThan(size);
    expect(unpacked(content as string)).toEqual(filesOf(text));
    expect(filesOf(content as string).filter(({ encoding }) => encoding).length).toBe(1);
  });

  it('packs as many files as it takes, whichever limit there is', () => {
    for (let limit = size - 1; within(limit, ['files']).raw.length <= limit; limit -= 97) {
      const { content, packed } = within(limit, ['files']);
      expect(unpacked(content as string)).toEqual(filesOf(text));
      // One less would not do.
      const fewer = envelopes['cloud-config'].encode(plan, new Set(packed.slice(0, -1)));
      expect(fewer.length).toBeGreaterThan(limit);
    }
  });

  it('packs the whole as text where files are not enough', () => {
    const limit = within(1, ['mime']).raw.length;
    const { form, extension, content, raw } = within(limit, all);
    expect({ form, extension }).toEqual({ form: 'mime', extension: 'user-data.txt' });
    expect(content).toMatch(/^MIME-Version: 1\.0\n[!-~ \n]*\n$/);
    const [, body = ''] = (content as string).split('\n\n');
    for (const line of body.trimEnd().split('\n')) expect(line.length).toBeLessThanOrEqual(76);
    expect(unzip(body)).toBe(text);
    expect(raw.length).toBe(limit);
  });

  it('packs the whole as bytes where text is too long', () => {
    const { form, extension, content } = within(within(1, ['mime']).raw.length - 1, all);
    expect({ form, extension }).toEqual({ form: 'gzip', extension: 'user-data.gz' });
    expect(new TextDecoder().decode(gunzipSync(content as Uint8Array))).toBe(text);
  });

  it('takes no form that the provider does not unpack, and gives the smallest where none fits', () => {
    expect(within(size - 1, []).form).toBe('plain');
    expect(within(100, ['files', 'mime']).form).toBe('mime');
    expect(within(100, all).form).toBe('gzip');
  });

  it('makes the same bytes every time', () => {
    for (const limit of [size - 1, 10_000, 6_000])
      expect(within(limit, all).content).toEqual(within(limit, all).content);
  });

  it('puts no time and no name of a system into the header', () => {
    // Source: RFC 1952: flags 0, no time, best compression, system.
    expect([...(within(6_000, all).content as Uint8Array).subarray(0, 10)]).toEqual([31, 139, 8, 0, 0, 0, 0, 0, 2, 3]);
  });
});
