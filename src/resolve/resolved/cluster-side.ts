import type { AddonApi, CoreDnsTraits, KubeDnsTraits } from '../../eras/dns.js';
import type { RouteFacts } from '../../eras/routes.js';

/** The cluster's DNS server. */
export type ResolvedDns =
  | {
      readonly name: 'coredns';
      readonly api: AddonApi;
      readonly traits: CoreDnsTraits;
      readonly image: string;
      readonly osLabel: string;
      readonly replicas: number;
      /** The user's own; null: ours. */
      readonly corefile: string | null;
    }
  | {
      readonly name: 'kube-dns';
      readonly api: AddonApi;
      readonly traits: KubeDnsTraits;
      readonly images: { readonly kubedns: string; readonly dnsmasq: string; readonly sidecar: string };
      /** Null: the API server's default. */
      readonly replicas: number | null;
      /** The user's own flags for dnsmasq; null: ours. */
      readonly dnsmasq: readonly string[] | null;
    };

/** What approves kubelets' serving certificates in the cluster itself, on a schedule. */
export interface ResolvedApprover {
  readonly image: string;
  readonly schedule: string;
  readonly namespace: string;
  /** The API of CronJobs. */
  readonly api: string;
}

/** How packets find the pods of another node; `network` is its name at Google Cloud. */
export interface ResolvedRoutes extends RouteFacts {
  readonly network: string;
}
