import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { suggestionFor } from '../spec/suggestion.js';
import { type Arguments, settledValue } from './command.js';
import { say } from './console.js';
import { type ExitStatus, exitStatus } from './exit-status.js';
import { misuse } from './misuse.js';
import { packageFile } from './package-file.js';
import { starterSpec } from './starter-spec.js';

const builtIn = 'demo';

function exampleNames(): string[] {
  const folder = packageFile('fixtures');
  const cases = existsSync(folder) ? readdirSync(folder) : [];
  return [builtIn, ...cases.filter((name) => existsSync(join(folder, name, 'cluster.yaml'))).sort()];
}

function exampleText(name: string): string {
  return name === builtIn ? starterSpec : readFileSync(packageFile(`fixtures/${name}/cluster.yaml`), 'utf8');
}

/**
 * Where an editor finds the schema: in the package, if that lies below the working directory (a dependency, or this
 * repository), so that no path of this machine gets into a file that others read; else at its published address.
 */
function schemaAddress(target: string): string {
  const schema = packageFile('schemas/cluster.schema.json');
  if (!relative(process.cwd(), schema).startsWith('..')) {
    const path = relative(dirname(resolve(target)), schema).replaceAll('\\', '/');
    return path.startsWith('.') ? path : `./${path}`;
  }
  return (JSON.parse(readFileSync(schema, 'utf8')) as { $id: string }).$id;
}

export function run(given: Arguments): ExitStatus {
  const target = given.operands[0] ?? 'cluster.yaml';
  const example = settledValue(given, 'example');
  const names = exampleNames();
  if (!names.includes(example)) {
    const meant = suggestionFor(example, names);
    return misuse(
      `no example is called "${example}". ${meant ? `Did you mean ${meant}? ` : ''}There are:\n  ${names.join('\n  ')}`,
    );
  }
  if (existsSync(target) && !given.flags.has('force')) {
    return misuse(`${target} is there already and stays as it is; --force replaces it`);
  }
  const text = exampleText(example).replace(/^# yaml-language-server:.*\n/, '');
  mkdirSync(dirname(target), { recursive: true });
  const flag = given.flags.has('force') ? 'w' : 'wx';
  writeFileSync(target, `# yaml-language-server: $schema=${schemaAddress(target)}\n${text}`, { flag });
  say(`${target}: written. Next:\n  bootwright pki issue ${target}\n  bootwright render ${target}`);
  return exitStatus.fine;
}
