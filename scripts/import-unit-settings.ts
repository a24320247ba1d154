/**
 * Writes the settings that systemd knows in unit files: `node build/scripts/scripts/import-unit-settings.js TREE...
 * >data/unit-settings.tsv`. Each TREE is Debian's packages systemd, libsystemd-shared and libc6 of one release, unpacked
 * (`unpack` in .ci/judges does it), the oldest first. The names and what they hold are what systemd itself prints; since
 * when, its newest manual says.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

interface Known {
  readonly holds: string;
  /** Versions of systemd, as those that were asked. */
  readonly last: number;
}

/** `Section.Setting` and what it holds, as one systemd prints it. */
interface Dump {
  readonly version: number;
  readonly settings: ReadonlyMap<string, string>;
}

/** Where a file is that lies in /usr, or beside it as in older releases. */
function one(tree: string, path: string): string {
  const found = [`${tree}/usr/${path}`, `${tree}/${path}`].find((each) => existsSync(each));
  if (found === undefined) throw new Error(`${tree} has no ${path}`);
  return found;
}

function dumpOf(tree: string): Dump {
  const program = one(tree, 'lib/systemd/systemd');
  const loader = one(tree, 'lib/x86_64-linux-gnu/ld-linux-x86-64.so.2');
  const libraries = ['usr/lib', 'lib'].flatMap((each) =>
    ['', '/systemd'].map((below) => `${tree}/${each}/x86_64-linux-gnu${below}`),
  );
  const path = [...libraries, '/lib/x86_64-linux-gnu'].join(':');
  const run = (flag: string): string => {
    const { stdout, stderr } = spawnSync(loader, ['--library-path', path, program, flag], { encoding: 'utf8' });
    if (stdout === '') throw new Error(stderr);
    return stdout;
  };
  const version = Number(/^systemd (\d+)/.exec(run('--version'))?.[1]);
  const settings = new Map<string, string>();
  let section = '';
  for (const line of run('--dump-configuration-items').split('\n')) {
    const [, head] = /^\[(\w+)\]$/.exec(line) ?? [];
    const [, name, holds = ''] = /^(\w+)=(.*)$/.exec(line) ?? [];
    if (head !== undefined) section = head;
    else if (name !== undefined) settings.set(`${section}.${name}`, holds);
  }
  return { version, settings };
}

/** The manual pages about unit files; others have settings of the same names. */
const pages = [
  ...['automount', 'exec', 'kill', 'mount', 'path', 'resource-control', 'scope', 'service', 'slice', 'socket', 'swap'],
  ...['timer', 'unit'],
];

/** How a line changes what is indented. What a list's entries say is indented once more. */
const indents = (line: string): number => Number(line.startsWith('.RS')) - Number(line.startsWith('.RE'));

/** The settings that a line is the heading of; undefined for other lines. */
function headed(line: string, before: string | undefined, after: string | undefined): string[] | undefined {
  if (before !== '.PP' || after?.startsWith('.RS') !== true || !/^\\fI\w+=\\fR/.test(line)) return undefined;
  return [...line.matchAll(/\\fI(\w+)=\\fR/g)].map(([, name = '']) => name);
}

/** The settings of a manual page, with the version of systemd that brought each, where it says so. */
function addedIn(lines: readonly string[]): [name: string, version: number][] {
  const found: [string, number][] = [];
  let [depth, inside] = [0, 0];
  let names: string[] = [];
  for (const [index, line] of lines.entries()) {
    depth += indents(line);
    const heading = headed(line, lines[index - 1], lines[index + 1]);
    if (heading !== undefined) [names, inside] = [heading, depth + 1];
    else if (indents(line) < 0 && depth < inside) names = [];
    const [, version] = /^Added in version (\d+)/.exec(line) ?? [];
    if (version !== undefined && depth === inside)
      found.push(...names.map((name) => [name, Number(version)] as [string, number]));
  }
  return found;
}

/** Which version of systemd brought a setting, by its name; the earliest where several sections got it. */
function additions(tree: string): Map<string, number> {
  const since = new Map<string, number>();
  for (const page of pages) {
    const text = gunzipSync(readFileSync(`${tree}/usr/share/man/man5/systemd.${page}.5.gz`)).toString();
    for (const [name, version] of addedIn(text.split('\n')))
      since.set(name, Math.min(version, since.get(name) ?? Number.POSITIVE_INFINITY));
  }
  return since;
}

const trees = process.argv.slice(2);
const dumps = trees.map(dumpOf);
const newest = dumps.at(-1)?.version ?? 0;
const added = additions(trees.at(-1) ?? '');
const known = new Map<string, Known>();
for (const { version, settings } of dumps)
  for (const [name, holds] of settings) known.set(name, { holds, last: version });

/** Sections that have a setting alike, by what stands in the table about it. */
const rows = new Map<string, string[]>();
for (const [name, { holds, last }] of known) {
  const [section = '', setting = ''] = name.split('.');
  const until = last === newest ? '' : (dumps.find(({ version }) => version > last)?.version ?? '');
  const before = dumps.filter((dump) => !dump.settings.has(name) && dump.version < last).at(-1)?.version ?? 0;
  const since = Math.max(before === 0 ? 0 : before + 1, added.get(setting) ?? 0);
  // One page tells of several names at once, so that a later one may stand with an earlier one's version.
  const row = [setting, holds, since, until].join('\t');
  rows.set(row, [...(rows.get(row) ?? []), section]);
}

const lines = [...rows].map(([row, sections]) => `${sections.sort().join('+')}.${row}`).sort();
const head = [
  '# Written by scripts/import-unit-settings.ts. Do not edit.',
  ...dumps.map(({ version }) => `# ${version}: systemd --dump-configuration-items`),
  `# since: "Added in version" of the manual pages of ${newest}, systemd.*(5)`,
  '# sections.name	what it holds, as systemd calls it	the first version of systemd that has it (0: older than all that matter)	the first that was asked and has it no longer',
];
process.stdout.write(`${[...head, ...lines].join('\n')}\n`);
