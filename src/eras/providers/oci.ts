import { linkLocal } from '../metadata.js';
import type { MetadataPlace } from '../metadata-service.js';
import { labelPart, part } from '../node-facts.js';
import { binary, type Provider } from '../provider.js';
import { perhapsByMachines } from '../routes.js';
import { map } from '../terraform.js';

const ofFirstVnic = (key: string, value: string): MetadataPlace => ({
  path: '/opc/v2/vnics/',
  pattern: `^[^}]*${key}[[:space:]]*:[[:space:]]*${value}`,
});

export const oci: Provider = {
  limit: 23_000,
  counts: 'raw bytes, of which base64 makes less than the 32,000 of all metadata together',
  forms: binary,
  console: true,
  change: 'no: another document is another machine',
  datasource: 'Oracle',
  ignition: '2.22.0',
  source: 'Oracle Cloud API: LaunchInstanceDetails, metadata and extendedMetadata together at most 32,000 bytes',
  image: {
    firewall: 'netfilter-persistent',
    words: "iptables' rules, which reject what comes in but for SSH, and all that is forwarded",
    source:
      'Oracle: "Enabling Network Traffic to Ubuntu Images in Oracle Cloud Infrastructure", 2022-07-04 (/etc/iptables/rules.v4 by netfilter-persistent); the rules as in Ubuntu 22.04 and 24.04 of OCI',
  },
  addresses: { ...linkLocal, ipv6: ['fd00:c1::a9fe:a9fe'], source: 'Oracle Cloud: instance metadata service' },
  service: {
    ipv6Hosts: ['fd00:c1::a9fe:a9fe'],
    headers: ['Authorization: Bearer Oracle'],
    session: null,
    hostname: [],
    // The first VNIC is the primary one.
    privateAddress: [ofFirstVnic('"privateIp"', '"([0-9.]+)"')],
    privateNetworks: null,
    publicAddress: [],
    ipv6Address: [ofFirstVnic('"ipv6Addresses"', '\\[[[:space:]]*"([0-9A-Fa-f:]+)"')],
    podCIDR: [],
    ownsPublicAddress: false,
    podRangeAgent: null,
    source:
      'Oracle Cloud: instance metadata service; canonical/cloud-init 04eacd06e cloudinit/sources/DataSourceOracle.py (the first VNIC, IPv6_METADATA_ROOT), tests/unittests/sources/test_oracle.py (ipv6Addresses)',
  },
  nodeFacts: {
    headers: ['Authorization: Bearer Oracle'],
    session: null,
    facts: [
      part('INSTANCE_ID', 'OCID', '/opc/v2/instance/id'),
      // As Uocm:PHX-AD-1.
      labelPart('ZONE', 'availability domain', '/opc/v2/instance/availabilityDomain', '([^:]+)$'),
      labelPart('INSTANCE_TYPE', 'shape', '/opc/v2/instance/shape'),
    ],
    providerID: 'oci://{INSTANCE_ID}',
    // Its metadata knows a region by two names; the cloud controller manager takes that of the API.
    region: null,
    zone: '{ZONE}',
    instanceType: '{INSTANCE_TYPE}',
    source:
      'oracle/oci-cloud-controller-manager 1100ac36 pkg/cloudprovider/providers/oci/util.go (MapProviderIDToResourceID), zones.go, pkg/oci/instance/metadata/instance_metadata.go; Oracle Cloud: instance metadata service',
  },
  routes: perhapsByMachines,
  terraform: {
    address: 'oracle/oci',
    read: 'commit 001f06d7',
    arguments: [
      {
        resource: 'oci_core_instance',
        argument: 'user_data',
        within: map('metadata'),
        takes: 'base64',
        encodes: 'never',
        onChange: 'is refused',
      },
    ],
    source: 'oracle/terraform-provider-oci website/docs/r/core_instance.html.markdown, the note at metadata',
  },
};
