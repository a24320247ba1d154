import type { Catalogue } from './entry.js';

/** Departures from the schema: one value, seen by itself. */
export const shapeCodes = {
  'api-version-unknown': {
    severity: 'error',
    message: '{key} "{value}" is not a Bootwright spec',
    hint: ['A spec starts with apiVersion: {apiVersion} and kind: {kind}.'],
    doc: {
      text: "apiVersion and kind say what the file is. If they name something else, it is another program's file, and the rest is not checked.",
      bad: 'apiVersion: apps/v1\nkind: Deployment',
      good: 'apiVersion: bootwright/v1alpha1\nkind: Cluster',
    },
  },
  'key-unknown': {
    severity: 'error',
    message: 'unknown key "{key}" {where}',
    hint: [
      { text: 'Did you mean "{suggestion}"?', edit: { rename: '{suggestion}' } },
      'The settings of the program itself are one level down: {config}.',
      'The spec has a key of this name at {elsewhere}.',
      'Known keys: {known}.',
    ],
    doc: {
      text: 'A key that nothing reads is a mistake: it would be silently ignored.',
      bad: 'workers:\n  - {name: worker-0, podCidr: 10.200.0.0/24}',
      good: 'workers:\n  - {name: worker-0, podCIDR: 10.200.0.0/24}',
    },
  },
  'key-missing': {
    severity: 'error',
    message: '{where} needs the key "{key}"',
    hint: ['For example: `{example}`.', '{description}'],
    doc: {
      text: 'Few keys are required: only those for which there can be no default.',
      bad: 'target: {provider: aws}',
      good: 'target: {provider: aws, os: debian-13}',
    },
  },
  'type-wrong': {
    severity: 'error',
    message: 'expected {expected}, but this is {actual}',
    hint: ['{advice}', 'For example: `{example}`.', '{description}'],
    doc: {
      text: 'Every value of the spec has one type.',
      bad: 'workers: worker-0',
      good: 'workers:\n  - {name: worker-0, podCIDR: 10.200.0.0/24}',
    },
  },
  'value-empty': {
    severity: 'error',
    message: 'the value is missing: expected {expected}',
    hint: ['For example: `{example}`.', 'To set nothing, leave the key out.'],
    doc: {
      text: 'A key with nothing after it is null, which is neither an empty text nor an empty list.',
      bad: 'labels:\ntaints: []',
      good: 'labels: {tier: batch}\ntaints: []',
    },
  },
  'text-unquoted': {
    severity: 'error',
    message: 'expected text, but YAML reads {source} as {kind}',
    hint: [{ text: 'Put it in quotes: "{source}".', edit: { set: '{source}' } }, '{advice}'],
    doc: {
      text: 'Without quotes YAML reads digits as a number, and drops what a number does not have: 1.30 becomes 1.3, 0644 becomes 644. true, false and null are not text either.',
      bad: 'version: 1.30',
      good: 'version: "1.30.14"',
    },
  },
  'number-quoted': {
    severity: 'error',
    message: 'expected {expected}, but "{value}" is text',
    hint: [{ text: 'Remove the quotes.', edit: { unquote: true } }],
    doc: {
      text: 'A value in quotes is text, even if it looks like a number or a boolean.',
      bad: 'count: "3"',
      good: 'count: 3',
    },
  },
  'value-not-allowed': {
    severity: 'error',
    message: '"{value}" is not one of the allowed values',
    hint: [
      { text: 'Did you mean "{suggestion}"?', edit: { set: '{suggestion}' } },
      '{meaning}',
      'The nearest supported value is "{nearest}".',
      'Known: {known}.',
      'Known: {some} and {others} others; `bootwright explain {path}` lists them.',
    ],
    doc: {
      text: 'The key takes one of a few words. `bootwright explain SPEC.PATH` says what each one means.',
      bad: 'target: {os: debian13}',
      good: 'target: {os: debian-13}',
    },
  },
  'value-malformed': {
    severity: 'error',
    message: '"{value}" does not have the required form: {form}',
    hint: [
      { text: 'Did you mean "{suggestion}"?', edit: { set: '{suggestion}' } },
      '{advice}',
      'For example `{example}`.',
    ],
    doc: {
      text: 'Programs on the node rely on the form of this value.',
      bad: 'version: v1.36',
      good: 'version: "1.36.4"',
    },
  },
  'text-length': {
    severity: 'error',
    message: 'the text has {length} characters; {minimum} to {maximum} are allowed',
    doc: {
      text: "Other programs rely on the length of this field; a certificate's organization, for example, has at most 64 characters.",
      bad: 'kubeletSubject: {O: ""}',
      good: 'kubeletSubject: {O: system:nodes}',
    },
  },
  'number-out-of-range': {
    severity: 'error',
    message: '{value} is out of range: {range} is allowed',
    doc: {
      text: 'Outside these bounds nothing sensible could be written.',
      bad: 'pools:\n  - {name: batch, count: 0, podCIDR: 10.200.64.0/18}',
      good: 'pools:\n  - {name: batch, count: 3, podCIDR: 10.200.64.0/18}',
    },
  },
  'number-inexact': {
    severity: 'error',
    message: '{source} cannot be stored exactly as a number',
    hint: ['If you mean text, put it in quotes: "{source}".'],
    doc: {
      text: 'Whole numbers are exact up to 9007199254740991. A larger one would reach the node with other digits; infinity and not-a-number cannot be written at all.',
      bad: 'podPidsLimit: 99999999999999999999',
      good: 'podPidsLimit: 4096',
    },
  },
  'list-duplicate': {
    severity: 'error',
    message: '"{value}" is in this list twice; the first is item {first}',
    hint: [{ text: 'Keep one of the two.', edit: { remove: true } }],
    doc: {
      text: 'The list is a set: the second entry adds nothing, and is most likely a typo for something else.',
      bad: 'packages: [nfs-common, nfs-common]',
      good: 'packages: [nfs-common]',
    },
  },
} as const satisfies Catalogue;
