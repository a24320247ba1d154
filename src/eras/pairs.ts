import type { Era } from './lookup.js';

/** The releases that go with a Kubernetes release where the spec names none. */
export interface Companions {
  readonly containerd: string;
  readonly runc: string;
  readonly cni: string;
}

/**
 * Newest patch with a published digest of a line that the runtime's own release notes pair with this Kubernetes.
 * Rows change a document's bytes: a change here belongs in the changelog.
 */
export const companions: readonly [Era<Companions>, ...Era<Companions>[]] = [
  {
    since: '1.8.0',
    value: { containerd: '1.6.39', runc: '1.3.6', cni: '1.5.1' },
    source: 'containerd/containerd RELEASES.md: 1.6 speaks v1alpha2 and v1; 1.6.39 was tested with runc 1.3',
  },
  {
    since: '1.26.0',
    value: { containerd: '1.7.34', runc: '1.3.6', cni: '1.9.1' },
    source: 'containerd/containerd RELEASES.md; script/setup/runc-version v1.7.28',
  },
  {
    since: '1.32.0',
    value: { containerd: '2.2.7', runc: '1.3.6', cni: '1.9.1' },
    source: 'containerd/containerd RELEASES.md; script/setup/runc-version v2.2.0',
  },
  {
    since: '1.35.0',
    value: { containerd: '2.3.4', runc: '1.4.3', cni: '1.9.1' },
    source: 'containerd/containerd RELEASES.md; script/setup/runc-version v2.3.4',
  },
];

/** crictl follows Kubernetes' minors; the tool is to be no newer than the cluster. Null: none with a published digest speaks its CRI. */
export const crictlReleases: readonly [Era<string | null>, ...Era<string | null>[]] = [
  { since: '1.8.0', value: null, source: 'kubernetes-sigs/cri-tools README.md: 0.2 and 1.0.0-alpha.1 for 1.8 and 1.9' },
  {
    since: '1.10.0',
    value: '1.11.1',
    source: 'kubernetes-sigs/cri-tools docs/crictl.md: the oldest with a published digest, for 1.10 on',
  },
  ...[
    '1.12.0',
    '1.13.0',
    '1.14.0',
    '1.15.0',
    '1.16.1',
    '1.17.0',
    '1.18.0',
    '1.19.0',
    '1.20.0',
    '1.21.0',
    '1.22.0',
    '1.23.0',
    '1.24.2',
    '1.25.0',
    '1.26.1',
    '1.27.1',
    '1.28.0',
    '1.29.0',
    '1.30.1',
    '1.31.1',
    '1.32.0',
    '1.33.0',
    '1.34.0',
    '1.35.0',
    '1.36.0',
  ].map((value) => ({
    since: `${value.slice(0, value.lastIndexOf('.'))}.0`,
    value,
    source: 'kubernetes-sigs/cri-tools CHANGELOG.md',
  })),
];
