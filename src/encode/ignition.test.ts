import { describe, expect, it } from 'vitest';
import { documentsOf, specText } from '../../test/fixture-input.js';
import { decodeIgnition } from '../../test/ignition-config.js';
import { type NodePlan, plainFile } from '../plan/node-plan.js';
import { textURL } from './data-url.js';
import { envelopes } from './encode.js';
import { bytesByFile, fitDocument } from './fit.js';
import { encodeIgnition } from './ignition.js';

const [document] = documentsOf(specText('flatcar'), 'flatcar');
const plan = document?.plan as NodePlan;
const text = encodeIgnition(plan);
// A provider's own forms are cloud-init's: they mean nothing here.
const within = (bytes: number | null) => fitDocument(plan, envelopes.ignition, { bytes, forms: ['mime', 'gzip'] });

describe('an Ignition config within a budget', () => {
  it('stays as it is at the limit', () => {
    expect(within(text.length)).toMatchObject({ form: 'plain', content: text, extension: 'ign.json' });
  });

  it('packs one file when it is a byte over, and that file alone', () => {
    const { form, content, packed, raw } = within(text.length - 1);
    expect({ form, packed: packed.map(({ path }) => path) }).toEqual({
      form: 'files',
      packed: ['/opt/bootwright/library.sh'],
    });
    expect(raw.length).toBeLessThan(text.length);
    expect(String(content).match(/"compression":"gzip"/g)?.length).toBe(1);
    expect(decodeIgnition(content as string)).toEqual(decodeIgnition(text));
  });

  it('packs as many files as it takes, then stands for the whole', () => {
    const forms = new Set<string>();
    for (let limit = text.length - 1; limit > 5000; limit -= 487) {
      const { form, content, raw, extension } = within(limit);
      forms.add(form);
      expect(extension).toBe('ign.json');
      expect(decodeIgnition(content as string)).toEqual(decodeIgnition(text));
      if (raw.length > limit) expect(raw.length).toBe(within(1).raw.length);
    }
    expect([...forms]).toEqual(['files', 'replace']);
  });

  it('gives every byte of a file to that file', () => {
    const sum = bytesByFile(plan, envelopes.ignition, []).reduce((all, { bytes }) => all + bytes, 0);
    // What is left: the frame, a comma and a line's end for each entry.
    expect(text.length - sum).toBeLessThan(200 + 2 * plan.files.length);
    expect(text.length - sum).toBeGreaterThan(0);
  });
});

describe('a config', () => {
  it('is plain ASCII with an entry a line', () => {
    expect(text).toMatch(/^[ -~\n]*$/);
    expect(text.split('\n').length).toBe(plan.files.length + 6);
    const file = plainFile('/etc/ü', 'ß\u007f😀\n', []);
    const odd = encodeIgnition({ ...plan, files: [file] });
    expect(odd).toMatch(/^[ -~\n]*$/);
    expect(decodeIgnition(odd).files).toEqual([{ path: '/etc/ü', content: 'ß\u007f😀\n' }]);
  });

  it('enables the first unit and no other: the install does the rest', () => {
    expect(decodeIgnition(text).enabled).toEqual(['bootwright.service']);
  });

  it('leaves a unit of the spec itself what the spec says it is', () => {
    const origin = ['spec', 'host', 'files', 0];
    const own = { ...plainFile('/etc/systemd/system/x.service', 'no unit at all', origin), mode: 0o600 };
    const { storage, systemd } = JSON.parse(encodeIgnition({ ...plan, files: [own] }));
    expect(storage.files).toMatchObject([{ path: own.path, mode: 0o600, overwrite: true }]);
    expect(systemd.units).toEqual([]);
  });
});

describe('a data URL', () => {
  it('can be read where most of it is text, and is base64 where it would be escapes', () => {
    expect(textURL('a b=1\n')).toBe('data:,a%20b=1%0A');
    expect(textURL('')).toBe('data:,');
    const special = 'all that must be escaped: %?#[]"<>|^`{}\\';
    expect(textURL(special)).toBe(
      `data:,all%20that%20must%20be%20escaped:%20${encodeURIComponent(special.slice(-14))}`,
    );
    expect(textURL('ß'.repeat(50))).toBe(`data:;base64,${Buffer.from('ß'.repeat(50)).toString('base64')}`);
  });
});
