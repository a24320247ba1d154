import { type Provider, text } from '../provider.js';
import { byMachines } from '../routes.js';
import { block } from '../terraform.js';

export const proxmox: Provider = {
  limit: null,
  counts: '',
  forms: text,
  console: false,
  change: 'yes: a file on the host',
  datasource: 'NoCloud',
  ignition: '2.20.0',
  source: 'Proxmox VE: cicustom snippets; bpg/proxmox',
  image: null,
  addresses: null,
  service: null,
  nodeFacts: null,
  routes: byMachines,
  terraform: {
    address: 'bpg/proxmox',
    read: '0.111.1',
    arguments: [
      {
        resource: 'proxmox_virtual_environment_file',
        argument: 'data',
        within: block('source_raw'),
        takes: 'text',
        encodes: 'never',
        onChange: 'replaces',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own template
        beside: { file_name: '"${each.key}.yaml"' },
      },
    ],
    source: 'bpg/terraform-provider-proxmox proxmoxtf/resource/file.go',
  },
};
