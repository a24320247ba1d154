import { linkLocal } from '../metadata.js';
import { binary, type Provider } from '../provider.js';
import { perhapsByMachines } from '../routes.js';
import { map } from '../terraform.js';

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
  service: null,
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
