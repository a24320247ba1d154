import { binary, type Provider } from '../provider.js';
import { byMachines } from '../routes.js';

export const nocloud: Provider = {
  limit: null,
  counts: '',
  forms: binary,
  console: false,
  change: 'yes: a file',
  datasource: 'NoCloud',
  ignition: null,
  source: 'cloud-init NoCloud: a file',
  image: null,
  addresses: null,
  service: null,
  nodeFacts: null,
  routes: byMachines,
  terraform: {
    address: 'dmacvicar/libvirt',
    read: '0.9.7',
    arguments: [
      {
        resource: 'libvirt_cloudinit_disk',
        argument: 'user_data',
        takes: 'text',
        encodes: 'never',
        onChange: 'replaces',
        beside: {
          name: 'each.key',
          meta_data: 'jsonencode({ "instance-id" = each.key, "local-hostname" = each.key })',
        },
      },
    ],
    source: 'dmacvicar/terraform-provider-libvirt internal/provider/cloudinit_disk_resource.go',
  },
};
