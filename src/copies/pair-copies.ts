import type { NotedCopy, OwnWords } from './copy-note.js';

/** Nodes that shared a copy and share one now; the texts are as for the first of them. */
export interface CopyPair {
  readonly nodes: readonly [string, ...string[]];
  readonly old: string;
  readonly now: string;
}

/**
 * Pairs a copy with those that its nodes had before, and names the nodes that had none. A node may have shared a copy
 * that is now its own, or the other way round, so the texts are put into the terms of the node that is compared.
 */
export function pairsOf(
  now: NotedCopy,
  before: (node: string) => NotedCopy | undefined,
): { readonly pairs: readonly CopyPair[]; readonly added: readonly string[] } {
  const shared = new Map<NotedCopy, [string, ...string[]]>();
  const added: string[] = [];
  for (const [node] of now.nodes) {
    const was = before(node);
    const others = was && shared.get(was);
    if (was === undefined) added.push(node);
    else if (others === undefined) shared.set(was, [node]);
    else others.push(node);
  }
  const pairs = [...shared].map(([was, nodes]): CopyPair => {
    const old = asFor(nodes[0], was, now.text);
    return { nodes, old, now: asFor(nodes[0], now, old) };
  });
  return { pairs, added };
}

/**
 * A shared copy as one of its other nodes would have it. A line that the other text has as it stands names the first node
 * for all of them, as a table of hosts does.
 */
function asFor(node: string, { nodes, text }: NotedCopy, other: string): string {
  const [first, own] = [nodes[0], nodes.find(([name]) => name === node)].map(wordsOf);
  const turns = (first ?? []).flatMap((word, at): [RegExp, string][] => {
    const mine = own?.[at];
    return mine === undefined || mine === word ? [] : [[at === 0 ? wholeName(word) : wholeAddress(word), mine]];
  });
  if (turns.length === 0) return text;
  const kept = new Set(other.split('\n'));
  const turned = (line: string): string => turns.reduce((all, [word, mine]) => all.replace(word, () => mine), line);
  return text
    .split('\n')
    .map((line) => (kept.has(line) ? line : turned(line)))
    .join('\n');
}

const wordsOf = (row: OwnWords | undefined): string[] => row?.flatMap((words) => words.split(',')) ?? [];

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Not a part of a longer one: of `batch-1` there is none in `batch-10`, nor in `batch-1-2`. */
const wholeName = (word: string): RegExp => new RegExp(`(?<![\\w.-])${escaped(word)}(?!\\w|-\\d)`, 'g');
const wholeAddress = (word: string): RegExp =>
  new RegExp(`(?<![\\w.${word.includes(':') ? ':' : ''}])${escaped(word)}(?!\\w|[.:]\\w)`, 'g');
