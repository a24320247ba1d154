import { expect, it } from 'vitest';
import { filesOf, scriptFor, scriptOf } from './firewall-script.js';
import { installed, judged, outputOf } from './judge.js';

judged('shellcheck', installed('shellcheck', '--version'), (shellcheck) => {
  it('finds nothing in the script', () => {
    const nodeCIDRs = ['10.240.0.0/24', '10.241.0.0/24'];
    const network = { podCIDR: '10.200.0.0/16', serviceCIDR: '10.32.0.0/24', nodeCIDRs };
    for (const script of [scriptOf(), scriptOf({ network }), scriptFor('vultr'), scriptFor('oci')])
      expect(outputOf(shellcheck, ['-'], script)).toBe('');
  });
});

it('opens what is known to be closed, and leaves the rest, unless the spec says other', () => {
  const opens = (provider: string, host: object) =>
    filesOf({ provider }, { host }).has('/etc/systemd/system/open-firewall.service');
  expect(['vultr', 'oci', 'aws', 'generic'].map((provider) => opens(provider, {}))).toEqual([true, true, false, false]);
  expect(opens('vultr', { firewall: 'leave' })).toBe(false);
  expect(opens('aws', { firewall: 'open' })).toBe(true);
});

it('knows one firewall where the image is known, and each where the spec asks', () => {
  const known = (script: string) =>
    ['ufw', 'firewall-cmd', 'netfilter-persistent'].filter((name) => script.includes(name));
  expect(known(scriptFor('vultr'))).toEqual(['ufw']);
  expect(known(scriptFor('oci'))).toEqual(['netfilter-persistent']);
  expect(known(scriptOf())).toHaveLength(3);
});

it('trusts the ranges that the spec names, and then asks for no others', () => {
  const network = { podCIDR: '10.200.0.0/16', serviceCIDR: '10.32.0.0/24', nodeCIDRs: ['10.240.0.0/24'] };
  expect(scriptOf({ network })).toContain('trusted=("$pods" 10.240.0.0/24)');
  expect(scriptOf({ network })).not.toContain('ip -4 route');
});
