import { binary, type Provider } from '../provider.js';
import { byMachines } from '../routes.js';
import { map } from '../terraform.js';

export const vsphere: Provider = {
  limit: 49_152,
  counts: 'raw bytes, of which base64 makes 64 KiB',
  forms: binary,
  console: false,
  change: 'yes; cloud-init does not run it again',
  datasource: 'VMware',
  ignition: '2.0.0',
  source: 'cloud-init VMware: guestinfo.userdata with guestinfo.userdata.encoding, 64 KiB encoded',
  image: null,
  addresses: null,
  service: null,
  nodeFacts: null,
  routes: byMachines,
  terraform: {
    address: 'vmware/vsphere',
    read: '2.16.1',
    arguments: [
      {
        resource: 'vsphere_virtual_machine',
        argument: 'guestinfo.userdata',
        within: map('extra_config'),
        takes: 'base64',
        encodes: 'never',
        onChange: 'restarts',
        beside: { '"guestinfo.userdata.encoding"': '"base64"' },
      },
      {
        resource: 'vsphere_virtual_machine',
        argument: 'guestinfo.ignition.config.data',
        within: map('extra_config'),
        takes: 'base64',
        encodes: 'never',
        onChange: 'restarts',
        ignitionOnly: true,
        beside: { '"guestinfo.ignition.config.data.encoding"': '"base64"' },
      },
    ],
    source: 'vmware/terraform-provider-vsphere vsphere/virtual_machine_config_structure.go',
  },
};
