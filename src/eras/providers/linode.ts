import { linkLocal } from '../metadata.js';
import { type Provider, text } from '../provider.js';
import { perhapsByMachines } from '../routes.js';
import { block } from '../terraform.js';

export const linode: Provider = {
  limit: 12_288,
  counts: 'raw bytes, of which base64 makes 16 KiB',
  forms: text,
  console: true,
  change: 'no: another document is another machine',
  datasource: 'Akamai',
  ignition: '2.19.0',
  unconfirmed: 'the limit: the manual says 65,535 bytes and, in the same sentence, about 16 kB encoded',
  source: 'Linode API: metadata.user_data, base64',
  image: null,
  addresses: { ...linkLocal, ipv6: ['fd00:a9fe:a9fe::1'], source: 'Linode: metadata service API' },
  service: null,
  nodeFacts: null,
  routes: perhapsByMachines,
  terraform: {
    address: 'linode/linode',
    read: '3.13.0',
    arguments: [
      {
        resource: 'linode_instance',
        argument: 'user_data',
        within: block('metadata'),
        takes: 'base64',
        encodes: 'never',
        onChange: 'replaces',
      },
    ],
    source: 'linode/terraform-provider-linode linode/instance/schema_resource.go',
  },
};
