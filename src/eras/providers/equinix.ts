import type { Provider } from '../provider.js';
import { perhapsByMachines } from '../routes.js';

export const equinix: Provider = {
  limit: 16_384,
  counts: 'bytes of text; no limit is documented, so this is the smallest of all providers',
  // Its manual knows documents that begin with #! or #cloud-config, and no others.
  forms: ['files'],
  console: true,
  change: 'yes; cloud-init does not run it again',
  datasource: 'Ec2-like, metadata.platformequinix.com',
  ignition: '2.0.0',
  unconfirmed: 'the limit',
  source: 'Equinix Metal: user data, #! or #cloud-config',
  image: null,
  addresses: null,
  service: null,
  nodeFacts: null,
  routes: perhapsByMachines,
  terraform: {
    address: 'equinix/equinix',
    // 5.0.0 has no machines any more.
    read: '4.9.0',
    arguments: [
      {
        resource: 'equinix_metal_device',
        argument: 'user_data',
        takes: 'text',
        encodes: 'never',
        onChange: 'replaces',
      },
    ],
    source: 'equinix/terraform-provider-equinix internal/resources/metal/device/resource.go',
  },
};
