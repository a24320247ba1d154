import { machineState, ownedFiles } from './machine-state.js';
import { type UnitChange, unitFile, unitsSwitched } from './switched-units.js';
import {
  type Also,
  type MachineTree,
  type TreeCommand,
  type TreeDirectory,
  type TreeFile,
  type TreeLink,
  type TreePart,
  type TreeSetting,
  type TreeUnit,
  Unreadable,
} from './tree.js';

/** A tree in the making: the readers of all envelopes add to it in the order in which the machine would. */
export interface Gathering {
  readonly layer: (name: string) => void;
  readonly file: (file: TreeFile) => void;
  readonly directory: (directory: TreeDirectory) => void;
  readonly link: (link: TreeLink) => void;
  readonly unit: (unit: UnitChange) => void;
  readonly command: (command: TreeCommand) => void;
  readonly setting: (setting: TreeSetting) => void;
  readonly part: (part: TreePart) => void;
  readonly remark: (text: string) => void;
  readonly tree: () => MachineTree;
}

/** Pieces as one: put together once, however many there are. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const [only] = pieces;
  if (pieces.length === 1 && only) return only;
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const piece of pieces) {
    whole.set(piece, end);
    end += piece.length;
  }
  return whole;
}

/** A file, and what is appended to it further down in the document. */
interface Growing {
  readonly file: TreeFile;
  readonly pieces: Uint8Array[];
  readonly added: Also[];
}

function grown({ file, pieces, added }: Growing): TreeFile {
  const also = added.length > 0 ? { ...file.also, appended: added } : file.also;
  return { ...file, content: joined(pieces), also };
}

const byPath = <T extends { path: string }>(entries: Iterable<T>): T[] =>
  [...entries].sort((a, b) => (a.path < b.path ? -1 : 1));

/** Files, commands and whatever else a document may have: each is looked at for secrets, compared and shown. */
export const mostEntries = 50_000;

/** Starts an empty tree. */
export function gather(): Gathering {
  const layers: string[] = [];
  const files = new Map<string, Growing>();
  const directories = new Map<string, TreeDirectory>();
  const links = new Map<string, TreeLink>();
  const units = new Map<string, Partial<TreeUnit>>();
  const commands: TreeCommand[] = [];
  const rest: TreeSetting[] = [];
  const parts = new Map<string, TreePart>();
  const remarks = new Set<string>();
  const unit: Gathering['unit'] = ({ name, ...change }) => {
    units.set(name, { ...units.get(name), ...change });
  };
  let entries = 0;
  const count = (): void => {
    entries += 1;
    if (entries > mostEntries)
      throw new Unreadable(`it has more than ${mostEntries} files and commands, which no machine's document has`);
  };
  return {
    layer: (name) => layers.push(name),
    file: (file) => {
      count();
      const present = file.appended ? files.get(file.path) : undefined;
      if (present === undefined) files.set(file.path, { file, pieces: [file.content], added: [] });
      else {
        present.pieces.push(file.content);
        if (Object.keys(file.also).length > 0) present.added.push(file.also);
      }
    },
    directory: (directory) => {
      count();
      directories.set(directory.path, directory);
    },
    link: (link) => {
      count();
      links.set(link.path, link);
    },
    unit,
    command: (command) => {
      count();
      commands.push(command);
      for (const switched of unitsSwitched(command)) unit(switched);
    },
    setting: (setting) => rest.push(setting),
    part: (part) => {
      count();
      const name = parts.has(part.name) ? `${part.name} (${parts.size + 1})` : part.name;
      parts.set(name, { ...part, name });
    },
    remark: (text) => remarks.add(text),
    tree: () => {
      const whole = ownedFiles(byPath([...files.values()].map(grown)));
      for (const { path, content } of whole) {
        const name = unitFile.exec(path)?.[1];
        if (name !== undefined) unit({ name, content });
      }
      const state = machineState(whole);
      if (Object.values(state).flat().length > mostEntries)
        throw new Unreadable(`its files ask for more than ${mostEntries} things, which no machine's document does`);
      return {
        layers,
        files: whole,
        directories: byPath(directories.values()),
        links: byPath(links.values()),
        units: [...units]
          .map(([name, known]): TreeUnit => ({ enabled: null, masked: false, content: null, ...known, name }))
          .sort((a, b) => (a.name < b.name ? -1 : 1)),
        ...state,
        commands,
        rest,
        parts: [...parts.values()],
        remarks: [...remarks],
      };
    },
  };
}
