import { isMapping, readYaml } from '../yaml-1.1.js';

/** The settings of a text by their paths: `authentication.anonymous.enabled` → `false`. */
export type Settings = ReadonlyMap<string, string>;

const word = /^[A-Za-z0-9_-]+$/;
const below = (path: string, key: string): string => {
  const name = word.test(key) ? key : JSON.stringify(key);
  return path === '' ? name : `${path}.${name}`;
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null'));

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;

function addLeaves(value: unknown, path: string, found: Map<string, string>): void {
  if (isMapping(value)) for (const [key, each] of Object.entries(value)) addLeaves(each, below(path, key), found);
  else if (Array.isArray(value) && !value.every(isScalar))
    for (const [index, each] of value.entries()) addLeaves(each, `${path}[${index}]`, found);
  else found.set(path, textOf(value));
}

function leaves(value: unknown): Settings | undefined {
  if (!isMapping(value)) return undefined;
  const found = new Map<string, string>();
  addLeaves(value, '', found);
  return found;
}

export const yamlSettings = (text: string): Settings | undefined => leaves(readYaml(text, 'the file'));
/** The settings of a script that writes YAML, as a node's own script finds them: a line each, at its beginning. */
export const scriptSettings = (text: string): Settings =>
  new Map([...text.matchAll(/^([A-Za-z]\w*):[ \t]*(.*)$/gm)].map(([, name = '', value = '']) => [name, value]));

export const jsonSettings = (text: string): Settings | undefined => leaves(JSON.parse(text));

const oneValue = /^(?:"(?:[^"\\]|\\.)*"|'[^']*'|\[.*\]|[\w.+:-]+)$/;

/** TOML that has each value on a line of its own, as ours has; undefined where one takes several. */
export function tomlSettings(text: string): Settings | undefined {
  const found = new Map<string, string>();
  let table = '';
  for (const line of text.split('\n').map((each) => each.trim())) {
    const [, header] = /^\[\[?([^[\]]+)\]\]?$/.exec(line) ?? [];
    const [, key, value = ''] = /^([\w."/-]+)\s*=\s*(.+)$/.exec(line) ?? [];
    if (header !== undefined) table = `${header.trim()}.`;
    else if (key !== undefined && oneValue.test(value)) found.set(`${table}${key}`, value.replace(/^"(.*)"$/, '$1'));
    else if (line !== '' && !line.startsWith('#')) return undefined;
  }
  return found;
}

/** A program's flags by their names, and the rest of its line. */
function commandSettings(name: string, value: string): [string, string][] {
  const words = value.split(/\s+/);
  const isFlag = (each: string): boolean => each.startsWith('--');
  const flags = words.filter(isFlag).map((flag): [string, string] => {
    const end = flag.indexOf('=');
    return end < 0 ? [flag, 'true'] : [flag.slice(0, end), flag.slice(end + 1)];
  });
  return [[name, words.filter((each) => !isFlag(each)).join(' ')], ...flags];
}

/** Settings of a unit file by section; a program's flags each by its name. A setting on several lines is one. */
export function unitSettings(text: string): Settings {
  const found = new Map<string, string>();
  let section = '';
  for (const line of text.replaceAll('\\\n', ' ').split('\n')) {
    section = /^\[(.+)\]$/.exec(line)?.[1] ?? section;
    const [, name, value = ''] = /^([A-Za-z]+)=(.*)$/.exec(line) ?? [];
    if (name === undefined) continue;
    const pairs = name === 'ExecStart' ? commandSettings(`${section}.${name}`, value) : [[`${section}.${name}`, value]];
    for (const [key = '', each = ''] of pairs) found.set(key, [found.get(key), each].filter(Boolean).join(' '));
  }
  return found;
}

/** `name = value`, a line each. */
export function lineSettings(text: string): Settings {
  const pairs = text.split('\n').flatMap((line): [string, string][] => {
    const [, name, value] = /^\s*([^#=\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value]];
  });
  return new Map(pairs);
}

/** Words, a line each: whether each is there. */
export const wordSettings = (text: string): Settings =>
  new Map(text.split('\n').flatMap((line) => (/^[^#\s]\S*$/.test(line) ? [[line, 'loaded'] as const] : [])));
