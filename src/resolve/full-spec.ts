import type { ProxyMode } from '../eras/proxy-modes.js';
import type { ClusterSpec } from '../generated/cluster-spec.js';
import type { FullClusterSpec } from '../generated/full-cluster-spec.js';
import type { Family } from '../spec/addresses.js';
import type { ResolvedPaths } from './resolved/resolved.js';

/** A spec as its author wrote it. */
export type GivenSpec = ClusterSpec['spec'];

/** A spec with the schema's own defaults, null where it has none. */
export type SchemaSpec = FullClusterSpec['spec'];

/** The same with some keys that are never null. */
type Settled<T, Key extends keyof T> = Omit<T, Key> & { readonly [K in Key]: NonNullable<T[K]> };

/** The same with one text or several made a list: of one address family or of both, empty where nothing is said. */
type Listed<T, Key extends keyof T> = Omit<T, Key> & { readonly [K in Key]: readonly string[] };

type NetworkInSchema = Omit<SchemaSpec['network'], 'nodeMask'>;

/** Addresses and ranges are in canonical text, in the order of podCIDR's families. */
export interface FullNetwork extends Listed<NetworkInSchema, 'podCIDR' | 'serviceCIDR' | 'dnsAddress'> {
  readonly nodeMask: Readonly<Record<Family, number>>;
}

type FlannelInSchema = NonNullable<SchemaSpec['cni']['flannel']>;
type EtcdInSchema = NonNullable<FlannelInSchema['etcd']>;

export interface FullFlannel extends Omit<Settled<FlannelInSchema, 'cniPlugin'>, 'etcd'> {
  /** Null: the store is kubernetes. */
  readonly etcd: Settled<EtcdInSchema, 'endpoints'> | null;
}

export interface FullCni extends Omit<Settled<SchemaSpec['cni'], 'version' | 'cniVersion'>, 'flannel'> {
  /** Null: the plugin is another. */
  readonly flannel: FullFlannel | null;
}

/** Of `handlers`, those that are fetched have a version, and no others. Null for `crictl`: no release speaks this CRI. */
export type FullRuntime = Settled<SchemaSpec['runtime'], 'version' | 'runc' | 'pauseImage'>;

export interface FullProxy extends Omit<Settled<SchemaSpec['proxy'], 'settings' | 'credentials'>, 'mode'> {
  readonly mode: ProxyMode;
}

type RepositoryInSchema = SchemaSpec['host']['packageRepositories'][number];

export interface FullHost
  extends Omit<Settled<SchemaSpec['host'], 'blockMetadata' | 'firewall'>, 'users' | 'packageRepositories'> {
  /** Without components: they have none, or need none. */
  readonly packageRepositories: readonly Listed<RepositoryInSchema, 'components'>[];
  readonly users: readonly Settled<SchemaSpec['host']['users'][number], 'group'>[];
}

type DnsInSchema = Omit<SchemaSpec['addons']['dns'], 'name' | 'replicas'>;

/** The cluster's DNS server. Null for `version`: it can't be had for the control plane's release, or there is none. */
export type FullDns = DnsInSchema &
  (
    | { readonly name: 'coredns'; readonly replicas: number }
    | { readonly name: 'kube-dns' | 'none'; readonly replicas: number | null }
  );

/** A spec with every default made, the schema's and those of releases, systems and providers; null says "none". */
export interface FullSpec
  extends Omit<
    SchemaSpec,
    | 'hardening'
    | 'controlPlane'
    | 'network'
    | 'cni'
    | 'runtime'
    | 'kubelet'
    | 'proxy'
    | 'target'
    | 'host'
    | 'addons'
    | 'paths'
    | 'workers'
    | 'pools'
  > {
  readonly hardening: NonNullable<SchemaSpec['hardening']>;
  readonly controlPlane: Settled<SchemaSpec['controlPlane'], 'version' | 'publicEndpoint'>;
  readonly network: FullNetwork;
  readonly cni: FullCni;
  readonly runtime: FullRuntime;
  readonly kubelet: Settled<SchemaSpec['kubelet'], 'settings'>;
  /** Null: no kube-proxy. */
  readonly proxy: FullProxy | null;
  readonly target: Settled<SchemaSpec['target'], 'format'>;
  readonly host: FullHost;
  readonly addons: { readonly dns: FullDns; readonly approver: SchemaSpec['addons']['approver'] };
  readonly paths: ResolvedPaths;
  readonly workers: readonly Listed<Settled<SchemaSpec['workers'][number], 'endpoint'>, 'address' | 'podCIDR'>[];
  readonly pools: readonly Listed<
    Settled<SchemaSpec['pools'][number], 'endpoint' | 'count'>,
    'firstAddress' | 'podCIDR'
  >[];
}

/** A spec for rules and resolvers: in full, and as given for those that ask what was said. */
export interface NormalisedSpec {
  readonly spec: FullSpec;
  readonly given: GivenSpec;
}
