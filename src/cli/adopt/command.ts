import { dirname, join } from 'node:path';
import type { FactName, FactSource } from '../../adopt/facts.js';
import { readSource } from '../../adopt/read-source.js';
import { leftToOwner } from '../../adopt/remarks.js';
import { type AdoptedCluster, settle } from '../../adopt/settle.js';
import { adoptedSpec, holdsKeys } from '../../adopt/spec-text.js';
import { bootstrapTokenFile } from '../../pki/bootstrap-token.js';
import { readCluster } from '../../render.js';
import { formatReports } from '../../spec/report.js';
import { hasErrors } from '../../spec/severity.js';
import { openingSources } from '../at-rest/sources.js';
import { checkRecipients, type KeyVault, keyVault } from '../at-rest/vault.js';
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
async function write(cluster: AdoptedCluster, target: string, vault: KeyVault, text: string): Promise<ExitStatus> {
  const { folder } = vault;
  const files = keyFiles(cluster);
  if (typeof files === 'string')
    return refuse(`the token is none: ${files}`, 'copy the whole line that kubeadm printed');
  // A token that is there is written over, and need not be opened.
  const kept = files.map(({ file }) => file).filter((file) => file !== bootstrapTokenFile);
  const wrong = [...(await checkRecipients(folder)), ...(await vault.open(kept))];
  if (wrong.length > 0)
    return refuse(`the folder of keys ${folder} cannot be used`, 'see "Keys at rest" in docs/credentials.md');
  const taken = occupied(vault, files);
  if (taken !== undefined) {
    return refuse(
      `${join(folder, taken)} is there, and of another cluster`,
      'name a folder of its own with --pki, or take that file away',
    );
  }
  makePkiFolder(folder);
  await writeKeys(vault, files);
  const isSealed = vault.recipients() !== null;
  const loose = isSealed ? undefined : keepOutOfGit({ folder, line: '*', secrets: files.map(({ file }) => file) });
  if (loose !== undefined) say(`${coloursFor('talk').yellow('warning')}: ${loose}`);
  replaceFile(target, text);
  const names = files.map(({ file }) => file).join(', ');
  say(`${target}: written\n${folder}: ${names}`);
  return exitStatus.fine;
}

export async function run(given: Arguments): Promise<ExitStatus> {
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
  const status = await write(cluster, target, keyVault(folder, openingSources(given)), text);
  if (status !== exitStatus.fine) return status;
  const left = leftToOwner(cluster).map((each) => `  - ${each}`);
  const spec = shellWord(target);
  const issue = holdsKeys(cluster) ? [`  bootwright pki issue ${spec}`] : [];
  say(['left to you:', ...left, 'Next:', ...issue, `  bootwright render ${spec}`].join('\n'));
  return exitStatus.fine;
}
