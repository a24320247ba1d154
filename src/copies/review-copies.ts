import { envelopes } from '../encode/encode.js';
import { planNodes } from '../plan/plan-node.js';
import { claimProblems } from '../render.js';
import type { ResolvedCluster, ResolvedNode } from '../resolve/resolved/resolved.js';
import type { Diagnostic } from '../spec/diagnostic.js';
import { noteLines, type OwnWords } from './copy-note.js';
import { equalNodes } from './equal-nodes.js';
import { placeholderCredentials } from './placeholder-credentials.js';
import { shownPlan } from './shown-plan.js';

/** A document as people read it: nothing packed, no secret, no certificate, nothing that follows from others. */
export interface ReviewCopy {
  /** The nodes whose document it is; it is written as the first one's. */
  readonly nodes: readonly [string, ...string[]];
  readonly fileName: string;
  readonly content: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** The folder of the copies, within a cluster's. */
export const reviewFolder = 'review';

/** The copies of all documents of a cluster, in the spec's own envelope: the same whoever has the keys. */
export function* reviewCopies(cluster: ResolvedCluster): Generator<ReviewCopy, void, undefined> {
  const planNode = planNodes(cluster, (_, name) => `<${name}>`);
  const { extension, encode, copy } = envelopes[cluster.format];
  for (const group of equalNodes(cluster.nodes)) {
    const [first] = group;
    const plan = shownPlan(planNode(first, placeholderCredentials(cluster, first)));
    yield {
      nodes: [first.name, ...group.slice(1).map(({ name }) => name)],
      fileName: `${reviewFolder}/${first.name}.${copy?.extension ?? extension}`,
      content: withNote((copy?.encode ?? encode)(plan), noteLines([ownWords(first), ...group.slice(1).map(ownWords)])),
      diagnostics: claimProblems(cluster, plan),
    };
  }
}

/** The note stands below the first line that says what the text is, in MIME that of our own part. */
function withNote(text: string, note: readonly string[]): string {
  const [title = ''] = /^#.*\n/m.exec(text) ?? [];
  return text.replace(title, () => `${title}${note.map((line) => `# ${line}`).join('\n')}\n`);
}

const ownWords = ({ name, addresses, podCIDRs }: ResolvedNode): OwnWords => [
  name,
  ...[addresses, podCIDRs].map((words) => (words.length === 0 ? '-' : words.join(','))),
];
