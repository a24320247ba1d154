import { shellWords } from './shell-words.js';
import type { Statement } from './statement.js';

/** What an install script does to its machine, read from its own lines and those of its library. */
export function installStatements(script: string, library: string, fstab: readonly string[]): Statement[] {
  const steps = script
    .split('\n')
    .filter((line) => /^(start|do_now|serve) /.test(line))
    // `serve UNIT KEY` starts a unit; the others are `start STEP COMMAND...`.
    .map((line) => shellWords(line).slice(line.startsWith('serve ') ? 0 : 1));
  const host = functionLines(script, 'host');
  const swap = host.includes('swap_off') ? functionLines(library, 'swap_off') : [];
  const mode = /chmod -R (\d+) "\$new"/.exec(library)?.[1] ?? 'none';
  return [
    ...steps.flatMap(([name = '', work, ...words]) => {
      if (work === 'packages') return words.map((word) => ({ key: `package ${word}`, value: true }));
      return work === 'put' ? putStatements(name, words, `0${mode}`) : [];
    }),
    { key: 'start', value: steps.flatMap(([work, unit]) => (work === 'serve' && unit ? [unit] : [])) },
    ...host.flatMap((line) => hostStatements(shellWords(line))),
    ...(swap.includes('swapoff -a') ? [{ key: 'swap', value: 'off' }] : []),
    ...fstab.map((line) => ({ key: `fstab ${line}`, value: edited(swap, line) })),
  ];
}

function functionLines(script: string, name: string): string[] {
  const body = new RegExp(`^${name}\\(\\) \\{.*\\n([^]*?)^\\}`, 'm').exec(script)?.[1];
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
    // Made where it is missing, by root with a umask of 022.
    ...directoryStatements('0755', 'root:root', [directory]),
  ];
}

function hostStatements([command, ...words]: readonly string[]): Statement[] {
  switch (command) {
    case 'close_directories':
      return directoryStatements('0700', 'root:root', words);
    case 'make_directories':
      return directoryStatements('0755', 'root:root', words);
    case 'own_directory': {
      const [mode = '', owner = '', ...paths] = words;
      return directoryStatements(mode, owner, paths);
    }
    case 'add_group':
      return [{ key: `group ${words[0]}`, value: true }];
    case 'add_user':
      return userStatements(words);
    default:
      return [];
  }
}

function directoryStatements(mode: string, owner: string, paths: readonly string[]): Statement[] {
  return paths.flatMap((path) => [
    { key: `directory ${path}`, value: true },
    { key: `directory ${path} @mode`, value: mode },
    { key: `directory ${path} @owner`, value: owner },
  ]);
}

/** `add_user NAME GROUP HOME SHELL` */
function userStatements([name, group = '', home = '', shell = '']: readonly string[]): Statement[] {
  const user = `user ${name}`;
  return [
    { key: user, value: true },
    { key: `${user} group`, value: group },
    { key: `${user} home`, value: home },
    { key: `${user} shell`, value: shell },
    { key: `${user} system`, value: true },
  ];
}

/** What the script's own sed makes of a line of /etc/fstab. */
function edited(host: readonly string[], line: string): string {
  const words = host.map(shellWords).find((each) => each.includes('sed') && each.includes('/etc/fstab'));
  const [, pattern, replacement] = /^s\/(.*)\/(.*)\/$/.exec(words?.find((word) => word.startsWith('s/')) ?? '') ?? [];
  if (pattern === undefined || replacement === undefined) return line;
  return line.replace(new RegExp(pattern), (found) => replacement.replace('&', found));
}
