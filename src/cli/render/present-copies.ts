import { join } from 'node:path';
import { type NotedCopy, readCopy } from '../../copies/copy-note.js';
import { readIfThere } from '../pki/folder.js';
import { copyFiles, nodeOfCopy } from './review-files.js';

/** The copies in a cluster's folder, by the nodes that they are for. */
export interface PresentCopies {
  readonly nodes: readonly string[];
  /** Looks a node's copy up; each file is read once by one of these, and held as long as it is. */
  readonly lookup: () => (node: string) => NotedCopy | undefined;
}

/** Only which file is whose is kept, so that memory stays flat. */
export function presentCopies(folder: string): PresentCopies {
  const files = new Map<string, string>();
  for (const file of copyFiles(folder)) for (const [node] of copyIn(folder, file).nodes) files.set(node, file);
  const lookup: PresentCopies['lookup'] = () => {
    const read = new Map<string, NotedCopy>();
    return (node) => {
      const file = files.get(node);
      if (file === undefined) return undefined;
      const copy = read.get(file) ?? copyIn(folder, file);
      read.set(file, copy);
      return copy;
    };
  };
  return { nodes: [...files.keys()], lookup };
}

/** A copy that has lost its note is still the one of the node that its file is called for. */
function copyIn(folder: string, file: string): NotedCopy {
  const text = copyText(join(folder, file)) ?? '';
  return readCopy(text) ?? { nodes: [[nodeOfCopy(file)]], text };
}

/** A copy as it was written: git may have given every line of it the ending of another system. */
export function copyText(path: string): string | undefined {
  const text = readIfThere(path);
  return text === undefined || /(?:^|[^\r])\n/.test(text) ? text : text.replaceAll('\r\n', '\n');
}
