/** How a document may be packed so that it fits: the forms that a provider hands to cloud-init intact, smallest step first. */
export type PackedForm = 'files' | 'mime' | 'gzip';

/** How much user-data a provider takes and in what forms. */
export interface Provider {
  /** Bytes of what Bootwright writes, before any base64; null where no limit is known. */
  readonly limit: number | null;
  /** What the limit counts, for people. */
  readonly counts: string;
  readonly forms: readonly PackedForm[];
  /** Whether its console has a field that text can be pasted into. */
  readonly console: boolean;
  /** Whether the document of a machine that exists can be replaced, and what comes of it. */
  readonly change: string;
  /** cloud-init's datasource. */
  readonly datasource: string;
  /** The first Ignition that reads the user-data of its machines; null: none does. */
  readonly ignition: string | null;
  /** What of this row no document of the provider's says; the careful reading stands in it. */
  readonly unconfirmed?: string;
  readonly source: string;
}

const text: readonly PackedForm[] = ['files', 'mime'];
const binary: readonly PackedForm[] = ['files', 'mime', 'gzip'];

/** Ignition's column: coreos/ignition docs/supported-platforms.md and docs/release-notes.md v2.26.0. */
export const providers: Readonly<Record<string, Provider>> = {
  aws: {
    limit: 16_384,
    counts: 'raw bytes, before base64',
    forms: binary,
    console: true,
    change: 'while the machine is stopped, but cloud-init does not run it again',
    datasource: 'Ec2',
    ignition: '2.0.0',
    source: 'AWS EC2 user guide: user data is limited to 16 KB in raw form; hashicorp/aws aws_instance',
  },
  gcp: {
    limit: 262_144,
    counts: 'bytes of one metadata value',
    forms: text,
    console: true,
    change: 'metadata can be edited; cloud-init does not run it again',
    datasource: 'GCE',
    ignition: '2.0.0',
    source: 'Google Compute Engine: metadata limitations',
  },
  azure: {
    limit: 65_535,
    counts: 'bytes, before base64',
    forms: binary,
    console: true,
    change: 'no: another document is another machine',
    datasource: 'Azure',
    ignition: '2.0.0',
    source: 'Azure REST API: osProfile.customData, at most 65535 bytes decoded',
  },
  digitalocean: {
    limit: 65_536,
    counts: 'bytes of plain text',
    forms: text,
    console: true,
    change: 'no: another document is another machine',
    datasource: 'DigitalOcean',
    ignition: '2.0.0',
    unconfirmed: 'whether the document of a droplet that exists can change',
    source: 'DigitalOcean API: user_data, plain text of at most 64 KiB; nothing decodes base64 or gzip',
  },
  hetzner: {
    limit: 32_768,
    counts: 'bytes of text',
    forms: text,
    console: true,
    change: 'no: another document is another machine',
    datasource: 'Hetzner',
    ignition: '2.17.0',
    source: 'Hetzner Cloud API: user_data, at most 32 KiB, text',
  },
  openstack: {
    limit: 49_149,
    counts: 'raw bytes, of which base64 makes 65,532 characters',
    forms: binary,
    console: true,
    change: 'no: another document is another machine',
    datasource: 'OpenStack, ConfigDrive',
    ignition: '2.0.0',
    unconfirmed: 'that raw bytes are limited to what fits into 65,535 characters of base64',
    source: 'OpenStack Nova API: user_data, base64 of at most 65535 characters',
  },
  vultr: {
    limit: 16_384,
    counts: 'bytes of text; no limit is documented, so this is the smallest of all providers',
    forms: text,
    console: true,
    change: 'through the API; Terraform makes another machine',
    datasource: 'Vultr',
    ignition: '2.2.0',
    unconfirmed: 'the limit',
    source: 'Vultr API v2: create-instance, user_data in base64; vultr/vultr vultr_instance',
  },
  linode: {
    limit: 12_288,
    counts: 'raw bytes, of which base64 makes 16 KiB',
    forms: text,
    console: true,
    change: 'no: another document is another machine',
    datasource: 'Akamai',
    ignition: '2.19.0',
    unconfirmed: 'the limit: the manual says 65,535 bytes and, in the same sentence, about 16 kB encoded',
    source: 'Linode API: metadata.user_data, base64',
  },
  oci: {
    limit: 23_000,
    counts: 'raw bytes, of which base64 makes less than the 32,000 of all metadata together',
    forms: binary,
    console: true,
    change: 'no: another document is another machine',
    datasource: 'Oracle',
    ignition: '2.22.0',
    source: 'Oracle Cloud API: LaunchInstanceDetails, metadata and extendedMetadata together at most 32,000 bytes',
  },
  scaleway: {
    limit: 16_384,
    counts: 'bytes of text; no limit is documented, so this is the smallest of all providers',
    forms: text,
    console: true,
    change: 'through the API; cloud-init does not run it again',
    datasource: 'Scaleway',
    ignition: '2.18.0',
    unconfirmed: 'the limit',
    source: 'scaleway/scaleway scaleway_instance_server',
  },
  exoscale: {
    limit: 24_573,
    counts: 'raw bytes, of which base64 makes less than 32,768 characters',
    forms: text,
    console: true,
    change: 'yes; cloud-init does not run it again',
    datasource: 'Exoscale',
    ignition: '2.2.0',
    unconfirmed: 'that the limit counts the encoded document',
    source: 'exoscale/exoscale exoscale_compute_instance: base64 shorter than 32,768',
  },
  upcloud: {
    limit: 16_384,
    counts: 'bytes of text; no limit is documented, so this is the smallest of all providers',
    forms: text,
    console: true,
    change: 'no: another document is another machine',
    datasource: 'UpCloud',
    ignition: '2.23.0',
    unconfirmed: 'the limit',
    source: 'UpCloudLtd/upcloud upcloud_server, with metadata = true',
  },
  equinix: {
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
  },
  alibaba: {
    limit: 16_384,
    counts: 'raw bytes, before base64',
    forms: text,
    console: true,
    change: 'yes, and a reboot',
    datasource: 'AliYun',
    ignition: '2.1.0',
    unconfirmed: 'the limit: newer manuals say 32 KB, older ones 16 KB',
    source: 'Alibaba Cloud ECS: instance user data',
  },
  proxmox: {
    limit: null,
    counts: '',
    forms: text,
    console: false,
    change: 'yes: a file on the host',
    datasource: 'NoCloud',
    ignition: '2.20.0',
    source: 'Proxmox VE: cicustom snippets; bpg/proxmox',
  },
  nocloud: {
    limit: null,
    counts: '',
    forms: binary,
    console: false,
    change: 'yes: a file',
    datasource: 'NoCloud',
    ignition: null,
    source: 'cloud-init NoCloud: a file',
  },
  vsphere: {
    limit: 49_152,
    counts: 'raw bytes, of which base64 makes 64 KiB',
    forms: binary,
    console: false,
    change: 'yes; cloud-init does not run it again',
    datasource: 'VMware',
    ignition: '2.0.0',
    source: 'cloud-init VMware: guestinfo.userdata with guestinfo.userdata.encoding, 64 KiB encoded',
  },
  generic: {
    limit: null,
    counts: '',
    forms: [],
    console: true,
    change: 'it depends',
    datasource: 'any',
    ignition: '2.0.0',
    source: 'no provider named',
  },
};
