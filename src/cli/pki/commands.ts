import type { CommandEntry } from '../command.js';
import { identity, listFormat, pki, spec } from '../shared-options.js';

/** `bootwright pki …`, in the order of the help. */
export const pkiCommands: readonly CommandEntry[] = [
  {
    name: 'pki init',
    summary: "Make the cluster's CA",
    operand: spec,
    options: { pki, identity, format: listFormat },
    load: () => import('./init-command.js'),
  },
  {
    name: 'pki issue',
    summary: 'Make every missing certificate; what exists is kept',
    operand: spec,
    options: {
      pki,
      identity,
      'new-token': { kind: 'flag', summary: 'make a new bootstrap token even if the old one is still valid' },
      format: listFormat,
    },
    load: () => import('./issue-command.js'),
  },
  {
    name: 'pki request',
    summary: 'Write a signing request for every missing certificate, for a CA whose key is elsewhere',
    operand: spec,
    options: {
      pki,
      identity,
      before: {
        kind: 'text',
        value: 'TIME',
        summary: 'also for those that expire within this time, for example 30d or 12h',
      },
      format: listFormat,
    },
    load: () => import('./request-command.js'),
  },
  {
    name: 'pki import',
    summary: 'Take in the certificates that a CA has signed: a file, or every one in a folder',
    operand: spec,
    second: { name: 'from', count: 'optional' },
    options: { pki, identity, format: listFormat },
    load: () => import('./import-command.js'),
  },
  {
    name: 'pki list',
    summary: 'List the certificates, when they expire and whether they match the spec',
    operand: spec,
    options: {
      pki,
      identity,
      before: {
        kind: 'text',
        value: 'TIME',
        summary: 'exit with 1 if one expires within this time, for example 30d or 12h',
      },
      format: listFormat,
    },
    load: () => import('./list-command.js'),
  },
  {
    name: 'pki renew',
    summary: 'Replace certificates that have expired or expire soon',
    operand: spec,
    options: {
      pki,
      identity,
      before: { kind: 'text', value: 'TIME', summary: 'those that expire within this time', fallback: '30d' },
      all: { kind: 'flag', summary: 'every existing one, for example after a change of CA' },
      format: listFormat,
    },
    load: () => import('./renew-command.js'),
  },
  {
    name: 'pki seal',
    summary: 'Encrypt the secrets of the folder to age recipients, so that it can be committed',
    operand: spec,
    options: {
      pki,
      recipient: {
        kind: 'texts',
        value: 'KEY',
        summary: 'one more recipient: age1…, or the line of an ssh public key',
      },
      identity,
      format: listFormat,
    },
    load: () => import('../at-rest/seal-command.js'),
  },
];
