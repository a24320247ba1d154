import type { Catalogue } from './entry.js';

/** Departures from the schema: one value, seen by itself. */
export const shapeCodes = {
  'api-version-unknown': {
    severity: 'error',
    message: '{key} "{value}" is not a Bootwright spec',
    hint: ['A spec starts with apiVersion: {apiVersion} and kind: {kind}.'],
    doc: {
      text: "apiVersion and kind say what the file is. Where they name something else, the rest is not checked: it is another program's file.",
      bad: 'apiVersion: apps/v1\nkind: Deployment',
      good: 'apiVersion: bootwright/v1alpha1\nkind: Cluster',
    },
  },
  'key-unknown': {
    severity: 'error',
    message: 'the key "{key}" is not known {where}',
    hint: [
      { text: 'Did you mean "{suggestion}"?', edit: { rename: '{suggestion}' } },
      'It belongs to {elsewhere}.',
      'Known here: {known}.',
    ],
    doc: {
      text: 'A key that nothing reads is a mistake: what it says would be lost in silence.',
      bad: 'workers:\n  - {name: worker-0, podCidr: 10.200.0.0/24}',
      good: 'workers:\n  - {name: worker-0, podCIDR: 10.200.0.0/24}',
    },
  },
  'key-missing': {
    severity: 'error',
    message: '{where} needs the key "{key}"',
    hint: ['Write for example `{example}`.', '{description}'],
    doc: {
      text: 'Few keys are needed: those for which no default can be right.',
      bad: 'target: {provider: aws}',
      good: 'target: {provider: aws, os: debian-13}',
    },
  },
  'type-wrong': {
    severity: 'error',
    message: '{expected} is expected here, and this is {actual}',
    hint: ['Write for example `{example}`.', '{description}'],
    doc: {
      text: 'Every value of the spec has one type.',
      bad: 'workers: worker-0',
      good: 'workers:\n  - {name: worker-0, podCIDR: 10.200.0.0/24}',
    },
  },
  'value-empty': {
    severity: 'error',
    message: 'the value is missing: {expected} is expected here',
    hint: ['Write for example `{example}`.', 'Where nothing is meant, leave the key out.'],
    doc: {
      text: 'A key with nothing behind it is null, which is neither an empty text nor an empty list.',
      bad: 'labels:\ntaints: []',
      good: 'labels: {tier: batch}\ntaints: []',
    },
  },
  'text-unquoted': {
    severity: 'error',
    message: '{source} is read as {kind}',
    hint: [{ text: 'Put it in quotes: "{source}".', edit: { set: '{source}' } }, '{advice}'],
    doc: {
      text: 'Without quotes YAML reads digits as a number, and loses what a number does not have: 1.30 becomes 1.3, 0644 becomes 644. true, false and null are no texts either.',
      bad: 'version: 1.30',
      good: 'version: "1.30.14"',
    },
  },
  'number-quoted': {
    severity: 'error',
    message: '{expected} is expected here, and "{value}" is text',
    hint: [{ text: 'Leave out the quotes.', edit: { unquote: true } }],
    doc: {
      text: 'In quotes a value is text, also where it looks like a number or a boolean.',
      bad: 'count: "3"',
      good: 'count: 3',
    },
  },
  'value-not-allowed': {
    severity: 'error',
    message: '"{value}" is not one of the values known here',
    hint: [
      { text: 'Did you mean "{suggestion}"?', edit: { set: '{suggestion}' } },
      'The nearest that is supported is "{nearest}".',
      'Known: {known}.',
    ],
    doc: {
      text: 'The key takes one of a few words. `bootwright explain SPEC.PATH` says what each means.',
      bad: 'target: {os: debian13}',
      good: 'target: {os: debian-13}',
    },
  },
  'value-malformed': {
    severity: 'error',
    message: '"{value}" does not have the form that is needed: {form}',
    hint: [
      { text: 'Did you mean "{suggestion}"?', edit: { set: '{suggestion}' } },
      '{advice}',
      'For example `{example}`.',
    ],
    doc: {
      text: 'The value has a form that programs on the node rely on.',
      bad: 'version: v1.36',
      good: 'version: "1.36.4"',
    },
  },
  'text-length': {
    severity: 'error',
    message: 'the text has {length} characters; {minimum} to {maximum} are allowed',
    doc: {
      text: "The field has a length that other programs rely on; a certificate's organisation, for one, has at most 64 characters.",
      bad: 'kubeletSubject: {O: ""}',
      good: 'kubeletSubject: {O: system:nodes}',
    },
  },
  'number-out-of-range': {
    severity: 'error',
    message: '{value} is out of range: {range} is allowed',
    doc: {
      text: 'The number has bounds, outside which nothing sensible could be written.',
      bad: 'pools:\n  - {name: batch, count: 0, podCIDR: 10.200.64.0/18}',
      good: 'pools:\n  - {name: batch, count: 3, podCIDR: 10.200.64.0/18}',
    },
  },
  'number-inexact': {
    severity: 'error',
    message: '{source} cannot be kept exactly as a number',
    hint: ['Where text is meant, put it in quotes: "{source}".'],
    doc: {
      text: 'Whole numbers are exact up to 9007199254740991. A larger one would be written to the node with other digits; infinity and not-a-number cannot be written at all.',
      bad: 'podPidsLimit: 99999999999999999999',
      good: 'podPidsLimit: 4096',
    },
  },
  'list-duplicate': {
    severity: 'error',
    message: '"{value}" is in this list twice; the first is item {first}',
    hint: [{ text: 'Keep one of the two.', edit: { remove: true } }],
    doc: {
      text: 'The list is a set: the second mention says nothing new, and is most likely a slip for something else.',
      bad: 'packages: [nfs-common, nfs-common]',
      good: 'packages: [nfs-common]',
    },
  },
  'address-malformed': {
    severity: 'error',
    message: '"{value}" is not an IPv4 address: {reason}',
    doc: {
      text: 'Addresses are IPv4, as four decimal numbers. Leading zeros are refused because some programs read them as octal.',
      bad: 'address: 10.240.0.256',
      good: 'address: 10.240.0.25',
    },
  },
  'cidr-malformed': {
    severity: 'error',
    message: '"{value}" is not an IPv4 range: {reason}',
    hint: ['For example 10.200.0.0/16.'],
    doc: {
      text: 'A range is an address, a slash and the number of bits that all its addresses share.',
      bad: 'podCIDR: 10.200.0.0',
      good: 'podCIDR: 10.200.0.0/16',
    },
  },
  'cidr-host-bits': {
    severity: 'error',
    message: '"{value}" is an address inside a range, not a range',
    hint: [{ text: 'The range around it is {network}.', edit: { set: '{network}' } }],
    doc: {
      text: 'The bits of a range behind its prefix are zero. Where they are not, either the address or the prefix length is a slip, and it cannot be told which.',
      bad: 'podCIDR: 10.200.0.1/24',
      good: 'podCIDR: 10.200.0.0/24',
    },
  },
  'url-malformed': {
    severity: 'error',
    message: '"{value}" is not an address that can be used: {reason}',
    hint: [{ text: 'Did you mean "{suggestion}"?', edit: { set: '{suggestion}' } }],
    doc: {
      text: 'Addresses are http:// or https://, a host, and perhaps a port and a path. The host is a DNS name or an IPv4 address. The address of an API server ends with host and port: one that is reached by a path, such as the proxy of a management server, is not supported; name the API server itself.',
      bad: 'controlPlane: {endpoint: "https://rancher.example.com/k8s/clusters/c-abcde"}',
      good: 'controlPlane: {endpoint: "https://10.240.0.10:6443"}',
    },
  },
  'image-malformed': {
    severity: 'error',
    message: '"{value}" is no name that images are pulled by: {reason}',
    hint: [{ text: 'Did you mean "{suggestion}"?', edit: { set: '{suggestion}' } }],
    doc: {
      text: 'An image has a registry, a path in lower case, and a tag or a digest: registry.example.com/team/pause:3.10. There is no scheme in front.',
      bad: 'runtime: {pauseImage: "https://registry.example.com/Pause:3.10"}',
      good: 'runtime: {pauseImage: "registry.example.com/pause:3.10"}',
    },
  },
  'release-malformed': {
    severity: 'error',
    message: '"{value}" is not a release: three numbers with dots are needed, as 1.36.4, without a leading v or zero',
    hint: [{ text: 'Did you mean "{suggestion}"?', edit: { set: '{suggestion}' } }, '{advice}'],
    doc: {
      text: "Releases are written as their makers tag them: MAJOR.MINOR.PATCH, and behind a dash what marks a release candidate or a rebuild, by the rules of semver.org. Docker's from 17.03 to 20.10 have a year and a month.",
      bad: 'version: v1.36',
      good: 'version: "1.36.4"',
    },
  },
  'path-malformed': {
    severity: 'error',
    message: '"{value}" is not a path that can be used: {reason}',
    hint: ['Write the whole path from the root, as /usr/local/bin.'],
    doc: {
      text: 'Paths are absolute and in their shortest spelling, so that two claims on one file are seen as such.',
      bad: 'binaries: /usr/local/bin/',
      good: 'binaries: /usr/local/bin',
    },
  },
  'name-malformed': {
    severity: 'error',
    message: '"{value}" is not {kind}',
    hint: [{ text: 'Did you mean "{suggestion}"?', edit: { set: '{suggestion}' } }, 'Needed: {form}.'],
    doc: {
      text: 'Names of nodes, labels, hosts and certificates have the forms that Kubernetes and DNS give them: lower case for names of machines, no underscore.',
      bad: 'name: Worker_0',
      good: 'name: worker-0',
    },
  },
} as const satisfies Catalogue;
