import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { providers } from '../src/eras/providers.js';
import type { NodeDocument } from '../src/index.js';
import { documentsOf, specText } from './fixture-input.js';

const fixture = 'cni-addon';

/** A worker's document for a provider, with a file of so many bytes that do not compress. */
function documentWith(provider: string, bytes: number): NodeDocument {
  const spec = parse(specText(fixture));
  spec.spec.target.provider = provider;
  spec.spec.workers = spec.spec.workers.slice(0, 1);
  let noise = '';
  for (let round = 0; noise.length < bytes; round += 1)
    noise += createHash('sha512').update(String(round)).digest('base64').slice(0, 84);
  spec.spec.host = { ...spec.spec.host, files: [{ path: '/opt/noise', content: `${noise.slice(0, bytes)}\n` }] };
  const [document] = documentsOf(stringify(spec), fixture);
  if (!document) throw new Error('no document');
  return document;
}

const codes = ({ diagnostics }: NodeDocument): string[] => diagnostics.map(({ code }) => code);
const limited = Object.entries(providers).flatMap(([name, { limit, forms }]) =>
  limit === null ? [] : [{ name, limit, forms }],
);
/** One provider of each limit and kind of packing: finding its last byte takes a score of documents. */
const kinds = [...new Map(limited.map((each) => [`${each.limit} ${each.forms.join()}`, each])).values()];

describe.each(limited)('$name takes $limit bytes', ({ name, limit }) => {
  const base = documentWith(name, 1);
  // Smaller limits are passed by the bare document already.
  const room = limit - base.bytes + 1;

  it.runIf(base.form === 'plain')('as plain text up to the last byte, and packs what has one more', () => {
    expect(documentWith(name, room)).toMatchObject({ form: 'plain', bytes: limit, diagnostics: [] });
    const over = documentWith(name, room + 1);
    expect(over.form).not.toBe('plain');
    expect(over.bytes).toBeLessThanOrEqual(limit);
    expect(codes(over)).toEqual([]);
  });
});

describe.each(kinds)('a provider that takes $limit bytes and unpacks $forms', ({ name, limit }) => {
  it('is given the smallest form, and none where that is over by a byte', () => {
    // The size grows with the noise: the last that fits, found by halving.
    let [fits, over] = [1, 2 * limit];
    while (over - fits > 1) {
      const middle = (fits + over) >> 1;
      if (codes(documentWith(name, middle)).length === 0) fits = middle;
      else over = middle;
    }
    const last = documentWith(name, fits);
    expect(last.form).not.toBe('plain');
    expect(last.bytes).toBeLessThanOrEqual(limit);
    expect(last.bytes).toBeGreaterThan(limit - 100);
    const refused = documentWith(name, over);
    expect(codes(refused)).toEqual(['document-too-large']);
    expect(refused.bytes).toBeGreaterThan(limit);
  });
});

it('knows the eighteen places, and says of each what is not confirmed or why it may be believed', () => {
  expect(Object.keys(providers).length).toBe(18);
  for (const { source, datasource, counts, limit } of Object.values(providers)) {
    expect([source, datasource].every((words) => words.length > 2)).toBe(true);
    expect(counts === '').toBe(limit === null);
  }
});
