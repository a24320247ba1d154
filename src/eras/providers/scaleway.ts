import { http } from '../metadata.js';
import { type Provider, text } from '../provider.js';
import { perhapsByMachines } from '../routes.js';
import { map } from '../terraform.js';

export const scaleway: Provider = {
  limit: 16_384,
  counts: 'bytes of text; no limit is documented, so this is the smallest of all providers',
  forms: text,
  console: true,
  change: 'through the API; cloud-init does not run it again',
  datasource: 'Scaleway',
  ignition: '2.18.0',
  unconfirmed: 'the limit',
  source: 'scaleway/scaleway scaleway_instance_server',
  image: null,
  addresses: {
    ipv4: ['169.254.42.42'],
    ipv6: ['fd00:42::42'],
    ports: http,
    source: 'Scaleway: metadata API; cloud-init DataSourceScaleway.py',
  },
  service: null,
  nodeFacts: null,
  routes: perhapsByMachines,
  terraform: {
    address: 'scaleway/scaleway',
    read: '2.81.0',
    arguments: [
      {
        resource: 'scaleway_instance_server',
        argument: 'cloud-init',
        within: map('user_data'),
        takes: 'text',
        encodes: 'never',
        onChange: 'updates',
      },
      {
        resource: 'scaleway_instance_server',
        argument: 'cloud_init',
        takes: 'text',
        encodes: 'never',
        onChange: 'updates',
      },
    ],
    source: 'scaleway/terraform-provider-scaleway internal/services/instance/server.go',
  },
};
