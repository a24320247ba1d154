import { shellWords } from './shell-words.js';
import type { Statement } from './statement.js';

/** What an install script does to its machine, read from the script's own lines. */
export function installStatements(script: string, fstab: readonly string[]): Statement[] {
  const steps = script
    .split('\n')
    .filter((line) => /^(start|do_now) /.test(line))
    .map((line) => shellWords(line).slice(1));
  const host = functionLines(script, 'host');
  const mode = /chmod -R (\d+) "\$new"/.exec(script)?.[1] ?? 'none';
  return [
    ...steps.flatMap(([name = '', work, ...words]) => {
      if (work === 'packages') return words.map((word) => ({ key: `package ${word}`, value: true }));
      return work === 'put' ? putStatements(name, words, `0${mode}`) : [];
    }),
    { key: 'start', value: steps.flatMap(([, work, unit]) => (work === 'serve' && unit ? [unit] : [])) },
    ...host.flatMap((line) => hostStatements(shellWords(line))),
    ...(host.includes('swapoff -a') ? [{ key: 'swap', value: 'off' }] : []),
    ...fstab.map((line) => ({ key: `fstab ${line}`, value: edited(host, line) })),
  ];
}

function functionLines(script: string, name: string): string[] {
  const body = new RegExp(`^${name}\\(\\) \\{\\n([^]*?)^\\}`, 'm').exec(script)?.[1];
  if (body === undefined) throw new Error(`the install script has no ${name}()`);
  return body.split('\n').map((line) => line.trim());
}

/** `put PATH DIGEST DIRECTORY tar [MEMBER...] | file NAME` */
function putStatements(name: string, words: readonly string[], mode: string): Statement[] {
  const [path = '', digest = '', directory = '', , ...members] = words;
  const programs = (members.length === 0 ? ['*'] : members).map((member) => `${directory}/${member.split('/').at(-1)}`);
  return [
    { key: `download ${name}`, value: true },
    { key: `download ${name} @url`, value: path.includes('://') ? path : `https://${path}` },
    { key: `download ${name} @checked`, value: digest !== 'unverified' },
    { key: `program ${name}`, value: true },
    { key: `program ${name} @path`, value: programs.length === 1 ? programs[0] : programs },
    { key: `program ${name} @mode`, value: mode },
    { key: `directory ${directory}`, value: true },
  ];
}

function hostStatements([first, ...words]: readonly string[]): Statement[] {
  if (first === 'install') return directoryStatements(words);
  // `getent group NAME >/dev/null || groupadd -r NAME`, `id NAME &>/dev/null || useradd -r …`
  const made = words.indexOf('||') + 1;
  const [command, ...options] = words.slice(made);
  if (made > 0 && command === 'groupadd') return [{ key: `group ${options.at(-1)}`, value: true }];
  return made > 0 && command === 'useradd' ? userStatements(options) : [];
}

/** The value after an option, as in `-m 0700`. */
function option(words: readonly string[], name: string, missing: string): string {
  const at = words.indexOf(name);
  return at < 0 ? missing : (words[at + 1] ?? missing);
}

function directoryStatements(words: readonly string[]): Statement[] {
  const owner = `${option(words, '-o', 'root')}:${option(words, '-g', 'root')}`;
  return words
    .filter((word) => word.startsWith('/'))
    .flatMap((path) => [
      { key: `directory ${path}`, value: true },
      { key: `directory ${path} @mode`, value: option(words, '-m', '0755') },
      { key: `directory ${path} @owner`, value: owner },
    ]);
}

function userStatements(options: readonly string[]): Statement[] {
  const user = `user ${options.at(-1)}`;
  return [
    { key: user, value: true },
    { key: `${user} group`, value: option(options, '-g', '') },
    { key: `${user} home`, value: option(options, '-d', '') },
    { key: `${user} shell`, value: option(options, '-s', '') },
    { key: `${user} system`, value: options.includes('-r') },
  ];
}

/** What the script's own sed makes of a line of /etc/fstab. */
function edited(host: readonly string[], line: string): string {
  const words = host.map(shellWords).find((each) => each[0] === 'sed' && each.includes('/etc/fstab'));
  const [, pattern, replacement] = /^s\/(.*)\/(.*)\/$/.exec(words?.find((word) => word.startsWith('s/')) ?? '') ?? [];
  if (pattern === undefined || replacement === undefined) return line;
  return line.replace(new RegExp(pattern), (found) => replacement.replace('&', found));
}
