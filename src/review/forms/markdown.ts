import { rangeText } from '../told/grouped.js';
import { changeTitle, effectText, impactText } from '../told/words.js';
import {
  type Finding,
  fullest,
  isEmptyPage,
  type PageFile,
  type PlacedChange,
  percent,
  type ReviewPage,
} from './page.js';

/** What GitHub takes of a comment, in characters. */
export const mostCharacters = 65_536;

/** Text that stands for itself: nothing in it is a mark, a tag, a link or a person's name. */
const plain = (text: string): string =>
  text.replace(/[\\`*_{}[\]()#+!|<>&@~$^:-]/g, (char) => `&#${char.charCodeAt(0)};`).replace(/\s+/g, ' ');
const code = (text: string): string => `<code>${plain(text)}</code>`;

/** A block whose fence is longer than any in it. */
function block(kind: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${kind}\n${text.endsWith('\n') ? text : `${text}\n`}${fence}\n`;
}

const folded = (summary: string, body: string): string =>
  body === '' ? `- ${summary}\n` : `<details><summary>${summary}</summary>\n\n${body}\n</details>\n`;

function changeBlock({ nodes, change, place }: PlacedChange): string {
  const where = nodes.length > 0 && nodes[0] !== '' ? `${plain(rangeText(nodes))}: ` : '';
  const from = place === null ? '' : ` · ${plain(`${place.file} line ${place.line}`)}`;
  const summary = `${where}${code(changeTitle(change))}<br>${plain(effectText(change))}${from}`;
  return folded(summary, change.diff === undefined ? '' : block('diff', change.diff));
}

const findingBlock = ({ severity, file, line, column, code: name, message, hint }: Finding): string =>
  `- **${severity}** ${code(`${file}:${line}:${column}`)} ${plain(message)} (${code(name)})${hint === '' ? '' : `<br>${plain(hint)}`}\n`;

const fileBlock = ({ change, file, diff }: PageFile): string =>
  folded(`${plain(change)}: ${code(file)}`, diff === '' ? '' : block('diff', diff));

/** Ten marks, as many of them full as the document has tenths of its limit. */
function bar(share: number): string {
  const full = Math.min(10, Math.round(share * 10));
  return `${'█'.repeat(full)}${'░'.repeat(10 - full)}`;
}

function sizeLines({ sizes }: ReviewPage): string[] {
  return fullest(sizes).map((size) => {
    const { provider, node, bytes, limit } = size;
    return `${bar(bytes / limit)} ${percent(size)} of the ${limit} bytes that ${plain(provider)} takes: ${plain(node)}\n`;
  });
}

/** Blocks as far as there is room, and how many there was none for. */
function fitting(blocks: readonly string[], room: number): string {
  let text = '';
  for (const [index, each] of blocks.entries()) {
    if (text.length + each.length > room) return `${text}\n… and ${blocks.length - index} more: see the job's log.\n`;
    text += each;
  }
  return text;
}

/** A page as a comment on GitHub or GitLab: the summary, and the rest folded, group by group. */
export function markdownPage(page: ReviewPage): string {
  const machines = page.machines.map(
    ({ nodes, impact, restarts }) =>
      `- ${plain(rangeText(nodes))}${nodes.length > 1 ? ` (${nodes.length} machines)` : ''}: **${plain(impactText(impact, restarts))}**\n`,
  );
  const head = [
    `### ${plain(page.title)}\n\n`,
    ...(isEmptyPage(page) ? ['Nothing would change.\n'] : []),
    ...machines,
    ...page.notes.map((note) => `- ${plain(note)}\n`),
    ...(page.sizes.length > 0 ? ['\n', ...sizeLines(page)] : []),
    '\n',
  ].join('');
  const blocks = [...page.findings.map(findingBlock), ...page.groups.map(changeBlock), ...page.files.map(fileBlock)];
  return `${head}${fitting(blocks, mostCharacters - head.length - 200)}`;
}
