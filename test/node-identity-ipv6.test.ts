import { rmSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { address, dual, ipv6Only, providers, type Said } from './identity-families.js';
import { filesOf, google, identityFile, namespaces, run, withPrograms } from './identity-machine.js';
import { judged } from './judges/judge.js';

vi.setConfig({ testTimeout: 60_000 });

judged('a network namespace, for the metadata service', namespaces, () => {
  const { aws } = providers as { aws: Said };

  const [ipv4, ipv6] = aws.pair;

  it('asks the host that has answered, and no other one', () => {
    const { asked, output } = run({
      provider: 'aws',
      identity: address,
      answers: aws.answers,
      addresses: aws.pair,
      spec: dual,
      served: ['fd00:ec2::254'],
    });
    expect(output.match(/^curl: /gm)).toHaveLength(2);
    expect(asked.map(([method]) => method)).toEqual(['PUT', 'GET', 'PUT', 'GET']);
  });

  it('is told the first family alone where the cloud adds the other', () => {
    const spec = { ...dual, kubernetes: { version: '1.28.15' }, kubelet: { flags: { 'cloud-provider': 'external' } } };
    const { output } = run({ provider: 'aws', identity: address, answers: aws.answers, addresses: aws.pair, spec });
    expect(output).toBe(`this node is NODE_IP=${ipv4}\n`);
  });

  it('keeps the last boot where nobody answers', () => {
    const known = `NODE_IPV4=${ipv4}\nNODE_IPV6=${ipv6}\nNODE_IP=${ipv4},${ipv6}\n`;
    const { status, output, files } = run({
      provider: 'aws',
      identity: address,
      files: { [identityFile]: known },
      addresses: aws.pair,
      spec: dual,
      hurried: true,
    });
    expect(output).toContain("the metadata service does not answer: the IPv6 address is still the last boot's\n");
    expect(files[identityFile]).toBe(known);
    expect(status).toBe(0);
  });

  it('waits until an interface has the address', () => {
    const { output, asked } = run({
      provider: 'digitalocean',
      identity: address,
      answers: providers.digitalocean?.answers ?? {},
      addresses: ['10.132.0.2', '2604:a880:800:10::17d:2001 preferred_lft 0'],
      attached: { 4: ['2001:db8::1'] },
      spec: dual,
      hurried: true,
    });
    expect(output).toBe(
      'the IPv6 address 2604:a880:800:10::17d:2001 is on no interface of this machine; they have 2001:db8::1 \n',
    );
    expect(asked).toHaveLength(7);
  });

  it.each([
    '::1',
    '::',
    'fe80::1',
    'ff02::1',
    '::ffff:10.0.0.1',
    '::ffff:a00:1',
    '2001:db8::1/64',
    '2001:db8::g',
    '1::2::3',
  ])('refuses %s for an address', (body) => {
    const answers = { [google('network-interfaces/0/ipv6s')]: body };
    const { status, output } = run({ identity: address, answers, spec: ipv6Only });
    expect(output).toMatch(/^this is no IPv6 address for a node: [ -~]+\n$/m);
    expect(status).toBe(1);
  });

  it.each([
    ['aws', 'fd00:ec2::254', []],
    ['aws', 'fd00:ec2::254', ['curl']],
    // By the name of a link.
    ['hetzner', 'fe80::a9fe:a9fe', []],
  ] as const)('asks %s at %s by bash and %j', (provider, host, more) => {
    const path = withPrograms(...more);
    const { answers, pair } = providers[provider] as Said;
    const { output } = run({
      ...{ provider, identity: address, answers, path },
      ...{ addresses: [pair[1]], spec: ipv6Only, served: [host] },
    });
    rmSync(path, { recursive: true });
    expect(output).toMatch(new RegExp(`^this node is NODE_IP=${pair[1]}$`, 'm'));
  });
});

it('fits into the smallest user-data, with all that there is', () => {
  const identity = {
    ...{ name: 'hostname', ...address, addressIn: '10.240.0.0/24', podCIDR: 'address' },
    ...{ providerID: 'metadata', topology: 'metadata' },
  };
  expect(filesOf('aws', identity, dual)).toHaveProperty(['/opt/bootwright/node-identity.sh']);
});
