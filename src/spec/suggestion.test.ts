import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nearestVersion, suggestionFor } from './suggestion.js';

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

it.each([
  ['alma-9', 'almalinux-9'],
  ['centos-9', 'centos-stream-9'],
  ['rocky-linux-9', 'rocky-9'],
  ['rhel-9.4', 'rhel-9'],
  ['ubuntu-24', 'ubuntu-24.04'],
  ['ubuntu-server-24.04-lts', 'ubuntu-24.04'],
  ['amazon-2023', 'amazon-linux-2023'],
  ['leap-15.6', 'opensuse-leap-15.6'],
  ['sles-15-sp6', 'sles-15'],
  ['linux-9', 'oracle-linux-9'],
  ['arch', undefined],
])('of names with more words or fewer for %j: %j', (word, expected) => {
  const systems =
    'rhel-9 rocky-9 almalinux-9 centos-stream-9 oracle-linux-9 ubuntu-22.04 ubuntu-24.04 sles-15 opensuse-leap-15.6';
  expect(suggestionFor(word, `${systems} amazon-linux-2023`.split(' '))).toBe(expected);
});

const systems = ['debian-11', 'debian-13', 'ubuntu-16.04', 'ubuntu-24.04', 'flatcar'];

it.each([
  ['ubuntu-26.04', undefined, 'ubuntu-24.04'],
  ['ubuntu-20.10', undefined, 'ubuntu-16.04'],
  ['ubuntu-14.04', undefined, 'ubuntu-16.04'],
  ['debian13', 'debian-13', 'debian-11'],
  ['Debian_13', 'debian-13', 'debian-11'],
  ['debain-11', 'debian-11', undefined],
  ['debian-12', undefined, 'debian-11'],
  ['debian', undefined, undefined],
  ['rocky-9', undefined, undefined],
  ['flatcr', 'flatcar', undefined],
])('of systems for %j: %j, and by number %j', (word, suggestion, nearest) => {
  expect(suggestionFor(word, systems)).toBe(suggestion);
  expect(nearestVersion(word, systems)).toBe(nearest);
});
