/** What a node has for itself alone: its name, addresses and ranges of pods, each list as one word; `-` is none. */
export type OwnWords = readonly [name: string, ...others: string[]];

const titleOf = (node: string): string =>
  `A copy of ${node}'s document for review: secrets, certificates and digests are named, and nothing is packed.`;
const shared = 'These nodes have the same, each with its own name, address and range of pods in place of the first:';

/** The lines at a copy's beginning: what it is, and whose. */
export function noteLines(nodes: readonly [OwnWords, ...OwnWords[]]): string[] {
  const own = titleOf(nodes[0][0]);
  if (nodes.length < 2) return [own];
  const widths = [0, 1].map((column) => Math.max(...nodes.map((words) => words[column]?.length ?? 0)));
  const rows = nodes.map((words) => `  ${words.map((word, at) => word.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd());
  return [own, shared, ...rows];
}

const note = new RegExp(`^# ${titleOf('(\\S+)')}\\r?\\n(?:# ${shared}\\r?\\n((?:#   .*\\r?\\n)+))?`, 'm');

/** A copy without its note, and the nodes that this names: it is the first one's document. */
export interface NotedCopy {
  readonly nodes: readonly OwnWords[];
  readonly text: string;
}

/** Reads a copy; undefined where a text has no such note. */
export function readCopy(text: string): NotedCopy | undefined {
  const [whole, first, rows] = note.exec(text) ?? [];
  if (whole === undefined || first === undefined) return undefined;
  const nodes = rows?.split('\n').flatMap((row): OwnWords[] => {
    const [name = '', ...others] = row.slice(1).trim().split(/\s+/);
    return name === '' ? [] : [[name, ...others]];
  });
  return { nodes: nodes ?? [[first]], text: text.replace(whole, '') };
}
