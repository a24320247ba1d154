import type { MachineState, TreeFile, TreeMount, TreeStep, TreeSysctl, TreeUser } from './tree.js';
import { textOf } from './unpack.js';

/** The journal of our own documents' first boot: it is known by its place, and read by the form of its lines. */
const journalPath = '/opt/bootwright/install.sh';

/** Lines of the journal: the steps that it begins, and the users and owners that its host() makes. */
const stepLine = /^(?:do_now|start|serve) .+$/gm;
const userLine = /^ +add_user .+$/gm;
const ownerLine = /^ +own_file .+$/gm;

/** The words of a line as bash has them; of a brace expansion the word as it stands. */
function wordsOf(line: string): string[] {
  const words = line.trim().match(/(?:'[^']*'|\\.|[^\s'\\])+/g) ?? [];
  return words.map((word) => word.replaceAll(/'([^']*)'|\\(.)/g, (_, quoted, sign) => quoted ?? sign));
}

function stepOf(line: string): TreeStep {
  const [does = '', name = '', ...command] = wordsOf(line);
  return does === 'serve' ? { name: `start-${name}`, command: [does, name, ...command] } : { name, command };
}

function userOf(line: string): TreeUser {
  const [, name = '', group = '', home = '', shell = ''] = wordsOf(line);
  return { name, group, home, shell };
}

const journalOf = (files: readonly TreeFile[]): string => textsOf(files, new RegExp(`^${journalPath}$`)).join('');

/** The files with the owners that the first boot gives them, once it has made these users. */
export function ownedFiles(files: readonly TreeFile[]): TreeFile[] {
  const lines: readonly string[] = journalOf(files).match(ownerLine) ?? [];
  const owners = new Map(
    lines.map(wordsOf).flatMap(([, owner = '', ...paths]) => paths.map((path) => [path, owner] as const)),
  );
  return files.map((file) => ({ ...file, owner: owners.get(file.path) ?? file.owner }));
}

/** Lines that are neither empty nor comments. Source: modules-load.d(5), sysctl.d(5). */
const settingLines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^[#;]/.test(line));

function sysctlsOf(text: string): TreeSysctl[] {
  return settingLines(text).flatMap((line) => {
    const cut = line.indexOf('=');
    return cut < 0 ? [] : [{ key: line.slice(0, cut).trim().replace(/^-/, ''), value: line.slice(cut + 1).trim() }];
  });
}

/** What a mount unit mounts, and where. Source: systemd.mount(5). */
function mountsOf(text: string): TreeMount[] {
  const values = new Map(
    settingLines(text).flatMap((line): [string, string][] => {
      const [, key = '', value = ''] = /^(What|Where|Type|Options)\s*=(.*)$/.exec(line) ?? [];
      return key === '' ? [] : [[key, value.trim()]];
    }),
  );
  const [what, where, type = '', options = ''] = ['What', 'Where', 'Type', 'Options'].map((key) => values.get(key));
  return what === undefined || where === undefined ? [] : [{ what, where, type, options }];
}

/** Texts of the files of a kind, by their names: of the same settings the last file's hold. */
const textsOf = (files: readonly TreeFile[], kind: RegExp): string[] =>
  files
    .filter(({ path }) => kind.test(path))
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
    .flatMap(({ content }) => textOf(content) ?? []);

const nameOf = ({ path }: TreeFile): string => path.slice(path.lastIndexOf('/'));

/**
 * What the files of a document make of a machine beside themselves: kernel modules and settings, mounts; and of our own
 * documents the users, packages and steps of the first boot.
 */
export function machineState(files: readonly TreeFile[]): MachineState {
  const journal = journalOf(files);
  const linesOf = (form: RegExp): readonly string[] => journal.match(form) ?? [];
  const steps = linesOf(stepLine).map(stepOf);
  const sysctls = new Map(
    textsOf(files, /^\/etc\/sysctl\.d\/[^/]+\.conf$/).flatMap((text) =>
      sysctlsOf(text).map((each) => [each.key, each] as const),
    ),
  );
  return {
    users: linesOf(userLine).map(userOf),
    packages: steps.flatMap(({ command: [called, ...words] }) => (called === 'packages' ? words : [])),
    modules: [...new Set(textsOf(files, /^\/etc\/modules-load\.d\/[^/]+\.conf$/).flatMap(settingLines))].sort(),
    sysctls: [...sysctls.values()],
    mounts: textsOf(files, /^\/etc\/systemd\/system\/[^/]+\.mount$/).flatMap(mountsOf),
    steps,
  };
}
