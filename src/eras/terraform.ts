/**
 * What Terraform does where a document has changed: it makes a new machine, stops and starts the one that is there,
 * changes it while it runs, or is refused by the provider. Only a new machine boots with the new document.
 */
export type OnChange = 'replaces' | 'restarts' | 'updates' | 'is refused';

/** An argument that takes a document, as the provider's published schema has it. */
export interface TerraformArgument {
  readonly resource: string;
  /** The argument; or the map, or the nested block, that it stands in, and its key there. */
  readonly argument: string;
  readonly within?: { readonly name: string; readonly kind: 'map' | 'block' };
  /** Whether it wants text as it is, or in base64. */
  readonly takes: 'text' | 'base64';
  /** What the Terraform provider itself does with the value on its way. */
  readonly encodes: 'never' | 'always' | 'unless base64';
  readonly onChange: OnChange;
  /** Whether it is for systems that read Ignition, in place of the others of the provider. */
  readonly ignitionOnly?: true;
  /** What must stand beside it, at its own level, in Terraform's language: for a node of the name `each.key`. */
  readonly beside?: Readonly<Record<string, string>>;
}

/** A provider of Terraform's, as far as documents are handed to it. */
export interface TerraformProvider {
  /** Its address in the registries. */
  readonly address: string;
  /** The release, or the snapshot, whose schema was read. */
  readonly read: string;
  /** Those of the machine first, the one for text before the one for bytes. */
  readonly arguments: readonly TerraformArgument[];
  readonly source: string;
}

const map = (name: string) => ({ name, kind: 'map' }) as const;
const block = (name: string) => ({ name, kind: 'block' }) as const;

/** By Bootwright's own name of the provider. */
export const terraformProviders: Readonly<Record<string, TerraformProvider>> = {
  aws: {
    address: 'hashicorp/aws',
    read: 'commits 5c58e0c2 and 00a35305',
    arguments: [
      {
        resource: 'aws_instance',
        argument: 'user_data',
        takes: 'text',
        encodes: 'unless base64',
        // With user_data_replace_on_change it makes a new one.
        onChange: 'restarts',
      },
      {
        resource: 'aws_instance',
        argument: 'user_data_base64',
        takes: 'base64',
        encodes: 'never',
        onChange: 'restarts',
      },
      {
        resource: 'aws_launch_template',
        argument: 'user_data',
        takes: 'base64',
        encodes: 'never',
        onChange: 'updates',
      },
    ],
    source: 'hashicorp/terraform-provider-aws website/docs/r/instance.html.markdown, launch_template.html.markdown',
  },
  gcp: {
    address: 'hashicorp/google',
    read: 'commit 0047466c',
    arguments: [
      {
        resource: 'google_compute_instance',
        argument: 'user-data',
        within: map('metadata'),
        takes: 'text',
        encodes: 'never',
        onChange: 'updates',
      },
    ],
    source: 'hashicorp/terraform-provider-google google/services/compute/resource_compute_instance.go',
  },
  azure: {
    address: 'hashicorp/azurerm',
    read: 'commit 0102f942',
    arguments: [
      {
        resource: 'azurerm_linux_virtual_machine',
        argument: 'custom_data',
        takes: 'base64',
        encodes: 'never',
        onChange: 'replaces',
      },
    ],
    source: 'hashicorp/terraform-provider-azurerm internal/services/compute/linux_virtual_machine_resource.go',
  },
  digitalocean: {
    address: 'digitalocean/digitalocean',
    read: '2.99.1',
    arguments: [
      {
        resource: 'digitalocean_droplet',
        argument: 'user_data',
        takes: 'text',
        encodes: 'never',
        onChange: 'replaces',
      },
    ],
    source: 'digitalocean/terraform-provider-digitalocean digitalocean/droplet/resource_droplet.go',
  },
  hetzner: {
    address: 'hetznercloud/hcloud',
    read: '1.68.0',
    arguments: [
      { resource: 'hcloud_server', argument: 'user_data', takes: 'text', encodes: 'never', onChange: 'replaces' },
    ],
    source: 'hetznercloud/terraform-provider-hcloud internal/server/resource.go',
  },
  openstack: {
    address: 'terraform-provider-openstack/openstack',
    read: '3.4.0',
    arguments: [
      {
        resource: 'openstack_compute_instance_v2',
        argument: 'user_data',
        takes: 'text',
        // Its library encodes what is not base64 yet.
        encodes: 'unless base64',
        onChange: 'replaces',
      },
      {
        resource: 'openstack_compute_instance_v2',
        argument: 'user_data',
        takes: 'base64',
        encodes: 'unless base64',
        onChange: 'replaces',
      },
    ],
    source:
      'terraform-provider-openstack openstack/resource_openstack_compute_instance_v2.go; gophercloud openstack/compute/v2/servers/requests.go',
  },
  vultr: {
    address: 'vultr/vultr',
    read: '2.32.0',
    arguments: [
      { resource: 'vultr_instance', argument: 'user_data', takes: 'text', encodes: 'always', onChange: 'replaces' },
    ],
    source: 'vultr/terraform-provider-vultr vultr/resource_vultr_instance.go',
  },
  linode: {
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
  oci: {
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
  scaleway: {
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
  exoscale: {
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
  upcloud: {
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
  equinix: {
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
  alibaba: {
    address: 'aliyun/alicloud',
    read: '1.289.0',
    arguments: [
      {
        resource: 'alicloud_instance',
        argument: 'user_data',
        takes: 'base64',
        encodes: 'unless base64',
        onChange: 'restarts',
      },
    ],
    source: 'aliyun/terraform-provider-alicloud alicloud/resource_alicloud_instance.go',
  },
  proxmox: {
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
  nocloud: {
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
  vsphere: {
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
