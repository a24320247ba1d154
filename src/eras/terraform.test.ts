import { describe, expect, it } from 'vitest';
import { providers } from './providers.js';

const known = Object.entries(providers).flatMap(([name, { terraform, ...provider }]) =>
  terraform ? [{ name, ...terraform, ...provider, source: terraform.source }] : [],
);

it('is known of every provider but the one that is none', () => {
  const named = Object.keys(providers).filter((name) => name !== 'generic');
  expect(known.map(({ name }) => name)).toEqual(named);
});

describe.each(known)('$name', ({ address, arguments: rows, read, source, forms, limit }) => {
  const usual = rows.filter(({ ignitionOnly }) => !ignitionOnly);
  const [machine] = usual;

  it('has its machine first, with text before bytes where it takes both', () => {
    const kinds = usual.filter(({ resource }) => resource === machine?.resource).map(({ takes }) => takes);
    expect(kinds).not.toEqual([]);
    expect([...kinds].sort().reverse()).toEqual(kinds);
  });

  it('takes bytes where a document may become bytes', () => {
    const takesBytes = usual.some(({ resource, takes }) => resource === machine?.resource && takes === 'base64');
    expect(takesBytes || limit === null || !forms.includes('gzip')).toBe(true);
  });

  it('says whose schema was read, and where', () => {
    expect(address).toMatch(/^[\w-]+\/[a-z]+$/);
    expect(read).toMatch(/^(\d+\.\d+\.\d+|commits? [0-9a-f]{8}( and [0-9a-f]{8})?)$/);
    expect(source).toMatch(/\.(go|markdown)/);
  });
});
