import type { WrapperName } from '../encode/wrappers.js';
import { envelopeNames } from '../eras/envelopes.js';
import { providerNames, systemNames } from '../generated/names.js';
import type { CommandEntry } from './command.js';
import { pkiCommands } from './pki/commands.js';
import { format, identity, listFormat, pki, spec, specs } from './shared-options.js';

/** Not by the table of wrappers itself, which a start has no need of. */
const wrapperNames = Object.keys({
  'cluster-api': true,
  'launch-template': true,
} satisfies Record<WrapperName, true>);

/** Every command and option, in the order of the help. */
export const commandTable: readonly CommandEntry[] = [
  {
    name: 'init',
    summary: 'Write a starter spec',
    operand: { name: 'file', count: 'optional' },
    options: {
      provider: { kind: 'text', value: 'NAME', summary: 'where the machines run; decides the size limit' },
      os: { kind: 'text', value: 'NAME', summary: 'the operating system of their image' },
      workers: { kind: 'text', value: 'COUNT', summary: 'how many of them' },
      example: { kind: 'text', value: 'NAME', summary: 'the example to start from', fallback: 'demo' },
      force: { kind: 'flag', summary: 'overwrite an existing file' },
    },
    load: () => import('./spec/init-command.js'),
  },
  {
    name: 'adopt',
    summary:
      "Write a spec for workers of an existing cluster, from kubeadm's folder or ca.crt, a kubeconfig, ConfigMaps, a join command",
    operand: { name: 'file', count: 'many' },
    options: {
      join: { kind: 'text', value: 'LINE', summary: 'what "kubeadm token create --print-join-command" prints' },
      spec: { kind: 'text', value: 'FILE', summary: 'the spec to write', fallback: 'cluster.yaml' },
      name: { kind: 'text', value: 'NAME', summary: "the cluster's name, if no file has it" },
      kubernetes: { kind: 'text', value: 'VERSION', summary: "the workers' release (default: the control plane's)" },
      endpoint: { kind: 'text', value: 'URL', summary: "the API server's URL (default: the one in the files)" },
      'pod-cidr': { kind: 'text', value: 'RANGE', summary: 'the pod CIDR, if kubeadm was given none' },
      'service-cidr': { kind: 'text', value: 'RANGE', summary: 'the Service CIDR' },
      provider: {
        kind: 'text',
        value: 'NAME',
        summary: 'where the machines run',
        choices: providerNames,
        fallback: 'generic',
      },
      os: {
        kind: 'text',
        value: 'NAME',
        summary: 'the operating system of their image',
        choices: systemNames,
        fallback: 'debian-13',
      },
      pki,
      force: { kind: 'flag', summary: 'overwrite an existing spec' },
    },
    load: () => import('./adopt/command.js'),
  },
  {
    name: 'validate',
    summary: 'Report every problem in specs, with line and column ("-" reads standard input)',
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
        summary: 'the folder for the documents, with a subfolder per cluster',
        fallback: 'out',
      },
      node: { kind: 'texts', value: 'NAME', summary: 'render only this worker; can be repeated' },
      as: {
        kind: 'text',
        value: 'ENVELOPE',
        summary: "the envelope, instead of the spec's or around it",
        choices: [...envelopeNames, 'all', ...wrapperNames],
      },
      stdout: { kind: 'flag', summary: "print one worker's document and nothing else" },
      check: { kind: 'flag', summary: 'write nothing; show what would change, and exit with 1 if anything would' },
      review: { kind: 'flag', summary: 'write only the review copies, which hold no secrets and need no keys' },
      pki,
      identity,
      format,
    },
    load: () => import('./render/command.js'),
  },
  {
    name: 'terraform',
    summary: 'Render, and write a module for Terraform and OpenTofu beside the documents',
    operand: specs,
    options: {
      out: { kind: 'text', short: 'o', value: 'DIR', summary: 'as for render', fallback: 'out' },
      argument: {
        kind: 'text',
        value: 'NAME',
        summary:
          "the argument that takes the documents, such as aws_launch_template.user_data (default: the machine's own)",
      },
      pki,
      identity,
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
    summary: 'Show what any user-data contains: files, units, commands; with PATH, the content of that file',
    operand: { name: 'document', count: 'one' },
    second: { name: 'path', count: 'optional' },
    options: {
      extract: { kind: 'text', value: 'DIR', summary: 'write its files into this folder' },
      force: { kind: 'flag', summary: 'overwrite existing files' },
      format: listFormat,
    },
    load: () => import('./review/inspect-command.js'),
  },
  {
    name: 'diff',
    summary: 'Show what changes on the machines between two documents or folders; exit with 1 if anything does',
    operand: { name: 'old', count: 'one' },
    second: { name: 'new', count: 'one' },
    options: { format },
    load: () => import('./review/diff-command.js'),
  },
  ...pkiCommands,
  {
    name: 'approve',
    summary:
      'Read "kubectl get csr -o json" and print the names of the kubelets\' serving requests that may be approved; exit with 1 if others are pending',
    operand: spec,
    options: { format: listFormat },
    load: () => import('./approve/command.js'),
  },
  {
    name: 'artifacts',
    summary: 'List every download: URL, digest, destination, and its path on a mirror',
    operand: spec,
    options: {
      format: listFormat,
      urls: { kind: 'flag', summary: 'only the URLs, one per line, as for "wget -x -i -"' },
      checksums: { kind: 'flag', summary: 'only digests and paths on a mirror, as for "cksum --check"' },
    },
    load: () => import('./spec/artifacts-command.js'),
  },
  {
    name: 'explain',
    summary: "Explain a problem's code, or a field such as spec.workers.name; without NAME, list the codes",
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
    summary: 'Print the shell completion for bash, zsh, fish or powershell',
    operand: { name: 'shell', count: 'optional' },
    options: {},
    load: () => import('./completion/command.js'),
  },
];
