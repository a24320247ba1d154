import { linkLocal } from '../metadata.js';
import { labelPart, part } from '../node-facts.js';
import { type Provider, text } from '../provider.js';
import { map } from '../terraform.js';

const ask = (path: string): string => `/computeMetadata/v1/instance/${path}`;
const headers = ['Metadata-Flavor: Google'];

export const gcp: Provider = {
  limit: 262_144,
  counts: 'bytes of one metadata value',
  forms: text,
  console: true,
  change: 'metadata can be edited; cloud-init does not run it again',
  datasource: 'GCE',
  ignition: '2.0.0',
  source: 'Google Compute Engine: metadata limitations',
  image: null,
  addresses: { ...linkLocal, ipv6: ['fd20:ce::254'], source: 'Google Compute Engine: metadata server endpoints' },
  service: {
    ipv6Hosts: ['fd20:ce::254'],
    headers,
    session: null,
    hostname: [{ path: ask('name') }],
    // nic0 is the first of several by definition.
    privateAddress: [{ path: ask('network-interfaces/0/ip') }],
    privateNetworks: null,
    publicAddress: [{ path: ask('network-interfaces/0/access-configs/0/external-ip') }],
    ipv6Address: [{ path: ask('network-interfaces/0/ipv6s') }],
    podCIDR: [{ path: ask('attributes/pod-cidr') }, { path: ask('network-interfaces/0/ip-aliases/0') }],
    ownsPublicAddress: false,
    podRangeAgent: {
      units: 'google-guest-agent*',
      file: '/etc/default/instance_configs.cfg',
      text: '[IpForwarding]\nip_aliases = false\n',
    },
    source:
      'Google Compute Engine: VM metadata keys, multiple network interfaces (nic0); of ipv6s: grpc/grpc-go xds/googledirectpath/googlec2p.go, the metadata client of google-cloud-sdk; kubernetes/kubernetes cluster/gce/windows/k8s-node-setup.psm1; GoogleCloudPlatform/guest-agent google_guest_agent/cfg/cfg.go (the file, read over .distro and .template), README.md (google-guest-agent-manager beside google-guest-agent)',
  },
  nodeFacts: {
    headers,
    session: null,
    facts: [
      part('PROJECT', 'project', '/computeMetadata/v1/project/project-id'),
      // projects/NUMBER/zones/ZONE
      part('ZONE', 'zone', ask('zone'), '([^/]+)$'),
      part('INSTANCE', 'name', ask('name')),
      labelPart('REGION', 'region', ask('zone'), '([^/]+)-[^-/]+$'),
      labelPart('INSTANCE_TYPE', 'machine type', ask('machine-type'), '([^/]+)$'),
    ],
    providerID: 'gce://{PROJECT}/{ZONE}/{INSTANCE}',
    region: '{REGION}',
    zone: '{ZONE}',
    instanceType: '{INSTANCE_TYPE}',
    source:
      'kubernetes/cloud-provider-gcp 4e245312 providers/gce/gce_instances.go (InstanceID), gce_util.go (getProjectAndZone, GetGCERegion)',
  },
  routes: {
    script: 'gcloud',
    unconfirmed: null,
    terraform: {
      provider: 'hashicorp/google',
      resource: 'google_compute_route',
      name: 'name',
      destination: 'dest_range',
      destination6: null,
      nextHop: 'next_hop_ip',
      leadsTo: 'address',
      fixed: {},
      variables: { network: "The name of the machines' network." },
      needs: 'can_ip_forward = true',
      source: 'hashicorp/terraform-provider-google website/docs/r/compute_route.html.markdown',
    },
  },
  terraform: {
    address: 'hashicorp/google',
    read: 'commit 0047466c',
    arguments: [
      {
        resource: 'google_compute_instance',
        argument: 'user-data',
        within: map('metadata'),
        takes: 'text',
        encodes: 'never',
        onChange: 'updates',
      },
    ],
    source: 'hashicorp/terraform-provider-google google/services/compute/resource_compute_instance.go',
  },
};
