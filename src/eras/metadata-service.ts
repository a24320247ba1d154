/** A place of a metadata service that may hold an answer. */
export interface MetadataPlace {
  readonly path: string;
  /** POSIX extended: its last group is the answer, and each place that it fits holds one. Absent: the whole text is. */
  readonly pattern?: string;
}

/** What a machine can ask its provider about itself, over plain HTTP at 169.254.169.254. */
export interface MetadataService {
  readonly headers: readonly string[];
  /** A session's token is asked for first, with PUT and the header `ask`, and sent as the header `send`; null: no sessions. */
  readonly session: { readonly path: string; readonly ask: string; readonly send: string } | null;
  /** The machine's name as the provider's own cloud controller calls the node. Places are asked in order. */
  readonly hostname: readonly MetadataPlace[];
  /** All that the machine has, or the one that the provider's manual calls its first. */
  readonly privateAddress: readonly MetadataPlace[];
  /** Where each private network of the machine is named, if privateAddress holds one of several; null: it holds all, or the first. */
  readonly privateNetworks: MetadataPlace | null;
  readonly publicAddress: readonly MetadataPlace[];
  /** The range of the node's pods, where whoever made the machine can leave one; none: there is no such place. */
  readonly podCIDR: readonly MetadataPlace[];
  /** Whether the public address is on the machine's own interface; elsewhere the provider's network translates it. */
  readonly ownsPublicAddress: boolean;
  /** What the provider's own agent on the machine must be told so that the range is the pods' and not the machine's. */
  readonly podRangeAgent: { readonly units: string; readonly file: string; readonly text: string } | null;
  readonly source: string;
}

const azure = (path: string): string => `/metadata/instance/${path}?api-version=2021-02-01&format=text`;
const gap = '[[:space:]]*';
const google = (path: string): string => `/computeMetadata/v1/instance/${path}`;

export const metadataServices: Readonly<Record<string, MetadataService>> = {
  aws: {
    headers: [],
    session: {
      path: '/latest/api/token',
      ask: 'X-aws-ec2-metadata-token-ttl-seconds: 60',
      send: 'X-aws-ec2-metadata-token',
    },
    // Where the DHCP options name several domains, the rest of them stand behind it.
    hostname: [{ path: '/latest/meta-data/local-hostname', pattern: '^([^[:space:]]+)' }],
    // That of the first interface, device number 0.
    privateAddress: [{ path: '/latest/meta-data/local-ipv4' }],
    privateNetworks: null,
    publicAddress: [{ path: '/latest/meta-data/public-ipv4' }],
    // The machine's tags are there where its InstanceMetadataTags are enabled.
    podCIDR: [{ path: '/latest/meta-data/tags/instance/pod-cidr' }],
    ownsPublicAddress: false,
    podRangeAgent: null,
    source:
      'Amazon EC2 user guide: instance metadata categories (local-ipv4 is the primary interface), IMDSv2, tags in instance metadata; Amazon VPC user guide: DHCP option sets (several domains end up in the host name)',
  },
  gcp: {
    headers: ['Metadata-Flavor: Google'],
    session: null,
    hostname: [{ path: google('name') }],
    // nic0 is the first of several by definition.
    privateAddress: [{ path: google('network-interfaces/0/ip') }],
    privateNetworks: null,
    publicAddress: [{ path: google('network-interfaces/0/access-configs/0/external-ip') }],
    podCIDR: [{ path: google('attributes/pod-cidr') }, { path: google('network-interfaces/0/ip-aliases/0') }],
    ownsPublicAddress: false,
    podRangeAgent: {
      units: 'google-guest-agent*',
      file: '/etc/default/instance_configs.cfg',
      text: '[IpForwarding]\nip_aliases = false\n',
    },
    source:
      'Google Compute Engine: VM metadata keys, multiple network interfaces (nic0); kubernetes/kubernetes cluster/gce/windows/k8s-node-setup.psm1; GoogleCloudPlatform/guest-agent google_guest_agent/cfg/cfg.go (the file, read over .distro and .template), README.md (google-guest-agent-manager beside google-guest-agent)',
  },
  azure: {
    headers: ['Metadata: true'],
    session: null,
    hostname: [{ path: azure('compute/name') }],
    // The first address of each interface; which interface comes first is not said.
    privateAddress: [
      {
        path: '/metadata/instance/network?api-version=2021-02-01',
        pattern: `"ipv4":${gap}\\{${gap}"ipAddress":${gap}\\[${gap}\\{${gap}"privateIpAddress":${gap}"([0-9.]+)"`,
      },
    ],
    privateNetworks: null,
    publicAddress: [{ path: azure('network/interface/0/ipv4/ipAddress/0/publicIpAddress') }],
    // All tags in one line, as `Department:IT;pod-cidr:10.200.0.0/24`.
    podCIDR: [{ path: azure('compute/tags'), pattern: '(^|;)pod-cidr:([^;]*)' }],
    ownsPublicAddress: false,
    podRangeAgent: null,
    source: 'Azure Instance Metadata Service: network metadata (interfaces come in no certain order), VM tags',
  },
  digitalocean: {
    headers: [],
    session: null,
    hostname: [{ path: '/metadata/v1/hostname' }],
    // A Droplet is in one VPC network, so it has one private interface at most.
    privateAddress: [{ path: '/metadata/v1/interfaces/private/0/ipv4/address' }],
    privateNetworks: null,
    publicAddress: [{ path: '/metadata/v1/interfaces/public/0/ipv4/address' }],
    // A Droplet's tags take neither dots nor slashes.
    podCIDR: [],
    ownsPublicAddress: true,
    podRangeAgent: null,
    source: 'DigitalOcean: Droplet metadata API',
  },
  hetzner: {
    headers: [],
    session: null,
    hostname: [{ path: '/hetzner/v1/metadata/hostname' }],
    // A YAML list of networks, each with its `ip` first; `[]` until the first one is attached.
    privateAddress: [{ path: '/hetzner/v1/metadata/private-networks', pattern: '[[:space:]]ip: ([0-9.]+)' }],
    privateNetworks: null,
    publicAddress: [{ path: '/hetzner/v1/metadata/public-ipv4' }],
    podCIDR: [],
    ownsPublicAddress: true,
    podRangeAgent: null,
    source: 'Hetzner Cloud API: server metadata; hetznercloud/hcloud-go metadata/client_test.go',
  },
  openstack: {
    headers: [],
    session: null,
    // The server's name with Nova's dhcp_domain behind it.
    hostname: [{ path: '/latest/meta-data/local-hostname', pattern: '^([^.]+)' }],
    // The first fixed address of the first network, in no order of the user's.
    privateAddress: [{ path: '/latest/meta-data/local-ipv4' }],
    privateNetworks: {
      path: '/openstack/latest/network_data.json',
      pattern: '"(network[0-9]+)", *"type": *"ipv4',
    },
    publicAddress: [{ path: '/latest/meta-data/public-ipv4' }],
    // A property of the server: `--property pod-cidr=10.200.0.0/24`.
    podCIDR: [{ path: '/openstack/latest/meta_data.json', pattern: '"pod-cidr": *"([^"]*)"' }],
    ownsPublicAddress: false,
    podRangeAgent: null,
    source:
      'OpenStack Nova: metadata service; openstack/nova nova/api/metadata/base.py (local-ipv4), nova/virt/netutils.py (networks by DHCP have no address there)',
  },
};
