import { templates } from '../generated/templates.js';
import { installLibrary } from './layout.js';
import type { PlannedFile } from './node-plan.js';

/** A function of the library, or what stands above them all (without a name). */
interface Block {
  readonly name: string | undefined;
  readonly text: string;
  readonly words: ReadonlySet<string>;
}

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.match(/\w+/g));

/** The functions in their order; a blank line ends each. */
function readBlocks(): readonly Block[] {
  const text = templates['install-library.sh']({ enter: templates['enter.sh']({}).trimEnd() });
  return text
    .trimEnd()
    .split(/\n{2,}/)
    .map((block) => ({ name: /^(\w+)\(\)/.exec(block)?.[1], text: block, words: wordsOf(block) }));
}

/** Those that scripts call, those that these call, and so on. */
function reachable(blocks: readonly Block[], callers: string): readonly Block[] {
  const found = new Set<Block>();
  const waiting = [wordsOf(callers), ...blocks.filter(({ name }) => name === undefined).map(({ words }) => words)];
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
 * The library for the scripts that call it: each function is the same text in every document, and a document holds
 * those that its own scripts call, because bytes are short. Scripts that call the same get the same file.
 */
export function libraryPlanner(): (callers: string) => PlannedFile {
  const blocks = readBlocks();
  const known = new Map<string, PlannedFile>();
  return (callers) => {
    const content = `${reachable(blocks, callers)
      .map(({ text }) => text)
      .join('\n\n')}\n`;
    const file = known.get(content) ?? closedScript(installLibrary, content);
    known.set(content, file);
    return file;
  };
}

/** A script of the install's own: others on the node have no business with it, and people read it in the document. */
export function closedScript(path: string, content: string): PlannedFile {
  return { path, mode: 0o700, content, secret: false, origin: ['spec'] };
}
