export interface ResolvedCni {
  /** none: an add-on brings the pods' network. */
  readonly plugin: 'bridge' | 'flannel' | 'none';
  readonly cniVersion: string;
  readonly bridge: string;
  readonly hairpinMode: boolean;
  readonly hostPorts: boolean;
  /** Whether there is a conf for the loopback, which no runtime of today reads. */
  readonly loopback: boolean;
  /** Null: no flannel. */
  readonly flannel: ResolvedFlannel | null;
  /** What Docker must be told where its own bridge is the pods' network; null: a CNI plugin makes it. */
  readonly dockerNetwork: DockerNetwork | null;
}

/** flanneld as a service of the host. */
export interface ResolvedFlannel {
  /** Null: that of the default route. */
  readonly interface: string | null;
  readonly store: FlannelOnEtcd | FlannelOnKubernetes;
}

/** Who has which range lies in an etcd that is reached with a client certificate. */
export interface FlannelOnEtcd {
  readonly kind: 'etcd';
  /** Which of etcd's APIs must be on, and holds the network's configuration. */
  readonly api: 2 | 3;
  readonly prefix: string;
  /** Empty where `lookup` finds them. */
  readonly endpoints: readonly string[];
  readonly lookup: EtcdLookup | null;
}

/** etcd's members are found at boot. */
export interface EtcdLookup {
  /** The address of the list of machines, its first page. */
  readonly list: string;
  readonly port: number;
}

/** Who has which range lies in the Node objects: the controller manager gives the ranges. */
export interface FlannelOnKubernetes {
  readonly kind: 'kubernetes';
  readonly backend: string;
  /** The user that its own certificate names; with the kubelet's it is whoever that is. */
  readonly credentials: 'own' | 'kubelet';
  readonly user: string;
  /** What the API server must let it do. */
  readonly rules: readonly PolicyRule[];
}

/** One rule of a ClusterRole. */
export interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** dockerd on a network that flannel made: how its unit and its command line differ. */
export interface DockerNetwork {
  readonly requires: readonly string[];
  readonly after: readonly string[];
  readonly environmentFiles: readonly string[];
  readonly flags: Readonly<Record<string, string>>;
  /** Flags whose values are variables of the environment files. */
  readonly flagsFromVariables: Readonly<Record<string, string>>;
}
