/** A place of a metadata service that may hold an answer. */
export interface MetadataPlace {
  readonly path: string;
  /** POSIX extended: its last group is the answer. Absent: the whole text is. */
  readonly pattern?: string;
}

/** What a machine can ask its provider about itself, over plain HTTP at 169.254.169.254. */
export interface MetadataService {
  readonly headers: readonly string[];
  /** A session's token is asked for first, with PUT and the header `ask`, and sent as the header `send`; null: no sessions. */
  readonly session: { readonly path: string; readonly ask: string; readonly send: string } | null;
  /** The machine's name as the provider's own cloud controller calls the node. Places are asked in order. */
  readonly hostname: readonly MetadataPlace[];
  readonly privateAddress: readonly MetadataPlace[];
  readonly publicAddress: readonly MetadataPlace[];
  /** The range of the node's pods, where whoever made the machine can leave one; none: there is no such place. */
  readonly podCIDR: readonly MetadataPlace[];
  /** Whether the public address is on the machine's own interface; elsewhere the provider's network translates it. */
  readonly ownsPublicAddress: boolean;
  readonly source: string;
}

const azure = (path: string): string => `/metadata/instance/${path}?api-version=2021-02-01&format=text`;
const google = (path: string): string => `/computeMetadata/v1/instance/${path}`;

export const metadataServices: Readonly<Record<string, MetadataService>> = {
  aws: {
    headers: [],
    session: {
      path: '/latest/api/token',
      ask: 'X-aws-ec2-metadata-token-ttl-seconds: 60',
      send: 'X-aws-ec2-metadata-token',
    },
    hostname: [{ path: '/latest/meta-data/local-hostname' }],
    privateAddress: [{ path: '/latest/meta-data/local-ipv4' }],
    publicAddress: [{ path: '/latest/meta-data/public-ipv4' }],
    // The machine's tags are there where its InstanceMetadataTags are enabled.
    podCIDR: [{ path: '/latest/meta-data/tags/instance/pod-cidr' }],
    ownsPublicAddress: false,
    source: 'Amazon EC2 user guide: instance metadata categories, IMDSv2, tags in instance metadata',
  },
  gcp: {
    headers: ['Metadata-Flavor: Google'],
    session: null,
    hostname: [{ path: google('name') }],
    privateAddress: [{ path: google('network-interfaces/0/ip') }],
    publicAddress: [{ path: google('network-interfaces/0/access-configs/0/external-ip') }],
    podCIDR: [{ path: google('attributes/pod-cidr') }, { path: google('network-interfaces/0/ip-aliases/0') }],
    ownsPublicAddress: false,
    source: 'Google Compute Engine: VM metadata keys; kubernetes/kubernetes cluster/gce/windows/k8s-node-setup.psm1',
  },
  azure: {
    headers: ['Metadata: true'],
    session: null,
    hostname: [{ path: azure('compute/name') }],
    privateAddress: [{ path: azure('network/interface/0/ipv4/ipAddress/0/privateIpAddress') }],
    publicAddress: [{ path: azure('network/interface/0/ipv4/ipAddress/0/publicIpAddress') }],
    // All tags in one line, as `Department:IT;pod-cidr:10.200.0.0/24`.
    podCIDR: [{ path: azure('compute/tags'), pattern: '(^|;)pod-cidr:([^;]*)' }],
    ownsPublicAddress: false,
    source: 'Azure Instance Metadata Service: instance metadata, VM tags',
  },
  digitalocean: {
    headers: [],
    session: null,
    hostname: [{ path: '/metadata/v1/hostname' }],
    privateAddress: [{ path: '/metadata/v1/interfaces/private/0/ipv4/address' }],
    publicAddress: [{ path: '/metadata/v1/interfaces/public/0/ipv4/address' }],
    // A Droplet's tags take neither dots nor slashes.
    podCIDR: [],
    ownsPublicAddress: true,
    source: 'DigitalOcean: Droplet metadata API',
  },
  hetzner: {
    headers: [],
    session: null,
    hostname: [{ path: '/hetzner/v1/metadata/hostname' }],
    // A YAML list of networks, each with its `ip` first.
    privateAddress: [{ path: '/hetzner/v1/metadata/private-networks', pattern: '[[:space:]]ip: ([0-9.]+)' }],
    publicAddress: [{ path: '/hetzner/v1/metadata/public-ipv4' }],
    podCIDR: [],
    ownsPublicAddress: true,
    source: 'Hetzner Cloud API: server metadata; hetznercloud/hcloud-go metadata/client_test.go',
  },
  openstack: {
    headers: [],
    session: null,
    // The server's name with Nova's dhcp_domain behind it.
    hostname: [{ path: '/latest/meta-data/local-hostname', pattern: '^([^.]+)' }],
    privateAddress: [{ path: '/latest/meta-data/local-ipv4' }],
    publicAddress: [{ path: '/latest/meta-data/public-ipv4' }],
    // A property of the server: `--property pod-cidr=10.200.0.0/24`.
    podCIDR: [{ path: '/openstack/latest/meta_data.json', pattern: '"pod-cidr": *"([^"]*)"' }],
    ownsPublicAddress: false,
    source: 'OpenStack Nova: metadata service; openstack/nova nova/api/metadata/base.py',
  },
};
