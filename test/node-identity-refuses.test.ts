import { describe, expect, it, vi } from 'vitest';
import { azure, google, identityFile, namespaces, type Run, run, token } from './identity-machine.js';
import { judged } from './judges/judge.js';

// A run starts three programs, and sleeps where the script tries again.
vi.setConfig({ testTimeout: 60_000 });

judged('a network namespace, for the metadata service', namespaces, () => {
  describe('is clear about', () => {
    const name = { name: 'publicAddress' } as const;
    const failures: [string, Run, string][] = [
      [
        'a machine without a public address',
        { provider: 'aws', identity: name, answers: token },
        'the metadata service has no public address for this machine: 404 for /latest/meta-data/public-ipv4\n',
      ],
      [
        'an empty answer',
        { provider: 'openstack', identity: name, answers: { 'GET /latest/meta-data/public-ipv4': '' } },
        'the metadata service has no public address for this machine: 200 for /latest/meta-data/public-ipv4\n',
      ],
      [
        'a redirection, which it does not follow',
        {
          provider: 'digitalocean',
          identity: { name: 'hostname' },
          answers: { 'GET /metadata/v1/hostname': { status: 302 } },
        },
        'the metadata service has no host name for this machine: 302 for /metadata/v1/hostname\n',
      ],
      [
        'tags without the one',
        { provider: 'azure', identity: { podCIDR: 'metadata' }, answers: { [azure('compute/tags')]: 'a:b' } },
        `the metadata service has no pod CIDR inside 10.200.0.0/16 for this machine: 200 for ${azure('compute/tags').slice(4)}\n`,
      ],
    ];
    it.each(failures)('%s', (_, request, message) => {
      const { status, output, files } = run({ ...request, hurried: true });
      expect(output).toBe(message);
      expect(files[identityFile]).toBe(null);
      expect(status).toBe(1);
    });
  });

  describe('refuses', () => {
    const garbage: [string, object, string][] = [
      ['a name with a shell in it', { name: 'hostname' }, 'a$(reboot)'],
      ['a name of several lines', { name: 'hostname' }, 'worker\nNODE_IP=10.0.0.1'],
      ['a name with an underscore', { name: 'hostname' }, 'worker_0'],
      ['a name with a bare end', { name: 'hostname' }, 'worker-'],
      ['a long name', { name: 'hostname' }, 'a'.repeat(64)],
      ['a page', { name: 'hostname' }, '<html><body>Sign in</body></html>'],
      ['a number too high', { address: 'privateAddress' }, '10.0.0.256'],
      ['leading zeros', { address: 'privateAddress' }, '010.0.0.1'],
      ['three numbers', { address: 'privateAddress' }, '10.0.1'],
      ['the loopback', { address: 'privateAddress' }, '127.0.0.1'],
      ['a link-local address', { address: 'privateAddress' }, '169.254.1.1'],
      ['a group', { address: 'privateAddress' }, '239.0.0.1'],
      ['a range for an address', { address: 'privateAddress' }, '10.0.0.0/24'],
      ['an address for a range', { podCIDR: 'metadata' }, '10.200.1.0'],
      ['host bits', { podCIDR: 'metadata' }, '10.200.1.1/24'],
      ["a range that is not the cluster's", { podCIDR: 'metadata' }, '10.201.1.0/24'],
      ["more than the cluster's range", { podCIDR: 'metadata' }, '10.0.0.0/8'],
      ['a range of one address', { podCIDR: 'metadata' }, '10.200.1.1/32'],
      ['a prefix that is none', { podCIDR: 'metadata' }, '10.200.1.0/99'],
      ['bytes that are no text', { name: 'hostname' }, '\u0000\u001b[2J\u00ff'],
    ];
    it.each(garbage)('%s', (_, identity, body) => {
      const paths = ['name', 'network-interfaces/0/ip', 'attributes/pod-cidr'];
      const answers = Object.fromEntries(paths.map((path) => [google(path), body]));
      const { status, output, files } = run({ identity, answers });
      expect(output).toMatch(/^this is no [ -~]+ for a node: [ -~]+\n$/m);
      expect(status).toBe(1);
      expect(files[identityFile]).toBe(null);
    });

    it.each([
      ['10.200.0.0/16', '10.200.0.0/16'],
      ['10.200.255.252/30', '10.200.255.252/30'],
    ])('neither %s, at the edge', (body, range) => {
      const { output } = run({ identity: { podCIDR: 'metadata' }, answers: { [google('attributes/pod-cidr')]: body } });
      expect(output).toBe(`this node is POD_CIDR=${range}\n`);
    });
  });
});
