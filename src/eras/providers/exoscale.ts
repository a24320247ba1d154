import { linkLocal } from '../metadata.js';
import { type Provider, text } from '../provider.js';
import { perhapsByMachines } from '../routes.js';

export const exoscale: Provider = {
  limit: 24_573,
  counts: 'raw bytes, of which base64 makes less than 32,768 characters',
  forms: text,
  console: true,
  change: 'yes; cloud-init does not run it again',
  datasource: 'Exoscale',
  ignition: '2.2.0',
  unconfirmed: 'that the limit counts the encoded document',
  source: 'exoscale/exoscale exoscale_compute_instance: base64 shorter than 32,768',
  image: null,
  addresses: { ...linkLocal, source: 'cloud-init DataSourceExoscale.py' },
  service: null,
  nodeFacts: null,
  routes: perhapsByMachines,
  terraform: {
    address: 'exoscale/exoscale',
    read: '0.70.0',
    arguments: [
      {
        resource: 'exoscale_compute_instance',
        argument: 'user_data',
        takes: 'text',
        encodes: 'unless base64',
        onChange: 'updates',
      },
    ],
    source: 'exoscale/terraform-provider-exoscale pkg/resources/instance/resource.go, pkg/utils/utils.go',
  },
};
