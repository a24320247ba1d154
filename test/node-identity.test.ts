import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parse, stringify } from 'yaml';
import { documentsOf, specText } from './fixture-input.js';
import {
  azure,
  azureInterfaces,
  azureNetwork,
  filesOf,
  flavor,
  google,
  header,
  identityFile,
  metadata,
  namespaces,
  network,
  proxy,
  type Run,
  run,
  session,
  token,
  withPrograms,
} from './identity-machine.js';
import { judged, outputOf } from './judges/judge.js';

// A run starts three programs, and sleeps where the script tries again.
vi.setConfig({ testTimeout: 60_000 });

const everything = { name: 'hostname', address: 'privateAddress' };
const network1 = `- ip: 10.0.0.2
  alias_ips: [10.0.0.3, 10.0.0.4]
  interface_num: 1
  network: 10.0.0.0/8
`;
const network2 = `- ip: 192.168.0.2
  alias_ips: []
`;

it('fits into the smallest user-data, packed', () => {
  const spec = parse(specText('identity-metadata'));
  spec.spec.target.provider = 'aws';
  for (const { diagnostics } of documentsOf(stringify(spec), 'identity-metadata')) expect(diagnostics).toEqual([]);
});

/** The unit of a fixture's first node whose name is found at boot. */
function unitOf(name: string, fixture: string, changes: object): string | undefined {
  const spec = parse(specText(fixture));
  spec.spec.target = { provider: 'gcp', os: 'debian-13', identity: { name: 'hostname' } };
  spec.spec.credentials = { kubeletSubject: { CN: 'kubelet' } };
  Object.assign(spec.spec, changes);
  const [document] = documentsOf(stringify(spec), fixture);
  return document?.plan.files.find(({ path }) => path === `/etc/systemd/system/${name}.service`)?.content;
}

it.each([
  ['kube-proxy', 'current-containerd', { proxy: { settings: 'flags' } }, `  --hostname-override=\${NODE_NAME} \\\n`],
  ['kubelet', 'current-containerd', {}, `  --hostname-override=\${NODE_NAME} \\\n`],
  // flanneld reads the variable itself.
  ['flanneld', 'flannel-kubernetes', {}, '\nExecStart='],
])('%s gets a name that is found at boot', (name, fixture, changes, use) => {
  const unit = unitOf(name, fixture, changes);
  expect(unit).toMatch(/^Requires=.*\bnode-identity\.service$/m);
  expect(unit).toMatch(/^After=.*\bnode-identity\.service$/m);
  expect(unit).toContain('\nEnvironmentFile=/var/lib/bootwright/identity\n');
  expect(unit).toContain(use);
  expect(unit).not.toContain('worker-0');
});

it('kube-proxy does not wait for a name that the spec takes away', () => {
  const proxy = { settings: 'flags', flags: { 'hostname-override': null } };
  expect(unitOf('kube-proxy', 'current-containerd', { proxy })).not.toMatch(/node-identity|EnvironmentFile/);
});

judged('a network namespace, for the metadata service', namespaces, () => {
  const happy: [string, Run, string][] = [
    [
      'aws, with a session',
      {
        provider: 'aws',
        identity: { ...everything, podCIDR: 'metadata' },
        answers: {
          ...token,
          'GET /latest/meta-data/local-hostname': { body: 'IP-10-0-1-5.ec2.internal', ...session },
          'GET /latest/meta-data/local-ipv4': { body: '10.0.1.5', ...session },
          'GET /latest/meta-data/tags/instance/pod-cidr': { body: '10.200.7.0/24', ...session },
        },
      },
      'NODE_NAME=ip-10-0-1-5.ec2.internal\nNODE_IP=10.0.1.5\nPOD_CIDR=10.200.7.0/24\n',
    ],
    [
      'aws as it was before sessions',
      {
        provider: 'aws',
        identity: { name: 'publicAddress' },
        answers: { 'PUT /latest/api/token': { status: 405 }, 'GET /latest/meta-data/public-ipv4': '203.0.113.7' },
      },
      'NODE_NAME=203.0.113.7\n',
    ],
    [
      'gcp, with its attribute',
      {
        identity: { ...everything, podCIDR: 'metadata' },
        answers: {
          [google('name')]: { body: 'worker-a', ...flavor },
          [google('network-interfaces/0/ip')]: { body: '10.240.0.20', ...flavor },
          [google('attributes/pod-cidr')]: { body: '10.200.1.0/24\n', ...flavor },
        },
      },
      'NODE_NAME=worker-a\nNODE_IP=10.240.0.20\nPOD_CIDR=10.200.1.0/24\n',
    ],
    [
      'gcp, with an alias range',
      {
        identity: { podCIDR: 'metadata' },
        answers: { [google('network-interfaces/0/ip-aliases/0')]: { body: '10.200.2.0/24', ...flavor } },
      },
      'POD_CIDR=10.200.2.0/24\n',
    ],
    [
      'gcp, by its public address',
      {
        identity: { name: 'publicAddress' },
        answers: { [google('network-interfaces/0/access-configs/0/external-ip')]: { body: '203.0.113.8', ...flavor } },
      },
      'NODE_NAME=203.0.113.8\n',
    ],
    [
      'azure, with a tag among others',
      {
        provider: 'azure',
        identity: { ...everything, podCIDR: 'metadata' },
        answers: {
          [azure('compute/name')]: { body: 'Worker-A', ...metadata },
          [azureNetwork]: { body: azureInterfaces(['10.0.0.4', '10.0.0.5']), ...metadata },
          [azure('compute/tags')]: { body: 'Department:IT;my-pod-cidr:x;pod-cidr:10.200.3.0/24;b:c', ...metadata },
        },
      },
      'NODE_NAME=worker-a\nNODE_IP=10.0.0.4\nPOD_CIDR=10.200.3.0/24\n',
    ],
    [
      'azure, by its public address',
      {
        provider: 'azure',
        identity: { name: 'publicAddress' },
        answers: {
          [azure('network/interface/0/ipv4/ipAddress/0/publicIpAddress')]: { body: '203.0.113.9', ...metadata },
        },
      },
      'NODE_NAME=203.0.113.9\n',
    ],
    [
      'digitalocean',
      {
        provider: 'digitalocean',
        identity: everything,
        answers: {
          'GET /metadata/v1/hostname': 'droplet-1',
          'GET /metadata/v1/interfaces/private/0/ipv4/address': '10.132.0.2',
        },
      },
      'NODE_NAME=droplet-1\nNODE_IP=10.132.0.2\n',
    ],
    [
      'digitalocean, all public',
      {
        provider: 'digitalocean',
        identity: { name: 'publicAddress', address: 'publicAddress' },
        answers: { 'GET /metadata/v1/interfaces/public/0/ipv4/address': '203.0.113.10' },
      },
      'NODE_NAME=203.0.113.10\nNODE_IP=203.0.113.10\n',
    ],
    [
      'hetzner, with a network',
      {
        provider: 'hetzner',
        identity: everything,
        answers: {
          'GET /hetzner/v1/metadata/hostname': 'my-server',
          'GET /hetzner/v1/metadata/private-networks': network1,
        },
      },
      'NODE_NAME=my-server\nNODE_IP=10.0.0.2\n',
    ],
    [
      'hetzner, public',
      {
        provider: 'hetzner',
        identity: { name: 'publicAddress', address: 'publicAddress' },
        answers: { 'GET /hetzner/v1/metadata/public-ipv4': '203.0.113.11' },
      },
      'NODE_NAME=203.0.113.11\nNODE_IP=203.0.113.11\n',
    ],
    [
      'openstack, with a property',
      {
        provider: 'openstack',
        identity: { ...everything, podCIDR: 'metadata' },
        answers: {
          'GET /latest/meta-data/local-hostname': 'Test.novalocal',
          'GET /latest/meta-data/local-ipv4': '192.168.1.4',
          'GET /openstack/latest/meta_data.json':
            '{"uuid": "d8e02d56", "meta": {"role": "\\"pod-cidr\\": \\"x\\"", "pod-cidr": "10.200.4.0/24"}, "name": "Test"}',
        },
      },
      'NODE_NAME=test\nNODE_IP=192.168.1.4\nPOD_CIDR=10.200.4.0/24\n',
    ],
    [
      'openstack, by its floating address',
      {
        provider: 'openstack',
        identity: { name: 'publicAddress' },
        answers: { 'GET /latest/meta-data/public-ipv4': '203.0.113.12' },
      },
      'NODE_NAME=203.0.113.12\n',
    ],
  ];

  const found = { providerID: 'metadata', topology: 'metadata' };
  const zone = 'projects/123/zones/europe-west3-a';
  const openstackMetadata =
    '{"uuid": "d8e02d56-2648-49a3-bf97-6be8f1204f38", "availability_zone": "nova", "meta": {"tier": "x"}, "name": "Test"}';
  const oracle = header('authorization', 'Bearer Oracle');
  const resource =
    '/subscriptions/8D10DA13-8125-4BA9-A717-BF7490507B3D/resourceGroups/My-RG/providers/Microsoft.Compute/virtualMachines/Worker-A';
  const azureFacts = (zoned: string): Run => ({
    provider: 'azure',
    identity: found,
    answers: {
      [azure('compute/resourceId')]: { body: resource, ...metadata },
      [azure('compute/location')]: { body: 'westeurope', ...metadata },
      [azure('compute/zone')]: { body: zoned, ...metadata },
      [azure('compute/vmSize')]: { body: 'Standard_D2s_v5', ...metadata },
    },
  });
  const azureID =
    'azure:///subscriptions/8d10da13-8125-4ba9-a717-bf7490507b3d/resourceGroups/my-rg/providers/Microsoft.Compute/virtualMachines/Worker-A';
  const region = 'topology.kubernetes.io/region';
  const zoneLabel = 'topology.kubernetes.io/zone';
  const type = 'node.kubernetes.io/instance-type';
  const places: [string, Run, string, string | null][] = [
    [
      'aws',
      {
        provider: 'aws',
        identity: found,
        answers: {
          ...token,
          'GET /latest/meta-data/instance-id': { body: 'i-0123456789ABCDEF0', ...session },
          'GET /latest/meta-data/placement/availability-zone': { body: 'eu-central-1a', ...session },
          'GET /latest/meta-data/placement/region': { body: 'eu-central-1', ...session },
          'GET /latest/meta-data/instance-type': { body: 'm7i.large', ...session },
        },
      },
      'aws:///eu-central-1a/i-0123456789ABCDEF0',
      `${region}=eu-central-1,${zoneLabel}=eu-central-1a,${type}=m7i.large`,
    ],
    [
      'gcp',
      {
        identity: found,
        answers: {
          'GET /computeMetadata/v1/project/project-id': { body: 'example-project', ...flavor },
          [google('zone')]: { body: zone, ...flavor },
          [google('name')]: { body: 'worker-a', ...flavor },
          [google('machine-type')]: { body: 'projects/123/machineTypes/e2-standard-2', ...flavor },
        },
      },
      'gce://example-project/europe-west3-a/worker-a',
      `${region}=europe-west3,${zoneLabel}=europe-west3-a,${type}=e2-standard-2`,
    ],
    [
      'azure, in a zone',
      azureFacts('2'),
      azureID,
      `${region}=westeurope,${zoneLabel}=westeurope-2,${type}=Standard_D2s_v5`,
    ],
    ['azure, in none', azureFacts(''), azureID, `${region}=westeurope,${type}=Standard_D2s_v5`],
    [
      'openstack, whose flavor is no label',
      {
        provider: 'openstack',
        identity: found,
        answers: {
          'GET /openstack/latest/meta_data.json': openstackMetadata,
          'GET /latest/meta-data/instance-type': 'my flavor',
        },
      },
      'openstack:///d8e02d56-2648-49a3-bf97-6be8f1204f38',
      `${zoneLabel}=nova`,
    ],
    [
      'digitalocean',
      {
        provider: 'digitalocean',
        identity: found,
        answers: { 'GET /metadata/v1/id': '2756294', 'GET /metadata/v1/region': 'nyc3' },
      },
      'digitalocean://2756294',
      `${region}=nyc3`,
    ],
    [
      'hetzner',
      {
        provider: 'hetzner',
        identity: found,
        answers: {
          'GET /hetzner/v1/metadata/instance-id': '42',
          'GET /hetzner/v1/metadata/availability-zone': 'fsn1-dc14',
        },
      },
      'hcloud://42',
      `${region}=fsn1,${zoneLabel}=fsn1-dc14`,
    ],
    [
      'oci',
      {
        provider: 'oci',
        identity: found,
        answers: {
          'GET /opc/v2/instance/id': { body: 'ocid1.instance.oc1.phx.abYHqlj', ...oracle },
          'GET /opc/v2/instance/availabilityDomain': { body: 'Uocm:PHX-AD-1', ...oracle },
          'GET /opc/v2/instance/shape': { body: 'VM.Standard.E4.Flex', ...oracle },
        },
      },
      'oci://ocid1.instance.oc1.phx.abYHqlj',
      `${zoneLabel}=PHX-AD-1,${type}=VM.Standard.E4.Flex`,
    ],
    [
      'vultr',
      {
        provider: 'vultr',
        identity: { providerID: 'metadata' },
        answers: {
          'GET /v1.json': '{"instance-v2-id": "29bea708-2e6e-480a-90ad-0e6b5d5ad62f", "instanceid": "42872224"}',
        },
      },
      'vultr://29bea708-2e6e-480a-90ad-0e6b5d5ad62f',
      null,
    ],
  ];

  it.each(places)('knows where it is: %s', (_, request, providerID, labels) => {
    const { status, output, files } = run(request);
    expect({ status, output: status === 0 ? '' : output }).toEqual({ status: 0, output: '' });
    const lines = files[identityFile]?.trim().split('\n') ?? [];
    const ofUnit = lines.filter((line) => /^(PROVIDER_ID|TOPOLOGY)=/.test(line));
    expect(ofUnit).toEqual([`PROVIDER_ID=${providerID}`, ...(labels === null ? [] : [`TOPOLOGY=${labels}`])]);
  });

  it('keeps its place where nobody answers at a later boot', () => {
    const files = { [identityFile]: 'INSTANCE_ID=42\nPROVIDER_ID=hcloud://42\n' };
    const { output } = run({ provider: 'hetzner', identity: { providerID: 'metadata' }, files, hurried: true });
    expect(output).toMatch(/^the metadata service does not answer: the server ID is still the last boot's$/m);
    expect(output).toMatch(/PROVIDER_ID=hcloud:\/\/42$/m);
  });

  it('refuses an ID that is none', () => {
    const answers = { 'GET /hetzner/v1/metadata/instance-id': '42" --root-dir=/x' };
    const { status, output } = run({ provider: 'hetzner', identity: { providerID: 'metadata' }, answers });
    expect(status).toBe(1);
    expect(output).toMatch(/^this is no server ID for a node/);
  });

  it.each(happy)('%s', (_, request, identity) => {
    const { status, output, files } = run(request);
    expect(output).toBe(`this node is ${identity.trim().replaceAll('\n', ' ')}\n`);
    expect(files[identityFile]).toBe(identity);
    expect(status).toBe(0);
  });

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

  describe('where there are several private networks', () => {
    const identity = { address: 'privateAddress' };
    const hetzner = {
      provider: 'hetzner',
      answers: { 'GET /hetzner/v1/metadata/private-networks': network1 + network2 },
    };
    const addresses = ['203.0.113.9', '10.0.0.2', '192.168.0.2', '10.200.0.1', '10.32.0.1'];
    const several = (which: string) =>
      `this machine has more than one private address: ${which}; spec.target.identity.addressIn can say which is the node's\n`;

    it('does not take the first', () => {
      const { status, output, files } = run({ ...hetzner, identity, addresses });
      expect(output).toBe(several('10.0.0.2 192.168.0.2'));
      expect([status, files[identityFile]]).toEqual([1, null]);
    });

    it('stays what it was', () => {
      const files = { [identityFile]: 'NODE_IP=192.168.0.2\n' };
      expect(run({ ...hetzner, identity, addresses, files }).output).toBe('this node is NODE_IP=192.168.0.2\n');
    });

    it('takes the one in the range, and asks nobody', () => {
      const { output, asked } = run({ ...hetzner, identity: { ...identity, addressIn: '192.168.0.0/16' }, addresses });
      expect(output).toBe('this node is NODE_IP=192.168.0.2\n');
      expect(asked).toEqual([]);
    });

    it('takes the one in one of the ranges, which is no bridge of pods and no Service', () => {
      const ranges = { ...identity, name: 'privateAddress', addressIn: ['172.16.0.0/12', '10.0.0.0/8'] };
      const { output } = run({ ...hetzner, provider: 'generic', identity: ranges, addresses });
      expect(output).toBe('this node is NODE_NAME=10.0.0.2 NODE_IP=10.0.0.2\n');
    });

    it('is clear about ranges with two addresses', () => {
      const ranges = { ...identity, addressIn: ['10.0.0.0/8', '192.168.0.0/24'] };
      expect(run({ ...hetzner, identity: ranges, addresses }).output).toBe(several('10.0.0.2 192.168.0.2'));
    });

    it('is clear about ranges with none', () => {
      const ranges = { ...identity, addressIn: ['10.200.0.0/15', '172.16.0.0/12'] };
      const { status, output } = run({ ...hetzner, identity: ranges, addresses, hurried: true });
      expect(output).toBe(
        "no interface of this machine has an address in 10.200.0.0/15 or 172.16.0.0/12 that is no pod's or Service's; they have 203.0.113.9 10.0.0.2 192.168.0.2 10.200.0.1 10.32.0.1 \n",
      );
      expect(status).toBe(1);
    });

    it('takes one that came while it asked for something else', () => {
      const ranges = { name: 'hostname', address: 'privateAddress', addressIn: '10.0.0.0/24' };
      const answers = { 'GET /hetzner/v1/metadata/hostname': 'my-server' };
      const attached = { 1: ['10.0.0.9'] };
      const { output } = run({ provider: 'hetzner', identity: ranges, answers, addresses: [], attached });
      expect(output).toBe('this node is NODE_NAME=my-server NODE_IP=10.0.0.9\n');
    });

    it('on azure, where interfaces come in no order', () => {
      const answers = { [azureNetwork]: azureInterfaces(['10.0.0.4', '10.0.0.5'], ['10.0.1.4']) };
      expect(run({ provider: 'azure', identity, answers }).output).toBe(several('10.0.0.4 10.0.1.4'));
    });

    it('on openstack, which names the first of them only', () => {
      const networkOf = (type: string, id: number) => ({
        id: `network${id}`,
        type,
        link: 'tap0',
        network_id: 'da5bb487',
      });
      const answersOf = (...types: string[]) => ({
        'GET /latest/meta-data/local-ipv4': '192.168.1.4',
        'GET /openstack/latest/network_data.json': JSON.stringify({ links: [], networks: types.map(networkOf) }),
      });
      const openstack = { provider: 'openstack', identity } as const;
      expect(run({ ...openstack, answers: answersOf('ipv4_dhcp', 'ipv4') }).output).toBe(several('network0 network1'));
      const alone = 'this node is NODE_IP=192.168.1.4\n';
      expect(run({ ...openstack, answers: answersOf('ipv4_dhcp', 'ipv6_slaac') }).output).toBe(alone);
      const files = { [identityFile]: 'NODE_IP=192.168.1.4\n' };
      expect(run({ ...openstack, answers: answersOf('ipv4', 'ipv4'), files }).output).toBe(alone);
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

  it("keeps google's agent from a range of pods", () => {
    const files = filesOf('gcp', { podCIDR: 'metadata' });
    expect(files['/etc/default/instance_configs.cfg']).toBe('[IpForwarding]\nip_aliases = false\n');
    expect(files['/etc/systemd/system/node-identity.service']).toContain(
      '\nExecStartPost=-/bin/systemctl --no-block try-restart "google-guest-agent*"\n',
    );
    expect(filesOf('gcp', { name: 'hostname' })).not.toHaveProperty(['/etc/default/instance_configs.cfg']);
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

  it("takes a machine's own name where there is no metadata, and asks nobody", () => {
    const { output, asked } = run({ provider: 'nocloud', identity: { name: 'hostname' } });
    const name = outputOf('uname', ['-n']).trim().toLowerCase();
    expect(output).toBe(`this node is NODE_NAME=${name}\n`);
    expect(asked).toEqual([]);
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
