import type { Catalogue } from './entry.js';

/** Where settings stand: a file that a release does not read, a unit that is not there or not the spec's to set. */
export const settingCodes = {
  'settings-file-too-new': {
    severity: 'error',
    message: '{program} {version} reads no configuration file; {since} is the first that does',
    hint: [{ text: 'Leave settings out: Bootwright then uses flags.', edit: { remove: true } }],
    doc: {
      text: 'Up to 1.9 the kubelet has no --config, and everything goes on its command line. kube-proxy is treated the same way.',
      bad: 'kubernetes: {version: "1.8.0"}\nkubelet: {settings: file}',
      good: 'kubernetes: {version: "1.8.0"}\nkubelet: {settings: flags}',
    },
  },
  'config-without-file': {
    severity: 'error',
    message: '"{field}" has no {kind} to go into: the settings are flags here',
    hint: [
      'It belongs in {place}.',
      {
        text: 'Or use a file: spec.{key}.settings: file.',
        when: 'file',
        edit: { set: 'file', at: 'spec.{key}.settings' },
      },
    ],
    doc: {
      text: 'With settings: flags, the default before 1.10, no configuration file is written, so its fields would have no effect.',
      bad: 'kubernetes: {version: "1.9.11"}\nkubelet: {config: {maxPods: 60}}',
      good: 'kubernetes: {version: "1.9.11"}\nkubelet: {flags: {max-pods: "60"}}',
    },
  },
  'unit-unknown': {
    severity: 'error',
    message: 'this cluster has no unit "{unit}"',
    hint: [{ text: 'Did you mean "{suggestion}"?', edit: { rename: '{suggestion}' } }, 'Its units: {known}.'],
    doc: {
      text: "The settings are added to the unit files that the documents write. The machine's own units, and Bootwright's, are not among them.",
      bad: 'units: {kublet: {Service: {RestartSec: "15"}}}',
      good: 'units: {kubelet: {Service: {RestartSec: "15"}}}',
    },
  },
  'unit-setting-owned': {
    severity: 'error',
    message: 'ExecStart of {unit} comes from the rest of the spec: its program and its flags',
    hint: ['Flags have fields of their own, such as spec.kubelet.flags; ExecStartPre and ExecStartPost are free.'],
    doc: {
      text: 'A second ExecStart would drop every flag that follows from the spec, and nothing would check it.',
      bad: 'units: {kubelet: {Service: {ExecStart: "/usr/local/bin/kubelet --v=4"}}}',
      good: 'kubelet: {flags: {v: "4"}}',
    },
  },
} as const satisfies Catalogue;
