import { dirname, join } from 'node:path';
import type { FactName, FactSource } from '../../adopt/facts.js';
import { readSource } from '../../adopt/read-source.js';
import { leftToOwner } from '../../adopt/remarks.js';
import { type AdoptedCluster, settle } from '../../adopt/settle.js';
import { adoptedSpec, holdsKeys } from '../../adopt/spec-text.js';
import { readCluster } from '../../render.js';
import { formatReports } from '../../spec/report.js';
import { hasErrors } from '../../spec/severity.js';
import { coloursFor, showsColour } from '../colour.js';
import { type Arguments, lastValue, settledValue } from '../command.js';
import { say } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { isThere } from '../files/is-there.js';
import { keepOutOfGit } from '../files/keep-out-of-git.js';
import { replaceFile } from '../files/replace-file.js';
import { misuse } from '../misuse.js';
import { makePkiFolder } from '../pki/folder.js';
import { shellWord } from '../shell-word.js';
import { schemaPlaceFor } from '../spec/place-schema.js';
import { gather } from './gather.js';
import { keyFiles, occupied, writeKeys } from './keys.js';

/** The options that say a fact themselves: they count before any file. */
const factOptions: readonly (readonly [option: string, fact: FactName])[] = [
  ['name', 'name'],
  ['kubernetes', 'version'],
  ['endpoint', 'endpoint'],
  ['pod-cidr', 'podCIDR'],
  ['service-cidr', 'serviceCIDR'],
];

function optionSources(given: Arguments): FactSource[] {
  const join = lastValue(given, 'join');
  return [
    ...factOptions.flatMap(([option, fact]) => {
      const value = lastValue(given, option);
      return value === undefined ? [] : [{ name: `--${option}`, facts: { [fact]: value } }];
    }),
    ...(join === undefined ? [] : readSource('--join', join)),
  ];
}

function refuse(text: string, hint: string): ExitStatus {
  say(`${coloursFor('talk').red('error')}: ${text}\n  hint: ${hint}`);
  return exitStatus.refused;
}

/** Writes keys and spec, the spec last: where it is there, all is. */
function write(cluster: AdoptedCluster, target: string, folder: string, text: string): ExitStatus {
  const files = keyFiles(cluster);
  if (typeof files === 'string')
    return refuse(`the token is none: ${files}`, 'copy the whole line that kubeadm printed');
  const taken = occupied(folder, files);
  if (taken !== undefined) {
    return refuse(
      `${join(folder, taken)} is there, and of another cluster`,
      'name a folder of its own with --pki, or take that file away',
    );
  }
  makePkiFolder(folder);
  writeKeys(folder, files);
  const loose = keepOutOfGit({ folder, line: '*', secrets: files.map(({ file }) => file) });
  if (loose !== undefined) say(`${coloursFor('talk').yellow('warning')}: ${loose}`);
  replaceFile(target, text);
  const names = files.map(({ file }) => file).join(', ');
  say(`${target}: written\n${folder}: ${names}`);
  return exitStatus.fine;
}

export function run(given: Arguments): ExitStatus {
  const target = settledValue(given, 'spec');
  if (isThere(target) && !given.flags.has('force')) {
    return misuse(`${target} already exists and was not changed; --force overwrites it, --spec names another`);
  }
  const { sources, silent } = gather(given.operands);
  const said = optionSources(given);
  if (lastValue(given, 'join') !== undefined && !said.some(({ name }) => name === '--join')) {
    return misuse('--join takes the line that "kubeadm token create --print-join-command" prints, in quotes');
  }
  const [path] = silent;
  if (path !== undefined) {
    return refuse(
      `${path} says nothing about a cluster`,
      "what does: kubeadm's folder of certificates or ca.crt, a kubeconfig, the ConfigMaps kubeadm-config, kube-proxy, kubelet-config and cluster-info as kubectl -o yaml prints them, the Secret of a token, a join command",
    );
  }
  const cluster = settle([...said, ...sources]);
  if (Array.isArray(cluster)) {
    for (const { text, hint } of cluster) refuse(text, hint);
    return exitStatus.refused;
  }
  const schema = schemaPlaceFor(target, given.flags.has('force'));
  const machines = { provider: settledValue(given, 'provider'), os: settledValue(given, 'os'), schema };
  const text = adoptedSpec(cluster, machines);
  const { parsed, diagnostics } = readCluster(text);
  const report = formatReports([{ diagnostics, source: { file: target, parsed } }], {
    format: 'text',
    colour: showsColour('talk'),
  });
  if (report !== '') say(report);
  if (hasErrors(diagnostics)) return exitStatus.refused;
  const folder = lastValue(given, 'pki') ?? join(dirname(target), 'pki');
  const status = write(cluster, target, folder, text);
  if (status !== exitStatus.fine) return status;
  const left = leftToOwner(cluster).map((each) => `  - ${each}`);
  const spec = shellWord(target);
  const issue = holdsKeys(cluster) ? [`  bootwright pki issue ${spec}`] : [];
  say(['left to you:', ...left, 'Next:', ...issue, `  bootwright render ${spec}`].join('\n'));
  return exitStatus.fine;
}
