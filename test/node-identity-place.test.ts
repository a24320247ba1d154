import { expect, it, vi } from 'vitest';
import {
  azure,
  flavor,
  google,
  header,
  identityFile,
  metadata,
  namespaces,
  type Run,
  run,
  session,
  token,
} from './identity-machine.js';
import { judged } from './judges/judge.js';

// A run starts three programs, and sleeps where the script tries again.
vi.setConfig({ testTimeout: 60_000 });

judged('a network namespace, for the metadata service', namespaces, () => {
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
});
