/** A place of a metadata service that may hold an answer. */
export interface MetadataPlace {
  readonly path: string;
  /** POSIX extended: its last group is the answer, and each place that it fits holds one. Absent: the whole text is. */
  readonly pattern?: string;
}

/** What a machine can ask its provider about itself, over plain HTTP at 169.254.169.254. */
export interface MetadataService {
  /** Where it answers over IPv6, too; a link-local address is behind each of the machine's links. None: nowhere. */
  readonly ipv6Hosts: readonly string[];
  readonly headers: readonly string[];
  /** A session's token is asked for first, with PUT and the header `ask`, and sent as the header `send`; null: no sessions. */
  readonly session: { readonly path: string; readonly ask: string; readonly send: string } | null;
  /** The machine's name as the provider's own cloud controller calls the node. Places are asked in order; none: it is the machine's own. */
  readonly hostname: readonly MetadataPlace[];
  /** All that the machine has, or the one that the provider's manual calls its first. */
  readonly privateAddress: readonly MetadataPlace[];
  /** Where each private network of the machine is named, if privateAddress holds one of several; null: it holds all, or the first. */
  readonly privateNetworks: MetadataPlace | null;
  readonly publicAddress: readonly MetadataPlace[];
  /** The machine's own IPv6 address, which no provider translates. */
  readonly ipv6Address: readonly MetadataPlace[];
  /** The range of the node's pods, where whoever made the machine can leave one; none: there is no such place. */
  readonly podCIDR: readonly MetadataPlace[];
  /** Whether the public address is on the machine's own interface; elsewhere the provider's network translates it. */
  readonly ownsPublicAddress: boolean;
  /** What the provider's own agent on the machine must be told so that the range is the pods' and not the machine's. */
  readonly podRangeAgent: { readonly units: string; readonly file: string; readonly text: string } | null;
  readonly source: string;
}
