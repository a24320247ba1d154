import type { Catalogue } from './entry.js';

/** Feature gates that a release does not know or keeps as they are, and fields behind them. */
export const gateCodes = {
  'config-needs-gate': {
    severity: 'error',
    message: '"{field}" in {kind} needs the feature gate {gate}, which is off in {program} {version}',
    hint: [{ text: 'Add featureGates: {{switch}: true}.', edit: { set: true, at: '{place}.{switch}' } }],
    doc: {
      text: 'A field of a feature that is still off by default is refused until its feature gate is on, in the same file or by the flag.',
      bad: 'kubernetes: {version: "1.28.0"}\nkubelet: {config: {memorySwap: {swapBehavior: LimitedSwap}, featureGates: {NodeSwap: false}}}',
      good: 'kubernetes: {version: "1.28.0"}\nkubelet: {config: {memorySwap: {swapBehavior: LimitedSwap}, featureGates: {NodeSwap: true}}}',
    },
  },
  'feature-gate-unknown': {
    severity: 'error',
    message: '{program} {version} knows no feature gate "{gate}", and would not start',
    hint: [{ text: 'Did you mean "{suggestion}"?', edit: { rename: '{suggestion}' } }, 'It may be "{near}".'],
    doc: {
      text: "A program ends when it is told a feature gate that it does not know. Which gates each release has is imported from Kubernetes' own modules.",
      bad: 'kubelet: {config: {featureGates: {InPlacePodVerticalScalling: true}}}',
      good: 'kubelet: {config: {featureGates: {InPlacePodVerticalScaling: true}}}',
    },
  },
  'feature-gate-too-new': {
    severity: 'error',
    message:
      'the feature gate "{gate}" came with Kubernetes {since}; {program} {version} does not know it, and would not start',
    doc: {
      text: 'A program ends when it is told a feature gate that it does not know.',
      bad: 'kubernetes: {version: "1.28.0"}\nkubelet: {config: {featureGates: {NodeLogQuery: true, ImageVolume: true}}}',
      good: 'kubernetes: {version: "1.36.4"}\nkubelet: {config: {featureGates: {ImageVolume: true}}}',
    },
  },
  'feature-gate-removed': {
    severity: 'error',
    message:
      'the feature gate "{gate}" is gone since Kubernetes {until}; {program} {version} does not know it, and would not start',
    hint: [{ text: 'Leave it out: what it switched was {ended} by default when it went.', edit: { remove: true } }],
    doc: {
      text: 'A gate goes some releases after its feature became stable, or was given up. A program ends when it is told a gate that it does not know.',
      bad: 'kubernetes: {version: "1.36.4"}\nkubelet: {config: {featureGates: {CSIMigration: true}}}',
      good: 'kubernetes: {version: "1.36.4"}\nkubelet: {config: {maxPods: 60}}',
    },
  },
  'feature-gate-locked': {
    severity: 'error',
    message: '{program} {version} takes no value but {value} for the feature gate "{gate}", and would not start',
    hint: [{ text: 'Leave it out: it is locked since {since}.', edit: { remove: true } }],
    doc: {
      text: 'A feature that has become stable can no longer be switched off: its gate is locked until it goes.',
      bad: 'kubernetes: {version: "1.36.4"}\nkubelet: {config: {featureGates: {NodeSwap: false}}}',
      good: 'kubernetes: {version: "1.36.4"}\nkubelet: {config: {memorySwap: {swapBehavior: NoSwap}}}',
    },
  },
  'feature-gate-needs': {
    severity: 'error',
    message: 'the feature gate "{gate}" is on and needs "{needs}", which is off: {program} {version} would not start',
    hint: [{ text: 'Set {needs}: true, or {gate}: false.', edit: { set: true, at: '{place}.{needs}' } }],
    doc: {
      text: 'From 1.35 on features say which others they stand on, and a program ends where one is on and what it needs is off.',
      bad: 'kubernetes: {version: "1.36.4"}\nkubelet: {config: {featureGates: {GracefulNodeShutdown: false}}}',
      good: 'kubernetes: {version: "1.36.4"}\nkubelet: {config: {featureGates: {GracefulNodeShutdown: false, GracefulNodeShutdownBasedOnPodPriority: false}}}',
    },
  },
  'feature-gate-malformed': {
    severity: 'error',
    message: '"{pair}" says nothing that {program} takes for a feature gate, and it would not start',
    hint: ['Write NAME=true or NAME=false, with commas between several.'],
    doc: {
      text: 'The flag feature-gates is a list of NAME=true and NAME=false.',
      bad: 'kubelet: {flags: {feature-gates: ImageVolume}}',
      good: 'kubelet: {flags: {feature-gates: ImageVolume=true}}',
    },
  },
} as const satisfies Catalogue;
