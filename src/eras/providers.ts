/** How much user-data a provider takes, in bytes of what Bootwright writes; null where no limit is known. */
export interface Provider {
  readonly limit: number | null;
  /** What the limit counts, for people. */
  readonly counts: string;
  /** The Terraform resource and argument that take the document as text. */
  readonly terraform: string;
  readonly source: string;
}

export const providers: Readonly<Record<string, Provider>> = {
  aws: {
    limit: 16_384,
    counts: 'raw bytes, before base64',
    terraform: 'aws_instance.user_data',
    source: 'AWS EC2 user guide: user data is limited to 16 KB in raw form',
  },
  gcp: {
    limit: 262_144,
    counts: 'bytes of one metadata value',
    terraform: 'google_compute_instance.metadata["user-data"]',
    source: 'Google Compute Engine: metadata limitations',
  },
  azure: {
    limit: 65_535,
    counts: 'bytes, before base64',
    terraform: 'azurerm_linux_virtual_machine.custom_data = base64encode(…)',
    source: 'Azure REST API: osProfile.customData, at most 65535 bytes decoded',
  },
  digitalocean: {
    limit: 65_536,
    counts: 'bytes of plain text',
    terraform: 'digitalocean_droplet.user_data',
    source: 'DigitalOcean API: user_data, plain text of at most 64 KiB',
  },
  hetzner: {
    limit: 32_768,
    counts: 'bytes of text',
    terraform: 'hcloud_server.user_data',
    source: 'Hetzner Cloud API: user_data, at most 32 KiB',
  },
  openstack: {
    limit: 49_149,
    counts: 'raw bytes, of which base64 makes 65,535 characters (an inference)',
    terraform: 'openstack_compute_instance_v2.user_data',
    source: 'OpenStack Nova API: user_data, base64 of at most 65535 characters',
  },
  nocloud: {
    limit: null,
    counts: '',
    terraform: 'libvirt_cloudinit_disk.user_data',
    source: 'cloud-init NoCloud: a file',
  },
  generic: { limit: null, counts: '', terraform: 'user_data', source: 'no provider named' },
};
