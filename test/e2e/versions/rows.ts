import { versions } from '../supplies/components.js';
import type { Suite } from '../supplies/guest.js';
import { runtimeOf } from '../supplies/runtimes.js';

/** Programs of these versions, started on the files that are rendered for them. */
export interface VersionRow {
  readonly name: string;
  readonly what: string;
  readonly kubernetes: string;
  readonly containerd: string;
  /** The release of the API server: not older than the kubelet, where one of its age can be built. */
  readonly apiServer: string;
  readonly guest: Suite;
  /** The files are rendered for other versions, and the programs must say so: this proves that complaints are seen. */
  readonly control?: { readonly files: Versions; readonly mustSay: readonly RegExp[] };
}

interface Versions {
  readonly kubernetes: string;
  readonly containerd: string;
}

const current = versions.containerd;

/** Each kubelet on the oldest and the newest containerd that go with it, as far as there are any. */
const pairs: readonly (readonly [kubernetes: string, containerd: string, apiServer: string])[] = [
  // Their kubelets speak CRI v1alpha2: containerd 1.x.
  ['1.21.0', '1.4.13', '1.24.0'],
  ['1.24.0', '1.4.13', '1.24.0'],
  ['1.24.0', '1.6.20', '1.24.0'],
  ['1.28.0', '1.6.20', '1.29.0'],
  ['1.29.0', '1.6.20', '1.29.0'],
  ['1.29.0', '1.7.24', '1.29.0'],
  ['1.33.13', '1.7.24', versions.kubernetes],
  ['1.35.8', '1.7.24', versions.kubernetes],
  ['1.35.8', current, versions.kubernetes],
  [versions.kubernetes, current, versions.kubernetes],
  ['1.37.0', current, '1.37.0'],
  ['1.33.13', '2.1.9', versions.kubernetes],
  [versions.kubernetes, '2.1.9', versions.kubernetes],
  ['1.37.0', '2.1.9', '1.37.0'],
];

const controls: readonly Omit<Required<VersionRow>, 'guest' | 'what'>[] = [
  {
    name: 'control-new-kubelet-on-old-files',
    ...{ kubernetes: '1.37.0', containerd: '1.7.24', apiServer: '1.37.0' },
    control: {
      files: { kubernetes: '1.21.0', containerd: '1.7.24' },
      mustSay: [/^kubelet: .*unknown flag: --container-runtime/],
    },
  },
  {
    name: 'control-old-containerd-on-new-files',
    ...{ kubernetes: '1.33.13', containerd: '1.7.24', apiServer: versions.kubernetes },
    control: {
      files: { kubernetes: '1.33.13', containerd: '2.1.9' },
      mustSay: [/^containerd: .*config version/],
    },
  },
  {
    name: 'control-old-kubelet-on-new-files',
    ...{ kubernetes: '1.24.0', containerd: '2.1.9', apiServer: '1.37.0' },
    control: {
      files: { kubernetes: '1.37.0', containerd: '2.1.9' },
      mustSay: [/^kubelet: .*unknown field.*containerRuntimeEndpoint/, /^kube-proxy: .*nftables/],
    },
  },
];

export const rows: readonly VersionRow[] = [
  ...pairs.map(([kubernetes, containerd, apiServer]) => ({
    name: `${kubernetes}-on-${containerd}`,
    ...{ kubernetes, containerd, apiServer },
  })),
  ...controls,
].map((row) => ({ ...row, what: whatIsTried(row), guest: runtimeOf(row.containerd).guest }));

function whatIsTried({ kubernetes, containerd, apiServer, control }: Omit<VersionRow, 'what' | 'guest'>): string {
  const programs = `kubelet and kube-proxy ${kubernetes} on containerd ${containerd}, at an API server ${apiServer}`;
  if (control === undefined) return `${programs}, take the files rendered for them`;
  const { files } = control;
  return `${programs}, complain of files for ${files.kubernetes} on ${files.containerd}`;
}
