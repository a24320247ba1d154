import { linkLocal } from '../metadata.js';
import { type Provider, text } from '../provider.js';
import { perhapsByMachines } from '../routes.js';

export const upcloud: Provider = {
  limit: 16_384,
  counts: 'bytes of text; no limit is documented, so this is the smallest of all providers',
  forms: text,
  console: true,
  change: 'no: another document is another machine',
  datasource: 'UpCloud',
  ignition: '2.23.0',
  unconfirmed: 'the limit',
  source: 'UpCloudLtd/upcloud upcloud_server, with metadata = true',
  image: null,
  addresses: { ...linkLocal, source: 'UpCloud: metadata service' },
  service: null,
  nodeFacts: null,
  routes: perhapsByMachines,
  terraform: {
    address: 'UpCloudLtd/upcloud',
    read: '5.41.0',
    arguments: [
      {
        resource: 'upcloud_server',
        argument: 'user_data',
        takes: 'text',
        encodes: 'never',
        onChange: 'replaces',
        beside: { metadata: 'true' },
      },
    ],
    source: 'UpCloudLtd/terraform-provider-upcloud internal/service/server/server.go',
  },
};
