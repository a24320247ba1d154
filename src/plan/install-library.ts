import { type TemplateName, templates } from '../generated/templates.js';
import type { ResolvedHost } from '../resolve/resolved/resolved.js';
import { installLibrary, modulesFile, sysctlFile } from './layout.js';
import type { PlannedFile } from './node-plan.js';

/** A function of the library, or what stands above them all (without a name). */
interface Block {
  readonly name: string | undefined;
  readonly text: string;
  readonly words: ReadonlySet<string>;
}

/** What the functions are told of the document and its machine. Bytes are short: what needs nothing gets no line. */
export interface LibraryNeeds {
  /** The document's files in the order of its digest, as words of a bash array; $node is the node's name. */
  readonly files: string;
  /** Where the kubelet keeps what makes it this node, likewise. */
  readonly kept: string;
  /** What installs a program that is missing; null: nothing does. */
  readonly installer: ResolvedHost['installer'];
  /** Whether what is fetched needs its SELinux label before it may run. */
  readonly labels: boolean;
  /** Whether anything is fetched over plain HTTP, and whether without a digest. */
  readonly plainSources: boolean;
  readonly unverified: boolean;
}

/** The functions that install packages. */
const installers = {
  apt: ['packages/apt.sh'],
  dnf: ['packages/rpm.sh', 'packages/dnf.sh'],
  tdnf: ['packages/rpm.sh', 'packages/tdnf.sh'],
  zypper: ['packages/rpm.sh', 'packages/zypper.sh'],
} as const satisfies Readonly<Record<NonNullable<ResolvedHost['installer']>['manager'], readonly TemplateName[]>>;

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.match(/\w+/g));

/** The functions in their order; a blank line ends each. */
function readBlocks(needs: LibraryNeeds): readonly Block[] {
  const { installer } = needs;
  const text = templates['install-library.sh']({
    enter: templates['enter.sh']({}).trimEnd(),
    modulesFile,
    sysctlFile,
    ...needs,
    installer: installer && installers[installer.manager].map((part) => templates[part]({}).trim()).join('\n\n'),
    downloader: installer?.downloader,
  });
  return (
    text
      .trimEnd()
      // Half of it is enough to see what belongs together.
      .replace(/^(?: {2})+/gm, (blanks) => ' '.repeat(blanks.length / 2))
      .split(/\n{2,}/)
      .map((block) => ({ name: /^(\w+)\(\)/.exec(block)?.[1], text: block, words: wordsOf(block) }))
  );
}

/** Those of these names, those that they call, and so on. */
function reachable(blocks: readonly Block[], called: readonly string[]): readonly Block[] {
  const found = new Set<Block>();
  const waiting = [new Set(called), ...blocks.filter(({ name }) => name === undefined).map(({ words }) => words)];
  for (let words = waiting.pop(); words !== undefined; words = waiting.pop()) {
    for (const block of blocks) {
      if (found.has(block) || (block.name !== undefined && !words.has(block.name))) continue;
      found.add(block);
      waiting.push(block.words);
    }
  }
  return blocks.filter((block) => found.has(block));
}

/**
 * The library for the scripts that call it: a document holds the functions that its own scripts call. Nodes whose scripts
 * call the same and need the same get the same file.
 */
export function libraryPlanner(): (callers: string, needs: LibraryNeeds) => PlannedFile {
  const read = new Map<string, readonly Block[]>();
  const known = new Map<string, PlannedFile>();
  return (callers, needs) => {
    const needed = JSON.stringify(needs);
    const blocks = read.get(needed) ?? readBlocks(needs);
    read.set(needed, blocks);
    const words = wordsOf(callers);
    const called = blocks.flatMap(({ name }) => (name !== undefined && words.has(name) ? [name] : []));
    const key = `${called} ${needed}`;
    const file = known.get(key) ?? closedScript(installLibrary, libraryText(reachable(blocks, called)));
    known.set(key, file);
    return file;
  };
}

const libraryText = (blocks: readonly Block[]): string => `${blocks.map(({ text }) => text).join('\n\n')}\n`;

/** A script of the install's own: others on the node have no business with it, and people read it in the document. */
export function closedScript(path: string, content: string): PlannedFile {
  return { path, mode: 0o700, content, secret: false, origin: ['spec'] };
}
