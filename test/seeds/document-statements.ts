import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Golden, WrittenFile } from '../goldens.js';
import { commandName } from './command-name.js';
import { filePlaces } from './file-statements.js';
import { installStatements } from './install-steps.js';
import { recordedCommands, type ScriptSetting } from './recorded-commands.js';
import { shellWords } from './shell-words.js';
import type { Statement } from './statement.js';

/** Bootwright's own files, which every document has and no article. */
export const ownFiles = [
  '/opt/bootwright/install.sh',
  '/opt/bootwright/library.sh',
  '/etc/systemd/system/bootwright.service',
  '/usr/local/bin/bootwright-status',
];

/** Everything that a document does to its machine. */
export function documentStatements({ files }: Pick<Golden, 'files'>, fstab: readonly string[]): Statement[] {
  const [script, library] = ownFiles.map((own) => files.find(({ path }) => path === own)?.content);
  if (script === undefined || library === undefined) throw new Error('the document has no install script');
  const written = files.filter(({ path }) => !ownFiles.includes(path));
  return [
    ...written.flatMap((file) => fileStatements(file, ownersOf(script))),
    // Directories in which cloud-init writes, as it makes them: the script says where they are to be otherwise.
    ...written.flatMap(({ path }) => [
      { key: `directory ${dirname(path)}`, value: true },
      { key: `directory ${dirname(path)} @mode`, value: '0755' },
      { key: `directory ${dirname(path)} @owner`, value: 'root:root' },
    ]),
    ...installStatements(script, library, fstab),
    ...lookups(script),
  ];
}

/** What the script asks its provider for. */
function lookups(script: string): Statement[] {
  const urls = [...script.matchAll(/http:\/\/(?:metadata|169\.254\.169\.254)[\w./-]*/g)].map(([url]) => url);
  return [...new Set(urls)].map((url) => ({ key: `lookup ${url.split('/').at(-1)}`, value: url }));
}

/** What is in a cluster's folder beside the documents, and what its scripts run. */
export function clusterStatements(folder: string, setting: ScriptSetting): Statement[] {
  const files = readdirSync(folder).flatMap((name) =>
    contentStatements(`cluster/${name}`, readFileSync(join(folder, name), 'utf8')),
  );
  const commands = [...recordedCommands(folder, setting)].flatMap(([script, lines]) =>
    lines.map((line) => ({ key: `cluster/${script} $ ${commandName(line)}`, value: true })),
  );
  return [...files, ...commands];
}

/** Files whose owner the script sets: `own_file USER:GROUP PATH`. */
function ownersOf(script: string): Map<string, string> {
  const rows = [...script.matchAll(/^ +(own_file .*)$/gm)].map(([, line]) => shellWords(line as string));
  return new Map(rows.flatMap(([, owner = '', ...paths]) => paths.map((path) => [path, owner] as const)));
}

/** A file's existence, mode, owner and content. */
function fileStatements(
  { path, content, permissions = '0644' }: WrittenFile,
  owners: ReadonlyMap<string, string>,
): Statement[] {
  return [
    ...contentStatements(path, content),
    { key: `${path} @mode`, value: permissions },
    { key: `${path} @owner`, value: owners.get(path) ?? 'root:root' },
  ];
}

function contentStatements(path: string, content: string): Statement[] {
  const places = filePlaces(path, content).map(([place, value]) => ({ key: `${path} ${place}`, value }));
  return [{ key: path, value: true }, ...places];
}
