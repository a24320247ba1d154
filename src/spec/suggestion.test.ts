import fc from 'fast-check';
import { expect, it } from 'vitest';
import { suggestionFor } from './suggestion.js';

const known = ['podCIDR', 'serviceCIDR', 'dnsAddress', 'domain', 'nodeMask'];

it.each([
  ['podCidr', 'podCIDR'],
  ['pod-cidr', 'podCIDR'],
  ['podCDIR', 'podCIDR'],
  ['doman', 'domain'],
  ['service', 'serviceCIDR'],
  ['colour', undefined],
  ['', undefined],
  ['do', undefined],
])('%j: %j', (word, expected) => expect(suggestionFor(word, known)).toBe(expected));

it('finds every known word itself', () => {
  fc.assert(fc.property(fc.constantFrom(...known), (word) => suggestionFor(word, known) === word));
});

it('never throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (word) => [undefined, ...known].includes(suggestionFor(word, known))),
  );
});
