import type { Catalogue } from './entry.js';

/** Feature gates that a release does not know or keeps as they are, and fields behind them. */
export const gateCodes = {
  'config-needs-gate': {
    severity: 'error',
    message: '"{field}" in {kind} needs the feature gate {gate}, which is off in {program} {version}',
    hint: [{ text: 'Add featureGates: {{switch}: true}.', edit: { set: true, at: '{place}.{switch}' } }],
    doc: {
      text: 'A field of a feature that is off by default is refused until its feature gate is on, in the same file or by the flag.',
      bad: 'kubernetes: {version: "1.28.0"}\nkubelet: {config: {memorySwap: {swapBehavior: LimitedSwap}, featureGates: {NodeSwap: false}}}',
      good: 'kubernetes: {version: "1.28.0"}\nkubelet: {config: {memorySwap: {swapBehavior: LimitedSwap}, featureGates: {NodeSwap: true}}}',
    },
  },
  'feature-gate-unknown': {
    severity: 'error',
    message: '{program} {version} has no feature gate "{gate}", and would not start',
    hint: [{ text: 'Did you mean "{suggestion}"?', edit: { rename: '{suggestion}' } }, 'It may be "{near}".'],
    doc: {
      text: "A program exits when it is given a feature gate that it does not know. Which gates each release has is imported from Kubernetes' own modules.",
      bad: 'kubelet: {config: {featureGates: {InPlacePodVerticalScalling: true}}}',
      good: 'kubelet: {config: {featureGates: {InPlacePodVerticalScaling: true}}}',
    },
  },
  'feature-gate-too-new': {
    severity: 'error',
    message:
      'the feature gate "{gate}" came with Kubernetes {since}; {program} {version} does not have it, and would not start',
    doc: {
      text: 'A program exits when it is given a feature gate that it does not know.',
      bad: 'kubernetes: {version: "1.28.0"}\nkubelet: {config: {featureGates: {NodeLogQuery: true, ImageVolume: true}}}',
      good: 'kubernetes: {version: "1.36.4"}\nkubelet: {config: {featureGates: {ImageVolume: true}}}',
    },
  },
  'feature-gate-removed': {
    severity: 'error',
    message:
      'the feature gate "{gate}" was removed in Kubernetes {until}; {program} {version} does not have it, and would not start',
    hint: [
      { text: 'Leave it out: its feature was {ended} by default when the gate was removed.', edit: { remove: true } },
    ],
    doc: {
      text: 'A gate is removed some releases after its feature becomes stable or is dropped. A program exits when it is given a gate that it does not know.',
      bad: 'kubernetes: {version: "1.36.4"}\nkubelet: {config: {featureGates: {CSIMigration: true}}}',
      good: 'kubernetes: {version: "1.36.4"}\nkubelet: {config: {maxPods: 60}}',
    },
  },
  'feature-gate-locked': {
    severity: 'error',
    message: '{program} {version} accepts only {value} for the feature gate "{gate}", and would not start',
    hint: [{ text: 'Leave it out: it has been locked since {since}.', edit: { remove: true } }],
    doc: {
      text: 'A stable feature can no longer be switched off: its gate is locked until it is removed.',
      bad: 'kubernetes: {version: "1.36.4"}\nkubelet: {config: {featureGates: {NodeSwap: false}}}',
      good: 'kubernetes: {version: "1.36.4"}\nkubelet: {config: {memorySwap: {swapBehavior: NoSwap}}}',
    },
  },
  'feature-gate-needs': {
    severity: 'error',
    message: 'the feature gate "{gate}" is on but needs "{needs}", which is off: {program} {version} would not start',
    hint: [{ text: 'Set {needs}: true, or {gate}: false.', edit: { set: true, at: '{place}.{needs}' } }],
    doc: {
      text: 'From 1.35 features declare which others they depend on, and a program exits if one is on while its dependency is off.',
      bad: 'kubernetes: {version: "1.36.4"}\nkubelet: {config: {featureGates: {GracefulNodeShutdown: false}}}',
      good: 'kubernetes: {version: "1.36.4"}\nkubelet: {config: {featureGates: {GracefulNodeShutdown: false, GracefulNodeShutdownBasedOnPodPriority: false}}}',
    },
  },
  'feature-gate-malformed': {
    severity: 'error',
    message: '{program} cannot read "{pair}" as a feature gate, and would not start',
    hint: ['Write NAME=true or NAME=false, separated by commas.'],
    doc: {
      text: 'The flag feature-gates is a list of NAME=true and NAME=false.',
      bad: 'kubelet: {flags: {feature-gates: ImageVolume}}',
      good: 'kubelet: {flags: {feature-gates: ImageVolume=true}}',
    },
  },
} as const satisfies Catalogue;
