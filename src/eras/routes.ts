/** How Terraform writes one route of a provider's network. */
export interface TerraformRoutes {
  /** The provider's source address. */
  readonly provider: string;
  readonly resource: string;
  /** The arguments for the route's name (null: it has none), its range, and where it leads. */
  readonly name: string | null;
  readonly destination: string;
  readonly nextHop: string;
  /** What the last of them takes. */
  readonly leadsTo: 'address' | 'network interface' | 'instance';
  readonly fixed: Readonly<Record<string, string>>;
  /** Arguments that only the user knows, each a variable; with what it is for. */
  readonly variables: Readonly<Record<string, string>>;
  /** What the machines need besides, or the packets are dropped. */
  readonly needs: string;
  readonly source: string;
}

/** How packets for pods are brought to the right machine, where no overlay does it. */
export interface RouteFacts {
  /** gcloud: commands for Google Cloud; ip: each machine routes by itself, over a network that they share. */
  readonly script: 'gcloud' | 'ip' | null;
  /** Null: the provider's network has no routes of the user's own. */
  readonly terraform: TerraformRoutes | null;
  /** What no document of the provider's says; null: nothing. */
  readonly unconfirmed: string | null;
}

const byMachines: RouteFacts = { script: 'ip', terraform: null, unconfirmed: null };
/** Of providers whose own routes are not known here. */
const perhapsByMachines: RouteFacts = {
  ...byMachines,
  unconfirmed: "that its private network carries packets for addresses which are not the machines' own",
};

export const providerRoutes: Readonly<Record<string, RouteFacts>> = {
  aws: {
    script: null,
    unconfirmed: null,
    terraform: {
      provider: 'hashicorp/aws',
      resource: 'aws_route',
      name: null,
      destination: 'destination_cidr_block',
      nextHop: 'network_interface_id',
      leadsTo: 'network interface',
      fixed: {},
      variables: { route_table_id: "The id of the route table of the machines' subnet." },
      needs: 'source_dest_check = false',
      source: 'hashicorp/terraform-provider-aws website/docs/r/route.html.markdown',
    },
  },
  gcp: {
    script: 'gcloud',
    unconfirmed: null,
    terraform: {
      provider: 'hashicorp/google',
      resource: 'google_compute_route',
      name: 'name',
      destination: 'dest_range',
      nextHop: 'next_hop_ip',
      leadsTo: 'address',
      fixed: {},
      variables: { network: "The name of the machines' network." },
      needs: 'can_ip_forward = true',
      source: 'hashicorp/terraform-provider-google website/docs/r/compute_route.html.markdown',
    },
  },
  azure: {
    script: null,
    unconfirmed: null,
    terraform: {
      provider: 'hashicorp/azurerm',
      resource: 'azurerm_route',
      name: 'name',
      destination: 'address_prefix',
      nextHop: 'next_hop_in_ip_address',
      leadsTo: 'address',
      fixed: { next_hop_type: 'VirtualAppliance' },
      variables: {
        resource_group_name: 'The resource group of the route table.',
        route_table_name: "The route table of the machines' subnet.",
      },
      needs: 'IP forwarding on its network interface',
      source: 'hashicorp/terraform-provider-azurerm website/docs/r/route.html.markdown',
    },
  },
  hetzner: {
    script: null,
    unconfirmed: null,
    terraform: {
      provider: 'hetznercloud/hcloud',
      resource: 'hcloud_network_route',
      name: null,
      destination: 'destination',
      nextHop: 'gateway',
      leadsTo: 'address',
      fixed: {},
      variables: { network_id: "The id of the machines' network; its range holds the pods' range too." },
      needs: "its address within that network, and no subnet of the network that overlaps the pods' range",
      source: 'hetznercloud/terraform-provider-hcloud website/docs/r/network_route.html.md',
    },
  },
  openstack: {
    script: null,
    unconfirmed: null,
    terraform: {
      provider: 'terraform-provider-openstack/openstack',
      resource: 'openstack_networking_router_route_v2',
      name: null,
      destination: 'destination_cidr',
      nextHop: 'next_hop',
      leadsTo: 'address',
      fixed: {},
      variables: { router_id: "The id of the router of the machines' subnet." },
      needs: "its pods' range among the allowed_address_pairs of its port",
      source: 'terraform-provider-openstack docs/resources/networking_router_route_v2.md',
    },
  },
  alibaba: {
    script: null,
    unconfirmed: null,
    terraform: {
      provider: 'aliyun/alicloud',
      resource: 'alicloud_route_entry',
      name: 'name',
      destination: 'destination_cidrblock',
      nextHop: 'nexthop_id',
      leadsTo: 'instance',
      fixed: { nexthop_type: 'Instance' },
      variables: { route_table_id: "The id of the route table of the machines' VPC." },
      needs: 'no setting of its own',
      source: 'aliyun/terraform-provider-alicloud website/docs/r/route_entry.html.markdown',
    },
  },
  // Its VPC has no routes of the user's own; machines reach each other there, and route by themselves.
  digitalocean: byMachines,
  vultr: perhapsByMachines,
  linode: perhapsByMachines,
  oci: perhapsByMachines,
  scaleway: perhapsByMachines,
  exoscale: perhapsByMachines,
  upcloud: perhapsByMachines,
  equinix: perhapsByMachines,
  proxmox: byMachines,
  vsphere: byMachines,
  nocloud: byMachines,
  generic: byMachines,
};
