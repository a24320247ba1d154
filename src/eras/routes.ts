/** How Terraform writes one route of a provider's network. */
export interface TerraformRoutes {
  /** The provider's source address. */
  readonly provider: string;
  readonly resource: string;
  /** The arguments for the route's name (null: it has none), its range, and where it leads. */
  readonly name: string | null;
  readonly destination: string;
  /** The argument for an IPv6 range, which may be the same one; null: it has no routes for IPv6. */
  readonly destination6: string | null;
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

/** Of networks that the machines share, and reach each other on. */
export const byMachines: RouteFacts = { script: 'ip', terraform: null, unconfirmed: null };
/** Of providers whose own routes are not known here. */
export const perhapsByMachines: RouteFacts = {
  ...byMachines,
  unconfirmed: "that its private network carries packets for addresses which are not the machines' own",
};
