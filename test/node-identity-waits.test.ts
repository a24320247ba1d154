import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { network1 } from './identity-cases.js';
import { happy } from './identity-found.js';
import {
  azure,
  filesOf,
  google,
  identityFile,
  namespaces,
  network,
  proxy,
  type Run,
  run,
  session,
  token,
  withPrograms,
} from './identity-machine.js';
import { judged } from './judges/judge.js';

// A run starts three programs, and sleeps where the script tries again.
vi.setConfig({ testTimeout: 60_000 });

judged('a network namespace, for the metadata service', namespaces, () => {
  describe('asks again', () => {
    const identity = { address: 'privateAddress' };
    const privateNetworks = 'GET /hetzner/v1/metadata/private-networks';

    it('until the provider has attached the network', () => {
      const answers = { [privateNetworks]: [{ body: '[]' }, { status: 404 }, { body: '' }, { body: network1 }] };
      const { files, asked } = run({ provider: 'hetzner', identity, answers, hurried: true });
      expect(files[identityFile]).toBe('NODE_IP=10.0.0.2\n');
      expect(asked).toHaveLength(4);
    });

    it('until an interface has the address', () => {
      const answers = { [privateNetworks]: network1 };
      const attached = { 5: ['10.0.0.2'] };
      const { files, asked } = run({ provider: 'hetzner', identity, answers, addresses: [], attached, hurried: true });
      expect(files[identityFile]).toBe('NODE_IP=10.0.0.2\n');
      expect(asked).toHaveLength(5);
    });

    it('but not for ever', () => {
      const answers = { [privateNetworks]: network1 };
      const { status, output, asked } = run({
        provider: 'hetzner',
        identity,
        answers,
        addresses: ['203.0.113.9'],
        hurried: true,
        tries: 60,
      });
      expect(output).toBe('the private address 10.0.0.2 is on no interface of this machine; they have 203.0.113.9 \n');
      expect([status, asked.length]).toEqual([1, 60]);
    });

    it('for a tag that is put on later', () => {
      const answers = { [azure('compute/tags')]: [{ body: 'a:b' }, { body: 'a:b;pod-cidr:10.200.3.0/24' }] };
      const { output } = run({ provider: 'azure', identity: { podCIDR: 'metadata' }, answers, hurried: true });
      expect(output).toBe('this node is POD_CIDR=10.200.3.0/24\n');
    });

    it('the first place that may hold it, before it believes the second', () => {
      const answers = {
        [google('attributes/pod-cidr')]: [{ status: 503 }, { body: '10.200.1.0/24' }],
        [google('network-interfaces/0/ip-aliases/0')]: '10.200.2.0/24',
      };
      const { output } = run({ identity: { podCIDR: 'metadata' }, answers, hurried: true });
      expect(output).toBe('this node is POD_CIDR=10.200.1.0/24\n');
    });
  });

  it('takes the first of two domains on aws', () => {
    const answers = {
      ...token,
      'GET /latest/meta-data/local-hostname': { body: 'ip-10-0-1-5.a.example.com b.example.com\n', ...session },
    };
    const { output } = run({ provider: 'aws', identity: { name: 'hostname' }, answers });
    expect(output).toBe('this node is NODE_NAME=ip-10-0-1-5.a.example.com\n');
  });

  it('makes the files of others, which are not there without it', () => {
    const answers = {
      [google('name')]: 'worker-a',
      [google('attributes/pod-cidr')]: '10.200.1.0/24',
    };
    const { files } = run({ identity: { name: 'hostname', podCIDR: 'metadata' }, answers });
    expect(JSON.parse(files[network] ?? '').plugins[0].ipam.ranges).toEqual([[{ subnet: '10.200.1.0/24' }]]);
    expect(parse(files[proxy] ?? '').hostnameOverride).toBe('worker-a');
    expect(filesOf('gcp', { name: 'hostname', podCIDR: 'metadata' })).not.toHaveProperty([network]);
  });

  it('waits for a service that is not ready, and takes a new session where one is refused', () => {
    const { asked, files } = run({
      provider: 'aws',
      identity: { address: 'privateAddress' },
      answers: {
        ...token,
        'PUT /latest/api/token': [{ status: 503 }, { body: 'AQAEA-token_1==' }],
        'GET /latest/meta-data/local-ipv4': [{ status: 503 }, { body: '10.0.1.5', ...session }],
      },
    });
    expect(files[identityFile]).toBe('NODE_IP=10.0.1.5\n');
    expect(asked.map(([method]) => method)).toEqual(['PUT', 'GET', 'PUT', 'GET']);
    expect(asked[1]?.[2]).toEqual({});
  });

  describe('where nobody answers', () => {
    const identity = { name: 'hostname', address: 'privateAddress' };

    it('fails at a first boot', () => {
      const { status, output } = run({ identity, hurried: true });
      expect(output).toMatch(/\nthe metadata service does not answer\n$/);
      expect(status).toBe(1);
    });

    it('keeps to the last boot', () => {
      const known = 'NODE_NAME=worker-a\nNODE_IP=10.240.0.20\n';
      const { status, output, files } = run({ identity, hurried: true, files: { [identityFile]: known } });
      expect(output.replaceAll(/^curl: .*\n/gm, '')).toBe(
        [
          "the metadata service does not answer: the host name is still the last boot's",
          "the metadata service does not answer: the private address is still the last boot's",
          'this node is NODE_NAME=worker-a NODE_IP=10.240.0.20\n',
        ].join('\n'),
      );
      expect(files[identityFile]).toBe(known);
      expect(status).toBe(0);
    });

    it('does not take from the last boot what is not there, or is garbage', () => {
      const run_ = (known: string) => run({ identity, hurried: true, files: { [identityFile]: known } });
      expect(run_('NODE_NAME=worker-a\n').output).toMatch(/\nthe metadata service does not answer\n$/);
      expect(run_('NODE_NAME=$(reboot)\n').output).toContain('this is no host name for a node');
    });
  });

  describe('without curl', () => {
    let path: string;
    beforeAll(() => {
      path = withPrograms();
    });
    afterAll(() => rmSync(path, { recursive: true }));

    it('asks the same by bash, with a session', () => {
      const request = happy[0]?.[1] as Run;
      expect(run({ ...request, path })).toEqual(run(request));
    });

    it('knows what is not there', () => {
      const request = {
        provider: 'aws',
        identity: { name: 'publicAddress' },
        answers: token,
        hurried: true,
      } as const;
      expect(run({ ...request, path })).toEqual(run(request));
    });

    it('fails where nobody answers', () => {
      const { output } = run({ identity: { name: 'hostname' }, hurried: true, path });
      expect(output).toMatch(/the metadata service does not answer\n$/);
    });
  });
});
