import { describe, expect, it } from 'vitest';
import { providers, type TerraformField } from './providers.js';
import { terraformProviders } from './terraform.js';

const sides = ({ resource, argument, within, takes }: TerraformField): TerraformField => ({
  resource,
  argument,
  takes,
  ...(within ? { within } : {}),
});

it('has every provider but the one that is none, and no other', () => {
  const named = Object.entries(providers).filter(([, { terraform }]) => terraform !== null);
  expect(Object.keys(terraformProviders).sort()).toEqual(named.map(([name]) => name).sort());
  expect(providers.generic?.terraform).toBeNull();
});

describe.each(Object.entries(terraformProviders))('%s', (name, { address, arguments: rows, read, source }) => {
  it('has the arguments that a render names, the usual one first', () => {
    const { terraform, terraformBinary, terraformIgnition } = providers[name] as (typeof providers)[string];
    expect(sides(rows[0] as TerraformField)).toEqual(terraform);
    if (terraformBinary !== null) expect(rows.map(sides)).toContainEqual(terraformBinary);
    const ignition = rows.filter(({ ignitionOnly }) => ignitionOnly).map(sides);
    expect(ignition).toEqual(terraformIgnition ? [terraformIgnition] : []);
  });

  it('takes bytes in base64 wherever a document may become bytes and the provider has an argument for them', () => {
    const { forms, terraformBinary } = providers[name] as (typeof providers)[string];
    if (!forms.includes('gzip') || terraformBinary === null) return;
    expect(rows.some(({ takes }) => takes === 'base64')).toBe(true);
  });

  it('says whose schema was read, and where', () => {
    expect(address).toMatch(/^[\w-]+\/[a-z]+$/);
    expect(read).toMatch(/^(\d+\.\d+\.\d+|commits? [0-9a-f]{8}( and [0-9a-f]{8})?)$/);
    expect(source).toMatch(/\.(go|markdown)/);
  });
});
