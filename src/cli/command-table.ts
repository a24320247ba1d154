import type { WrapperName } from '../encode/wrappers.js';
import { envelopeNames } from '../eras/envelopes.js';
import { providerNames, systemNames } from '../generated/names.js';
import type { CommandEntry, OptionEntry } from './command.js';

const wrapperNames: readonly WrapperName[] = ['cluster-api', 'launch-template'];

const format: OptionEntry = {
  kind: 'text',
  value: 'FORM',
  summary: 'form of the report',
  choices: ['text', 'json', 'markdown', 'html', 'github', 'sarif'],
  fallback: 'text',
};
const listFormat: OptionEntry = { ...format, choices: ['text', 'json'] };
const pki: OptionEntry = {
  kind: 'text',
  value: 'DIR',
  summary: 'folder of the keys and certificates (default: pki beside the spec)',
};
const specs = { name: 'spec', count: 'many' } as const;
const spec = { name: 'spec', count: 'one' } as const;

/** Every command and option, in the order of the help. */
export const commandTable: readonly CommandEntry[] = [
  {
    name: 'init',
    summary: 'Write a starter spec',
    operand: { name: 'file', count: 'optional' },
    options: {
      provider: { kind: 'text', value: 'NAME', summary: 'where the machines are; it sets the size limit' },
      os: { kind: 'text', value: 'NAME', summary: 'their operating system' },
      workers: { kind: 'text', value: 'COUNT', summary: 'how many there are' },
      example: { kind: 'text', value: 'NAME', summary: 'which one to start from', fallback: 'demo' },
      force: { kind: 'flag', summary: 'replace a file that is there' },
    },
    load: () => import('./spec/init-command.js'),
  },
  {
    name: 'adopt',
    summary:
      "Write a spec for workers of a cluster that is there, from kubeadm's folder or ca.crt, a kubeconfig, ConfigMaps, a join command",
    operand: { name: 'file', count: 'many' },
    options: {
      join: { kind: 'text', value: 'LINE', summary: 'what "kubeadm token create --print-join-command" prints' },
      spec: { kind: 'text', value: 'FILE', summary: 'the spec that is written', fallback: 'cluster.yaml' },
      name: { kind: 'text', value: 'NAME', summary: "the cluster's name, where no file says it" },
      kubernetes: { kind: 'text', value: 'VERSION', summary: "the workers' release, in place of the control plane's" },
      endpoint: { kind: 'text', value: 'URL', summary: "the API server's address, in place of the one that is found" },
      'pod-cidr': { kind: 'text', value: 'RANGE', summary: "the pods' range, where kubeadm was told none" },
      'service-cidr': { kind: 'text', value: 'RANGE', summary: "the Services' range" },
      provider: {
        kind: 'text',
        value: 'NAME',
        summary: 'where the machines run',
        choices: providerNames,
        fallback: 'generic',
      },
      os: { kind: 'text', value: 'NAME', summary: 'what their image has', choices: systemNames, fallback: 'debian-13' },
      pki,
      force: { kind: 'flag', summary: 'replace a spec that is there' },
    },
    load: () => import('./adopt/command.js'),
  },
  {
    name: 'validate',
    summary: 'Report every problem of specs, with line and column ("-" reads standard input)',
    operand: specs,
    options: { format },
    load: () => import('./spec/validate-command.js'),
  },
  {
    name: 'render',
    summary: 'Write one first-boot document for each worker',
    operand: specs,
    options: {
      out: {
        kind: 'text',
        short: 'o',
        value: 'DIR',
        summary: 'where the documents go, in a folder of the cluster',
        fallback: 'out',
      },
      node: { kind: 'texts', value: 'NAME', summary: 'render this worker only; may be given several times' },
      as: {
        kind: 'text',
        value: 'ENVELOPE',
        summary: "in place of the spec's envelope, or around it",
        choices: [...envelopeNames, 'all', ...wrapperNames],
      },
      stdout: { kind: 'flag', summary: "print one worker's document and nothing else" },
      check: { kind: 'flag', summary: 'write nothing, show what would change, exit with 1 if anything would' },
      review: { kind: 'flag', summary: 'the copies for review alone, which hold no secret: no keys are needed' },
      pki,
      format,
    },
    load: () => import('./render/command.js'),
  },
  {
    name: 'terraform',
    summary: 'Render, and write a module for Terraform and OpenTofu beside the documents',
    operand: specs,
    options: {
      out: { kind: 'text', short: 'o', value: 'DIR', summary: 'as with render', fallback: 'out' },
      argument: {
        kind: 'text',
        value: 'NAME',
        summary: "what takes the documents, such as aws_launch_template.user_data (default: the provider's machine)",
      },
      pki,
      format,
    },
    load: () => import('./terraform/command.js'),
  },
  {
    name: 'external',
    summary: "Answer Terraform's external data source: a query on standard input, documents on standard output",
    operand: { name: 'nothing', count: 'none' },
    options: {},
    load: () => import('./terraform/external-command.js'),
  },
  {
    name: 'inspect',
    summary: 'Show what any user-data holds: files, units, commands; with PATH the content of that file',
    operand: { name: 'document', count: 'one' },
    second: { name: 'path', count: 'optional' },
    options: {
      extract: { kind: 'text', value: 'DIR', summary: 'write its files below this folder' },
      force: { kind: 'flag', summary: 'replace files that are there' },
      format: listFormat,
    },
    load: () => import('./review/inspect-command.js'),
  },
  {
    name: 'diff',
    summary:
      'Show what changes on the machines between two documents, or two folders of these; exit with 1 if anything does',
    operand: { name: 'old', count: 'one' },
    second: { name: 'new', count: 'one' },
    options: { format },
    load: () => import('./review/diff-command.js'),
  },
  {
    name: 'pki init',
    summary: "Make the cluster's CA",
    operand: spec,
    options: { pki, format: listFormat },
    load: () => import('./pki/init-command.js'),
  },
  {
    name: 'pki issue',
    summary: 'Make every certificate that is missing; what exists is kept',
    operand: spec,
    options: {
      pki,
      'new-token': { kind: 'flag', summary: 'make a new bootstrap token, even if the old one still holds' },
      format: listFormat,
    },
    load: () => import('./pki/issue-command.js'),
  },
  {
    name: 'pki request',
    summary: 'Write a request for every certificate that is missing, for a CA whose key is elsewhere',
    operand: spec,
    options: {
      pki,
      before: { kind: 'text', value: 'TIME', summary: 'also for those that end within this time, as in 30d or 12h' },
      format: listFormat,
    },
    load: () => import('./pki/request-command.js'),
  },
  {
    name: 'pki import',
    summary: 'Take the certificates that a CA gave for requests: a file, or all below a folder',
    operand: spec,
    second: { name: 'from', count: 'optional' },
    options: { pki, format: listFormat },
    load: () => import('./pki/import-command.js'),
  },
  {
    name: 'pki list',
    summary: 'List the certificates, how long they hold and whether they fit the spec',
    operand: spec,
    options: {
      pki,
      before: { kind: 'text', value: 'TIME', summary: 'exit with 1 if one ends within this time, as in 30d or 12h' },
      format: listFormat,
    },
    load: () => import('./pki/list-command.js'),
  },
  {
    name: 'pki renew',
    summary: 'Make new pairs for certificates that have ended or end soon',
    operand: spec,
    options: {
      pki,
      before: { kind: 'text', value: 'TIME', summary: 'those that end within this time', fallback: '30d' },
      all: { kind: 'flag', summary: 'every one that is there, as after a change of the CA' },
      format: listFormat,
    },
    load: () => import('./pki/renew-command.js'),
  },
  {
    name: 'approve',
    summary:
      'Read "kubectl get csr -o json", print the names of the kubelets\' serving requests that may be approved; exit with 1 if another waits',
    operand: spec,
    options: { format: listFormat },
    load: () => import('./approve/command.js'),
  },
  {
    name: 'artifacts',
    summary: 'List every download: address, digest, destination, and its place on a mirror',
    operand: spec,
    options: {
      format: listFormat,
      urls: { kind: 'flag', summary: 'addresses only, one a line, as for "wget -x -i -"' },
      checksums: { kind: 'flag', summary: 'digests and places on a mirror only, as for "cksum --check"' },
    },
    load: () => import('./spec/artifacts-command.js'),
  },
  {
    name: 'explain',
    summary: "Explain a problem's code, or a key of the spec such as spec.workers.name; without NAME list the codes",
    operand: { name: 'name', count: 'optional' },
    options: {},
    load: () => import('./spec/explain-command.js'),
  },
  {
    name: 'schema',
    summary: "Print the spec's JSON Schema",
    operand: { name: 'name', count: 'optional' },
    options: {},
    load: () => import('./spec/schema-command.js'),
  },
  {
    name: 'completion',
    summary: 'Print what completes commands, files, machines, codes and keys in bash, zsh, fish or powershell',
    operand: { name: 'shell', count: 'optional' },
    options: {},
    load: () => import('./completion/command.js'),
  },
];
