/** Where a provider hands out instance metadata over HTTP, and with it user-data: addresses that every pod reaches. */
export interface MetadataAddresses {
  readonly ipv4: readonly string[];
  readonly ipv6: readonly string[];
  /** TCP ports. DNS and NTP, which some clouds serve at the same address, are on others. */
  readonly ports: readonly number[];
  readonly source: string;
}

const http = [80, 443] as const;
const linkLocal = { ipv4: ['169.254.169.254'], ipv6: [], ports: http } as const;

/** Null: its machines get their documents in another way, or at a public address. */
export const metadataAddresses: Readonly<Record<string, MetadataAddresses | null>> = {
  aws: {
    ...linkLocal,
    ipv6: ['fd00:ec2::254'],
    ports: [80],
    source: 'Amazon EC2 user guide: instance metadata endpoints, which are plain HTTP alone',
  },
  gcp: { ...linkLocal, ipv6: ['fd20:ce::254'], source: 'Google Compute Engine: metadata server endpoints' },
  azure: {
    ipv4: ['168.63.129.16', '169.254.169.254'],
    ipv6: [],
    ports: [...http, 32526],
    source:
      'Azure Instance Metadata Service; Azure/aks-engine and Azure/AgentBaker block_wireserver (the wire server 168.63.129.16, its ports 80 and 32526)',
  },
  digitalocean: { ...linkLocal, source: 'DigitalOcean: Droplet metadata API' },
  hetzner: { ...linkLocal, source: 'Hetzner Cloud API: server metadata' },
  openstack: { ...linkLocal, source: 'OpenStack Nova: metadata service; its fe80::a9fe:a9fe is forwarded by nobody' },
  vultr: { ...linkLocal, source: 'Vultr: metadata API' },
  linode: { ...linkLocal, ipv6: ['fd00:a9fe:a9fe::1'], source: 'Linode: metadata service API' },
  oci: { ...linkLocal, ipv6: ['fd00:c1::a9fe:a9fe'], source: 'Oracle Cloud: instance metadata service' },
  scaleway: {
    ipv4: ['169.254.42.42'],
    ipv6: ['fd00:42::42'],
    ports: http,
    source: 'Scaleway: metadata API; cloud-init DataSourceScaleway.py',
  },
  exoscale: { ...linkLocal, source: 'cloud-init DataSourceExoscale.py' },
  upcloud: { ...linkLocal, source: 'UpCloud: metadata service' },
  equinix: null,
  alibaba: { ipv4: ['100.100.100.200'], ipv6: [], ports: http, source: 'Alibaba Cloud ECS: instance metadata' },
  proxmox: null,
  nocloud: null,
  vsphere: null,
  generic: null,
};
