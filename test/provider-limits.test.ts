import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { envelopes as rows } from '../src/encode/encode.js';
import type { Provider } from '../src/eras/provider.js';
import { providers } from '../src/eras/providers.js';
import { providerNames } from '../src/generated/names.js';
import type { NodeDocument } from '../src/index.js';
import { documentsOf, specText } from './fixture-input.js';

const fixture = 'cni-addon';

/** The envelopes that are user-data: their system, and who takes them. */
const envelopes = {
  'cloud-config': { target: { os: 'debian-13' }, isTaken: () => true },
  mime: {
    target: { os: 'debian-13', format: 'mime', parts: [{ type: 'cloud-config', content: 'timezone: UTC\n' }] },
    isTaken: ({ forms }: Provider) => forms.includes('mime'),
  },
  ignition: { target: { os: 'flatcar' }, isTaken: ({ ignition }: Provider) => ignition !== null },
} as const;

type Envelope = keyof typeof envelopes;

/** A worker's document for a provider, with a file of so many bytes that do not compress. */
function documentWith(provider: string, envelope: Envelope, bytes: number): NodeDocument {
  const spec = parse(specText(fixture));
  spec.spec.target = { ...envelopes[envelope].target, provider };
  spec.spec.workers = spec.spec.workers.slice(0, 1);
  let noise = '';
  for (let round = 0; noise.length < bytes; round += 1)
    noise += createHash('sha512').update(String(round)).digest('base64url').slice(0, 84);
  spec.spec.host = { ...spec.spec.host, files: [{ path: '/opt/noise', content: `${noise.slice(0, bytes)}\n` }] };
  const [document] = documentsOf(stringify(spec), fixture);
  if (!document) throw new Error('no document');
  expect(document.format).toBe(envelope);
  return document;
}

const codes = ({ diagnostics }: NodeDocument): string[] => diagnostics.map(({ code }) => code);
const limited = (Object.keys(envelopes) as Envelope[]).flatMap((envelope) =>
  Object.entries(providers).flatMap(([name, provider]) => {
    const { limit, forms } = provider;
    return limit === null || !envelopes[envelope].isTaken(provider) ? [] : [{ name, envelope, limit, forms }];
  }),
);
/** What Ignition unpacks does not depend on the provider. */
const kindOf = ({ envelope, limit, forms }: (typeof limited)[number]): string =>
  [envelope, limit, envelope === 'ignition' ? '' : forms].join();
/** One provider of each limit and kind of packing: finding its last byte takes a score of documents. */
const kinds = [...new Map(limited.map((each) => [kindOf(each), each])).values()];

it.each(Object.keys(envelopes))('%s is tried where it is taken', (envelope) => {
  expect(limited.filter((each) => each.envelope === envelope).length).toBeGreaterThan(13);
});

// Smaller limits are passed by the bare document already; at those it is the packed one that reaches the last byte.
const plain = limited.flatMap((each) => {
  const { form, bytes } = documentWith(each.name, each.envelope, 1);
  return form === 'plain' ? [{ ...each, room: each.limit - bytes + 1 }] : [];
});

it.each(plain)('$name takes $limit bytes of $envelope as plain text, and packed what has one more', (each) => {
  const { name, envelope, limit, room } = each;
  expect(documentWith(name, envelope, room)).toMatchObject({ form: 'plain', bytes: limit, diagnostics: [] });
  const over = documentWith(name, envelope, room + 1);
  expect(over.form).not.toBe('plain');
  expect(over.bytes).toBeLessThanOrEqual(limit);
  expect(codes(over)).toEqual([]);
});

it.each(kinds)(
  'of $envelope a provider that takes $limit bytes and unpacks $forms is given up to the last byte, and no more',
  (each) => {
    const { name, envelope, limit } = each;
    // The size grows with the noise: the last that fits, found by halving.
    let [fits, over] = [1, 2 * limit];
    while (over - fits > 1) {
      const middle = (fits + over) >> 1;
      if (codes(documentWith(name, envelope, middle)).length === 0) fits = middle;
      else over = middle;
    }
    const last = documentWith(name, envelope, fits);
    expect(last.form).not.toBe('plain');
    expect(last.bytes).toBeLessThanOrEqual(limit);
    expect(last.bytes).toBeGreaterThan(limit - 100);
    const refused = documentWith(name, envelope, over);
    expect(codes(refused)).toEqual(['document-too-large']);
    expect(refused.bytes).toBeGreaterThan(limit);
  },
);

it('asks about every envelope that is user-data', () => {
  const userData = Object.entries(rows).flatMap(([name, { givenAs }]) => (givenAs === 'user-data' ? [name] : []));
  expect(Object.keys(envelopes).sort(), 'the table at the top of this file').toEqual(userData.sort());
});

it('has a file for each provider of the schema, and no other', () => {
  const files = readdirSync('src/eras/providers').filter((file) => file !== 'index.ts');
  const wanted = providerNames.map((name) => `${name}.ts`);
  expect(files.sort(), 'src/eras/providers has the files of schemas/cluster.schema.json, target.provider').toEqual(
    wanted.sort(),
  );
});

it('says of each place what is not confirmed or why it may be believed', () => {
  for (const { source, datasource, counts, limit } of Object.values(providers)) {
    expect([source, datasource].every((words) => words.length > 2)).toBe(true);
    expect(counts === '').toBe(limit === null);
  }
});

it('gives Amazon EC2 the newest stack with nothing packed but the functions of the install', () => {
  for (const { bytes, packed, form } of documentsOf(specText('current-containerd'), 'current-containerd')) {
    expect({ form, packed }).toEqual({ form: 'files', packed: ['/opt/bootwright/library.sh'] });
    expect(bytes).toBeLessThanOrEqual(16_384);
  }
});
