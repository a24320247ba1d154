import type { ToldChange } from './told-change.js';

/** A change, and the nodes that have it: in their order, equal changes once. */
export interface GroupedChange {
  readonly nodes: readonly string[];
  readonly change: ToldChange;
}

/** What stands in a node's own name's place where several have the same change. */
const anyNode = 'NODE';

/** A text without the node's own name, as a whole word. */
function withoutName(text: string, node: string): string {
  const escaped = node.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`(?<![\\w.-])${escaped}(?![\\w])(?!-\\d)`, 'g'), anyNode);
}

/** Gathers the changes of one node after the other; only different ones take memory. */
export interface Grouping {
  /** Of several nodes that share a document the first one is named in it. */
  readonly add: (nodes: readonly string[], changes: readonly ToldChange[]) => void;
  readonly groups: () => GroupedChange[];
}

export function groupChanges(): Grouping {
  const known = new Map<string, { nodes: string[]; first: ToldChange; masked: string }>();
  // A secret is another one on each node; that it changes is the same.
  const keyOf = (masked: string): string => masked.replace(/<secret sha256:[0-9a-f]+>/g, '<secret>');
  return {
    add: (nodes, changes) => {
      for (const change of changes) {
        const masked = withoutName(JSON.stringify(change), nodes[0] ?? '');
        const group = known.get(keyOf(masked));
        if (group) group.nodes.push(...nodes);
        else known.set(keyOf(masked), { nodes: [...nodes], first: change, masked });
      }
    },
    groups: () =>
      [...known.values()].map(({ nodes, first, masked }) => ({
        nodes,
        change: nodes.length > 1 ? (JSON.parse(masked) as ToldChange) : first,
      })),
  };
}

/** Names with a number at their end, several in a row as `batch-0 … batch-19`; of many the first, and how many more. */
export function rangeText(names: readonly string[], most = 6): string {
  const pieces: string[] = [];
  for (let at = 0; at < names.length; ) {
    const [, head, digits = ''] = /^(.*?)(\d+)$/.exec(names[at] ?? '') ?? [];
    let end = at + 1;
    while (head !== undefined && names[end] === `${head}${Number(digits) + end - at}`) end += 1;
    if (end - at >= 3) pieces.push(`${names[at]} … ${names[end - 1]}`);
    else pieces.push(...names.slice(at, end));
    at = end;
  }
  const more = pieces.length - most;
  return more > 0 ? `${pieces.slice(0, most).join(', ')} and ${more} more` : pieces.join(', ');
}
