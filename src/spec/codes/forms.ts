import type { Catalogue } from './entry.js';

/** Texts that are not of the form they are read by: addresses, images, releases, paths and names. */
export const formCodes = {
  'address-malformed': {
    severity: 'error',
    message: '"{value}" is not an address: {reason}',
    hint: [{ text: 'Did you mean "{suggestion}"?', edit: { set: '{suggestion}' } }],
    doc: {
      text: 'An address is IPv4 (four decimal numbers) or IPv6 (without a zone). Leading zeros in IPv4 are refused because some programs read them as octal. Documents write IPv6 in the form of RFC 5952, however the spec writes it.',
      bad: 'address: 10.240.0.256',
      good: 'address: 10.240.0.25',
    },
  },
  'cidr-malformed': {
    severity: 'error',
    message: '"{value}" is not a CIDR range: {reason}',
    hint: ['For example 10.200.0.0/16, or fd00:200::/56.'],
    doc: {
      text: 'A range is an address, a slash, and the number of leading bits that all of its addresses share.',
      bad: 'podCIDR: 10.200.0.0',
      good: 'podCIDR: 10.200.0.0/16',
    },
  },
  'cidr-host-bits': {
    severity: 'error',
    message: '"{value}" is an address inside a range, not a range',
    hint: [{ text: 'The range around it is {network}.', edit: { set: '{network}' } }],
    doc: {
      text: 'The bits after the prefix of a range are zero. If they are not, either the address or the prefix length is wrong, and nothing can tell which.',
      bad: 'podCIDR: 10.200.0.1/24',
      good: 'podCIDR: 10.200.0.0/24',
    },
  },
  'url-malformed': {
    severity: 'error',
    message: '"{value}" is not a usable URL: {reason}',
    hint: [{ text: 'Did you mean "{suggestion}"?', edit: { set: '{suggestion}' } }],
    doc: {
      text: "A URL is http:// or https://, a host, and optionally a port and a path. The host is a DNS name, an IPv4 address, or an IPv6 address in brackets, as in RFC 5952. The URL of an API server ends after host and port: one that is reached by a path, such as through a management server's proxy, is not supported; name the API server itself.",
      bad: 'controlPlane: {endpoint: "https://rancher.example.com/k8s/clusters/c-abcde"}',
      good: 'controlPlane: {endpoint: "https://10.240.0.10:6443"}',
    },
  },
  'image-malformed': {
    severity: 'error',
    message: '"{value}" is not an image reference: {reason}',
    hint: [{ text: 'Did you mean "{suggestion}"?', edit: { set: '{suggestion}' } }],
    doc: {
      text: 'An image reference is a registry, a path in lower case, and a tag or a digest: registry.example.com/team/pause:3.10. It has no scheme.',
      bad: 'runtime: {pauseImage: "https://registry.example.com/Pause:3.10"}',
      good: 'runtime: {pauseImage: "registry.example.com/pause:3.10"}',
    },
  },
  'release-malformed': {
    severity: 'error',
    message: '"{value}" is not a release: write three numbers with dots, like 1.36.4, without a leading v or zero',
    hint: [{ text: 'Did you mean "{suggestion}"?', edit: { set: '{suggestion}' } }, '{advice}'],
    doc: {
      text: "Releases are written as upstream tags them: MAJOR.MINOR.PATCH, and after a dash what marks a release candidate or a rebuild, by the rules of semver.org. Docker's from 17.03 to 20.10 are a year and a month.",
      bad: 'version: v1.36',
      good: 'version: "1.36.4"',
    },
  },
  'pem-malformed': {
    severity: 'error',
    message: 'this is not {kind}: {reason}',
    hint: ['Paste the whole file as a block: "|" after the colon, and its lines below that, indented.'],
    doc: {
      text: 'Certificates and keys are written in the spec as PEM: blocks of base64 between lines of dashes; OpenPGP keys look alike, and gpg --armor --export prints them. A key encrypted with a password cannot be used, because nobody is there at first boot to type it.',
      bad: 'host: {trustedCAs: ["MIIBszCCAVmg"]}',
      good: 'host:\n  trustedCAs:\n    - |\n      -----BEGIN CERTIFICATE-----\n      MIIBszCCAVmg\n      -----END CERTIFICATE-----',
    },
  },
  'path-malformed': {
    severity: 'error',
    message: '"{value}" is not a usable path: {reason}',
    hint: ['Write the whole path from the root, like /usr/local/bin.'],
    doc: {
      text: 'Paths are absolute and in their shortest spelling, so that two claims on one file are recognized.',
      bad: 'binaries: /usr/local/bin/',
      good: 'binaries: /usr/local/bin',
    },
  },
  'name-malformed': {
    severity: 'error',
    message: '"{value}" is not {kind}',
    hint: [{ text: 'Did you mean "{suggestion}"?', edit: { set: '{suggestion}' } }, 'Needed: {form}.'],
    doc: {
      text: 'Names of nodes, labels, hosts and certificates have the forms that Kubernetes and DNS require: lower case for machine names, no underscore.',
      bad: 'name: Worker_0',
      good: 'name: worker-0',
    },
  },
} as const satisfies Catalogue;
