import type { MachineTree, TreeCommand, TreeDirectory, TreeFile, TreeLink, TreeSetting, TreeUnit } from './tree.js';

/** A tree in the making: the readers of all envelopes add to it in the order in which the machine would. */
export interface Gathering {
  readonly layer: (name: string) => void;
  readonly file: (file: TreeFile) => void;
  readonly directory: (directory: TreeDirectory) => void;
  readonly link: (link: TreeLink) => void;
  readonly unit: (unit: Pick<TreeUnit, 'name'> & Partial<TreeUnit>) => void;
  readonly command: (command: TreeCommand) => void;
  readonly setting: (setting: TreeSetting) => void;
  readonly remark: (text: string) => void;
  readonly tree: () => MachineTree;
}

const unitFile = /^\/etc\/systemd\/system\/([^/]+\.(?:service|socket|target|timer|mount|automount|swap|path|slice))$/;

const joined = (first: Uint8Array, second: Uint8Array): Uint8Array => {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
};

/** `systemctl enable …` and its like switch units; what a shell makes of other words is not for us to know. */
const verbs: Readonly<Record<string, Partial<TreeUnit>>> = {
  enable: { enabled: true },
  disable: { enabled: false },
  mask: { masked: true },
};

function unitsSwitched({ command }: TreeCommand): (Pick<TreeUnit, 'name'> & Partial<TreeUnit>)[] {
  // Of a line for a shell the first command.
  const words = typeof command === 'string' ? (command.split(/[;&|]/)[0] ?? '').trim().split(/\s+/) : command;
  const [program = '', ...rest] = words;
  if (!/^(\/usr)?(\/bin\/)?systemctl$/.test(program) || rest.some((word) => /[;&|`$<>(]/.test(word))) return [];
  const [verb = '', ...names] = rest.filter((word) => !word.startsWith('-'));
  const change = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (change === undefined) return [];
  return names.map((name) => ({ name: /\.[a-z]+$/.test(name) ? name : `${name}.service`, ...change }));
}

/** Starts an empty tree. */
export function gather(): Gathering {
  const layers: string[] = [];
  const files = new Map<string, TreeFile>();
  const directories = new Map<string, TreeDirectory>();
  const links = new Map<string, TreeLink>();
  const units = new Map<string, Partial<TreeUnit>>();
  const commands: TreeCommand[] = [];
  const rest: TreeSetting[] = [];
  const remarks = new Set<string>();
  const unit: Gathering['unit'] = ({ name, ...change }) => {
    units.set(name, { ...units.get(name), ...change });
  };
  return {
    layer: (name) => layers.push(name),
    file: (file) => {
      const present = file.appended ? files.get(file.path) : undefined;
      const whole = present
        ? { ...file, content: joined(present.content, file.content), appended: present.appended }
        : file;
      files.set(file.path, whole);
    },
    directory: (directory) => directories.set(directory.path, directory),
    link: (link) => links.set(link.path, link),
    unit,
    command: (command) => {
      commands.push(command);
      for (const switched of unitsSwitched(command)) unit(switched);
    },
    setting: (setting) => rest.push(setting),
    remark: (text) => remarks.add(text),
    tree: () => {
      for (const { path, content } of files.values()) {
        const name = unitFile.exec(path)?.[1];
        if (name !== undefined) unit({ name, content });
      }
      const byPath = <T extends { path: string }>(map: Map<string, T>): T[] =>
        [...map.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
      return {
        layers,
        files: byPath(files),
        directories: byPath(directories),
        links: byPath(links),
        units: [...units]
          .map(([name, known]): TreeUnit => ({ enabled: null, masked: false, content: null, ...known, name }))
          .sort((a, b) => (a.name < b.name ? -1 : 1)),
        commands,
        rest,
        remarks: [...remarks],
      };
    },
  };
}
