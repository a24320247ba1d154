/** What a cluster is, as far as one of its files says it. Texts are as the spec has them. */
export interface Facts {
  readonly name?: string;
  /** The API server's release, without its `v`. */
  readonly version?: string;
  /** `https://HOST:PORT`. */
  readonly endpoint?: string;
  readonly podCIDR?: string;
  readonly serviceCIDR?: string;
  /** Bits of a node's range of pods. */
  readonly nodeMask?: string;
  readonly domain?: string;
  readonly dnsAddress?: string;
  /** The CN of the certificate that the API server calls kubelets with. */
  readonly kubeletClient?: string;
  /** `yes`: the API server checks the kubelets' serving certificates. */
  readonly checksKubelets?: string;
  /** The mode of the cluster's own kube-proxy. */
  readonly proxy?: string;
  /** The CA's certificates in PEM. */
  readonly authority?: string;
  readonly authorityKey?: string;
  /** `ID.SECRET`, and when it ends: an instant, `never`, or nothing where the source does not say. */
  readonly token?: string;
  readonly tokenEnd?: string;
  /** Digests of the CA's public key that kubeadm prints, as `sha256:…`. */
  readonly pins?: readonly string[];
}

export type FactName = keyof Facts;

/** One file, or one object of a list in it, and what it says. */
export interface FactSource {
  readonly name: string;
  readonly facts: Facts;
}
