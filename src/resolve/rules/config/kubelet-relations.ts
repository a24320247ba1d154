import { minorBefore } from '../../../eras/release-order.js';
import { quantityOf } from '../../../spec/go-values.js';
import { isMapping } from '../../../spec/mapping.js';
import { isCpuSet, isLabelValue, isQualifiedName, isTracingEndpoint } from './forms.js';
import type { ConfigView } from './view.js';

/** What a field may not be, beside the others: its dotted path, and a predicate whose subject it is. */
export type Contradiction = readonly [field: string, why: string];

/** Each says what holds together wrongly. Source: pkg/kubelet/apis/config/validation/validation.go, v1.10.13 to v1.37.0. */
type Relation = (view: ConfigView) => readonly (Contradiction | false)[];

const images: Relation = ({ number, seconds, value, since }) => [
  since('1.11') &&
    number('imageGCLowThresholdPercent', 80) >= number('imageGCHighThresholdPercent', 85) && [
      value('imageGCLowThresholdPercent') === undefined ? 'imageGCHighThresholdPercent' : 'imageGCLowThresholdPercent',
      `must leave a gap: the low threshold is ${number('imageGCLowThresholdPercent', 80)}, the high one ${number('imageGCHighThresholdPercent', 85)}`,
    ],
  since('1.29') &&
    seconds('imageMaximumGCAge', 0) > 0 &&
    seconds('imageMaximumGCAge', 0) <= seconds('imageMinimumGCAge', 120) && [
      'imageMaximumGCAge',
      'must be more than imageMinimumGCAge (2m where nothing is said)',
    ],
  since('1.27') &&
    number('maxParallelImagePulls', 0) > 1 &&
    value('serializeImagePulls') === true && [
      'maxParallelImagePulls',
      'is more than 1, so serializeImagePulls must be false',
    ],
];

const shutdown: Relation = ({ seconds, list, enabled, since }) => {
  const [all, critical] = [seconds('shutdownGracePeriod', 0), seconds('shutdownGracePeriodCriticalPods', 0)];
  return [
    since('1.20') &&
      enabled('GracefulNodeShutdown') &&
      critical > all && [
        'shutdownGracePeriodCriticalPods',
        'must be at most shutdownGracePeriod, of which it is a part',
      ],
    since('1.23') &&
      enabled('GracefulNodeShutdownBasedOnPodPriority') &&
      list('shutdownGracePeriodByPodPriority').length > 0 &&
      (all > 0 || critical > 0) && ['shutdownGracePeriodByPodPriority', 'cannot stand beside shutdownGracePeriod'],
  ];
};

const cgroups: Relation = ({ text, list, value, since }) => {
  const enforced = list('enforceNodeAllocatable').map(String);
  const asks = (owner: string): boolean =>
    since('1.15') && enforced.some((each) => each === `${owner}-reserved` || each === `${owner}-reserved-compressible`);
  const both = (owner: string): boolean =>
    since('1.32') && enforced.includes(`${owner}-reserved`) && enforced.includes(`${owner}-reserved-compressible`);
  const needsQos = since('1.32') ? enforced.some((each) => each !== 'none') : enforced.length > 0;
  return [
    text('systemCgroups') !== '' && text('cgroupRoot') === '' && ['systemCgroups', 'needs cgroupRoot'],
    asks('system') &&
      text('systemReservedCgroup') === '' && [
        'enforceNodeAllocatable',
        'names system-reserved, which needs systemReservedCgroup',
      ],
    asks('kube') &&
      text('kubeReservedCgroup') === '' && [
        'enforceNodeAllocatable',
        'names kube-reserved, which needs kubeReservedCgroup',
      ],
    both('system') && ['enforceNodeAllocatable', 'names both system-reserved and system-reserved-compressible'],
    both('kube') && ['enforceNodeAllocatable', 'names both kube-reserved and kube-reserved-compressible'],
    since('1.32') &&
      new Set(enforced).size < enforced.length && ['enforceNodeAllocatable', 'names one enforcement twice'],
    enforced.includes('none') && enforced.length > 1 && ['enforceNodeAllocatable', 'names none, which stands alone'],
    value('cgroupsPerQOS') === false &&
      (needsQos || value('enforceNodeAllocatable') === undefined) && [
        'cgroupsPerQOS',
        'must be true where enforceNodeAllocatable is more than [none]; it is [pods] where nothing is said',
      ],
    since('1.17') &&
      text('reservedSystemCPUs') !== '' &&
      (text('systemReservedCgroup') !== '' || text('kubeReservedCgroup') !== '') && [
        'reservedSystemCPUs',
        'cannot stand beside systemReservedCgroup or kubeReservedCgroup',
      ],
    since('1.17') &&
      text('reservedSystemCPUs') !== '' &&
      !isCpuSet(text('reservedSystemCPUs')) && ['reservedSystemCPUs', 'must be a list of processors, such as 0-1,4'],
  ];
};

const taints: Relation = ({ list }) =>
  list('registerWithTaints')
    .filter(isMapping)
    .flatMap(({ key, value, timeAdded }, index): (Contradiction | false)[] => [
      !isQualifiedName(String(key ?? '')) && [
        `registerWithTaints.${index}.key`,
        'must be a key as labels have: an optional DNS name and a slash, then letters, digits, dashes, dots and underscores',
      ],
      !isLabelValue(String(value ?? '')) && [
        `registerWithTaints.${index}.value`,
        'must be a value as labels have: letters, digits, dashes, dots and underscores, at most 63',
      ],
      timeAdded !== undefined &&
        timeAdded !== null && [`registerWithTaints.${index}.timeAdded`, "is the API server's to set"],
    ]);

const memory: Relation = ({ list }) => {
  const seen = new Set<string>();
  return list('reservedMemory')
    .filter(isMapping)
    .flatMap(({ numaNode = 0, limits }, index) =>
      Object.entries(isMapping(limits) ? limits : {}).flatMap(([resource, amount]): (Contradiction | false)[] => {
        const place = `${numaNode} ${resource}`;
        const twice = seen.has(place);
        seen.add(place);
        const field = `reservedMemory.${index}.limits.${resource}`;
        return [
          resource !== 'memory' &&
            !resource.startsWith('hugepages-') && [field, 'is neither memory nor hugepages-SIZE'],
          quantityOf(String(amount)) === 0 && [field, 'must be more than 0'],
          twice && [field, `is said twice for NUMA node ${numaNode}`],
        ];
      }),
    );
};

const pulledImages: Relation = ({ list, text, since, enabled }) => [
  since('1.33') &&
    enabled('KubeletEnsureSecretPulledImages') &&
    list('preloadedImagesVerificationAllowlist').length > 0 &&
    text('imagePullCredentialsVerificationPolicy') !== 'NeverVerifyAllowlistedImages' && [
      'preloadedImagesVerificationAllowlist',
      'needs imagePullCredentialsVerificationPolicy to be NeverVerifyAllowlistedImages',
    ],
];

const logs: Relation = ({ text, list, value, since }) => [
  since('1.27') &&
    value('enableSystemLogQuery') === true &&
    value('enableSystemLogHandler') === false && ['enableSystemLogQuery', 'needs enableSystemLogHandler'],
  since('1.30') &&
    text('podLogsDir') !== '' &&
    !isPlainPath(text('podLogsDir')) && ['podLogsDir', 'must be an absolute path in ASCII, without //, /./ and /../'],
  ...vmodule(text('logging.format'), list('logging.vmodule')),
];

const isPlainPath = (path: string): boolean =>
  /^\/[!-~ ]*$/.test(path) &&
  (path === '/' ||
    path
      .slice(1)
      .split('/')
      .every((name) => !['', '.', '..'].includes(name)));

/** Patterns of `logging.vmodule`, in both configurations. */
export function vmodule(format: string, entries: readonly unknown[]): (Contradiction | false)[] {
  return [
    entries.length > 0 && format !== '' && format !== 'text' && ['logging.vmodule', 'is for the format text only'],
    ...entries
      .map((entry) => (isMapping(entry) ? entry : {}))
      .map(
        ({ filePattern }, index): Contradiction | false =>
          !/^[^=,]+$/.test(String(filePattern ?? '')) && [
            `logging.vmodule.${index}.filePattern`,
            'must be the name of a file, without = and comma',
          ],
      ),
  ];
}

const others: Relation = ({ value, text, number, since, version }) => [
  since('1.32') && value('runOnce') === true && ['runOnce', 'is no longer supported'],
  since('1.33') &&
    number('userNamespaces.idsPerPod', 65_536) % 65_536 !== 0 && [
      'userNamespaces.idsPerPod',
      'must be a multiple of 65536',
    ],
  since('1.18') &&
    text('showHiddenMetricsForVersion') !== '' &&
    text('showHiddenMetricsForVersion') !== minorBefore(version) && [
      'showHiddenMetricsForVersion',
      `must be the release before, ${minorBefore(version)}`,
    ],
  since('1.25') &&
    value('tracing.endpoint') !== undefined &&
    !isTracingEndpoint(text('tracing.endpoint')) && [
      'tracing.endpoint',
      'must be an address without a scheme, or one with dns, unix or unix-abstract',
    ],
];

export const kubeletRelations: readonly Relation[] = [
  images,
  shutdown,
  cgroups,
  taints,
  memory,
  pulledImages,
  logs,
  others,
];
