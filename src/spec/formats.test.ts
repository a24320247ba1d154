import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Format, flaws, formats } from './formats.js';

const pem = (label: string): string => `-----BEGIN ${label}-----\nMIIB\n-----END ${label}-----\n`;

const armored = (body: string): string =>
  `-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n${body}-----END PGP PUBLIC KEY BLOCK-----\n`;

const good: Record<Format, string[]> = {
  address: ['0.0.0.0', '255.255.255.255', '::1', '2001:DB8::20', '::ffff:10.0.0.1'],
  addresses: ['10.0.0.1', '10.0.0.1,2001:db8::1', '10.0.0.1, 2001:db8::1'],
  range: ['0.0.0.0/0', '10.200.0.0/16', '10.1.2.3/32', '::/0', 'fd00:200::/56', '2001:0DB8::/32'],
  ranges: ['10.200.0.0/16', '10.200.0.0/16,fd00:200::/56', 'fd00:200::/56'],
  'direct-host': ['a', '.example.com', '*.Example_2.com', '10.0.0.1:8080', '2001:db8::1', '10.0.0.0/8', '*'],
  'absolute-path': ['/a', '/opt/cni/bin', '/a b/ü', '/...', '/.a'],
  'dns-name': ['cluster.local', 'a', '1.a', 'a-b.c'],
  'node-name': ['worker-0', 'ip-10-0-0-1.ec2.internal', `${'a'.repeat(63)}.b`],
  'label-key': ['tier', 'a.B_c-1', 'example.com/tier', 'x'.repeat(63)],
  'https-endpoint': [
    'https://10.0.0.1',
    'https://10.0.0.1:6443',
    'https://api.example.com:65535',
    'https://localhost',
    'https://[2001:db8::1]',
    'https://[2001:db8::1]:6443',
  ],
  'node-endpoint': [
    'https://10.0.0.1:6443',
    'http://localhost:8080',
    'http://127.0.0.1',
    'http://127.0.0.2:80',
    'http://[::1]:8080',
  ],
  san: ['example.com', '*.example.com', '10.0.0.1', '*.a', '2001:db8::1'],
  url: [
    'https://example.com',
    'http://User:pw@My_host:8080/a/{version}?x=1',
    'https://{arch}.example.com/{machine}',
    'http://[2001:db8::1]/a',
  ],
  release: ['0.0.0', '1.36.4', '1.0.0-rc5', '1.9.1-flannel1', '1.36.0-rc.1', '1.36.4-a.b-c'],
  image: [
    'pause',
    'pause:3.10',
    'registry.k8s.io/pause:3.10.2',
    'localhost/a__b-c.d',
    'Registry.example.com:5000/team/pause',
    `a.b/c:latest@sha256:${'0a'.repeat(32)}`,
    '[2001:db8::1]:5000/pause',
  ],
  'image-repository': [
    'registry.k8s.io',
    'somebody',
    'localhost',
    'localhost:5000',
    'registry.example.com:5000/mirror/k8s',
  ],
  certificates: [`${pem('CERTIFICATE')}${pem('CERTIFICATE')}`, pem('CERTIFICATE').trim()],
  'private-key': [pem('PRIVATE KEY'), pem('EC PRIVATE KEY')],
  'openpgp-key': [
    armored('MIIB\n'),
    armored('MIIB\n=kD4A\n').replaceAll('\n', '\r\n'),
    armored('MIIB\n').replace('\n\n', '\nVersion: GnuPG v1\nComment: by hand\n\n'),
  ],
  host: ['ntp1.example.com', '10.0.0.1'],
  'runtime-release': ['2.3.4', '17.03.2', '18.09.9', '20.10.24', '1.0.0-rc5'],
};

const bad: Record<Format, string[]> = {
  address: ['', '10.0.0', '10.0.0.0/8', '010.0.0.1', '[::1]', 'fe80::1%eth0', '1::2::3', '10.0.0.1,::1'],
  addresses: ['', ',', '10.0.0.1,', '10.0.0.1;::1', '10.0.0.1,::1/64'],
  range: ['', '10.0.0.0', '10.0.0.1/8', '10.0.0.0/33', '10.0.0/8', '::1/64', '::/129', '::/064', '10.0.0.0/8,::/0'],
  ranges: ['', ',', '10.0.0.0/8,', '10.0.0.0/8,::1/64', '10.0.0.0/8 ::/0'],
  'direct-host': ['', 'a,b', 'a b', 'http://a', '10.0.0.0/33', '10.0.0.1/8', 'a/24', 'a\n'],
  certificates: ['', 'MIIB', pem('PRIVATE KEY'), '-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n'],
  'private-key': ['', pem('CERTIFICATE'), pem('ENCRYPTED PRIVATE KEY'), `${pem('PRIVATE KEY')}${pem('PRIVATE KEY')}`],
  'openpgp-key': [
    '',
    'MIIB',
    pem('PGP PUBLIC KEY BLOCK'),
    armored('MII\n'),
    armored('MIIB\n').replaceAll('PUBLIC', 'PRIVATE'),
    `${armored('MIIB\n')}${armored('MIIB\n')}`,
  ],
  host: ['', 'NTP', 'a_b', '10.0.0.256', 'https://a'],
  'absolute-path': ['', '/', 'a', '/a/', '/a//b', '/a/../b', '/a/.', '/a\0b', '/a\nb', `/${'a'.repeat(5000)}`],
  'dns-name': ['', 'A', 'a_b', '-a', 'a-', 'a..b', '.a', 'a.', `${'a'.repeat(64)}`, 'ä'],
  'node-name': ['', 'Worker', 'a b', 'a/b', 'a\n', `${'a.'.repeat(127)}`],
  'label-key': ['', '/a', 'a/', 'a/b/c', '-a', 'A.com/x', 'x'.repeat(64)],
  image: [
    '',
    ':3.10',
    'Pause',
    'https://registry.k8s.io/pause',
    'registry.k8s.io/Pause:3.10',
    'registry.k8s.io//pause',
    'registry.k8s.io/pause:',
    'a:-b',
    `a:${'b'.repeat(129)}`,
    'a@sha256:abc',
    'a___b',
    'a..b',
    'a b',
    '0a'.repeat(32),
    `${'a/'.repeat(127)}abc`,
    'registry.example.com:port/a',
  ],
  'image-repository': ['', 'https://registry.k8s.io', 'a.b/', 'a.b/C', 'a.b//c', 'a.b@sha256:00', 'a.b:5000x'],
  'https-endpoint': [
    '',
    'http://a',
    'https://',
    'https://a/',
    'https://a:0',
    'https://a:65536',
    'https://a:06443',
    'https://[::g]',
    'https://[10.0.0.1]',
    'https://[2001:DB8::1]',
    'https://[fe80::1%25eth0]',
    'https://2001:db8::1',
    'https://u@a',
    'https://10.0.0.300',
    'https://A',
    'https://api.1:6443',
    'https://api.0x1f',
    'https://xn--a:6443',
    'https://10.0.0.1:x',
    'https://10.0.0.1?a',
    'https://10.0.0.1#a',
    'https://rancher.example.com/k8s/clusters/c-abcde',
  ],
  'node-endpoint': ['', 'http://10.0.0.1', 'http://localhost.a', 'http://localhost/', 'http://127.0.0.300', 'ftp://a'],
  url: [
    '',
    'ftp://a',
    'https://',
    'https://a b',
    'https://a:99999',
    'https://api.1',
    'https://xn--a/b',
    'https://%',
    'https://ä',
  ],
  release: [
    '',
    '1',
    '1.36',
    'v1.36.4',
    '1.36.04',
    '1.36.4-01',
    '1.36.4-a..b',
    '1.36.4-',
    '1.36.4+1',
    '=1.36.4',
    ' 1.36.4',
    '1.36.4\n',
    '17.03.2',
    '99999999999999999999.0.0',
    `1.36.4-${'a'.repeat(300)}`,
  ],
  'runtime-release': ['', '17.3', '17.03.02', '1.36.04', 'v2.3.4', '2.3'],
  san: ['', '*', '*.', '*.*.a', 'a.*', '10.0.0.300', '*.10.0.0.1', 'A.b', '[::1]', '2001:DB8::1', '*.::1'],
};

describe.each(Object.keys(flaws) as Format[])('%s', (format) => {
  it.each(good[format])('takes %j', (text) => {
    expect(flaws[format](text)).toBeUndefined();
    expect(formats[format](text)).toBe(true);
  });

  it.each(bad[format])('refuses %j', (text) => expect(flaws[format](text)).toBeDefined());

  it('never throws, and is quick', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof formats[format](text) === 'boolean'));
    expect(formats[format](`${'a-'.repeat(100_000)}!`)).toBe(false);
  });
});

it('names what was probably meant', () => {
  expect(flaws['node-name']('Worker_0')?.args).toMatchObject({ suggestion: 'worker-0' });
  expect(flaws.release('v1.36.04')?.args).toEqual({ suggestion: '1.36.4' });
  expect(flaws.release('1.36.4-01')?.args).toEqual({});
  expect(flaws.release('latest')?.args).toMatchObject({ advice: expect.stringContaining('Name one release') });
  const meant = { '10.0.0.1/24': '10.0.0.1', '010.0.0.01': '10.0.0.1', '[::1]': '::1', 'fe80::1%eth0': 'fe80::1' };
  for (const [text, suggestion] of Object.entries(meant))
    expect(flaws.address(text)?.args).toMatchObject({ suggestion });
  expect(flaws.addresses('10.0.0.1,::1/64')?.args).toMatchObject({ suggestion: '10.0.0.1,::1', value: '::1/64' });
  expect(flaws.address('10.0.0.256')?.args).not.toHaveProperty('suggestion');
  expect(flaws['https-endpoint']('https://a:6443/')?.args).toMatchObject({ suggestion: 'https://a:6443' });
  expect(flaws['https-endpoint']('http://10.0.0.1:6443')?.args).toMatchObject({ suggestion: 'https://10.0.0.1:6443' });
  expect(flaws['https-endpoint']('https://[2001:DB8::1]:6443')?.args).toMatchObject({
    suggestion: 'https://[2001:db8::1]:6443',
  });
  const both = { network: '10.200.0.0/16,fd00:200::/56', value: 'fd00:200::1/56' };
  expect(flaws.ranges('10.200.0.0/16,fd00:200::1/56')?.args).toEqual(both);
  expect(flaws['https-endpoint']('https://a/k8s')?.args).not.toHaveProperty('suggestion');
  expect(flaws.range('10.200.0.1/24')).toEqual({ code: 'cidr-host-bits', args: { network: '10.200.0.0/24' } });
});
