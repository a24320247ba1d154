import { describe, expect, it } from 'vitest';
import { type NotedCopy, noteLines, type OwnWords, readCopy } from './copy-note.js';
import { pairsOf } from './pair-copies.js';

const rows: readonly [OwnWords, OwnWords, OwnWords] = [
  ['w-1', '10.0.0.1', '10.1.0.0/24'],
  ['w-10', '10.0.0.10,fd00::a', '10.1.9.0/24'],
  ['w-2', '-', '-'],
];
const noted = (nodes: readonly [OwnWords, ...OwnWords[]], text: string): NotedCopy => {
  const note = noteLines(nodes).map((line) => `# ${line}\n`);
  const copy = readCopy(`#cloud-config\n${note.join('')}${text}`);
  if (copy === undefined) throw new Error('the note is not read');
  return copy;
};
const lookup =
  (...copies: readonly NotedCopy[]) =>
  (node: string): NotedCopy | undefined =>
    copies.find(({ nodes }) => nodes.some(([name]) => name === node));

describe('a note', () => {
  it('is read back as it was written', () => {
    expect(noted(rows, 'a: 1\n')).toEqual({ nodes: rows, text: '#cloud-config\na: 1\n' });
    expect(noted([rows[0]], 'a: 1\n')).toEqual({ nodes: [['w-1']], text: '#cloud-config\na: 1\n' });
    expect(readCopy('#cloud-config\n# a comment\na: 1\n')).toBeUndefined();
  });
});

describe('copies of the same nodes', () => {
  const text = (name: string, address: string, more = ''): string =>
    `hosts: 10.0.0.1 w-1 10.0.0.10 w-10\nname: ${name}\nkey: <key nodes/${name}-key.pem>\nip: ${address}\nnear: 10.0.0.100 110.0.0.1 w-1-2 xw-1\nurl: https://10.0.0.100:1/w-100\n${more}`;

  it('pair those that stay together, and name those that come', () => {
    const old = noted([rows[0], rows[1]], text('w-1', '10.0.0.1'));
    const now = noted(rows, text('w-1', '10.0.0.1', 'new: 1\n'));
    expect(pairsOf(now, lookup(old))).toEqual({
      pairs: [{ nodes: ['w-1', 'w-10'], old: old.text, now: now.text }],
      added: ['w-2'],
    });
  });

  it('compare a node that leaves the others in its own terms, but for what names them all', () => {
    const old = noted([rows[0], rows[1]], text('w-1', '10.0.0.1'));
    const alone = noted([rows[1]], text('w-10', '10.0.0.10', 'new: 1\n'));
    const [pair] = pairsOf(alone, lookup(old)).pairs;
    expect(pair).toEqual({ nodes: ['w-10'], old: alone.text.replace('new: 1\n', ''), now: alone.text });
  });

  it('compare a node that joins the others likewise', () => {
    const old = noted([rows[1]], text('w-10', '10.0.0.10'));
    const now = noted([rows[0], rows[1]], text('w-1', '10.0.0.1'));
    expect(pairsOf(now, lookup(old))).toEqual({
      pairs: [{ nodes: ['w-10'], old: old.text, now: old.text }],
      added: ['w-1'],
    });
  });

  it('compare nodes of several copies apart', () => {
    const first = noted([rows[0]], text('w-1', '10.0.0.1'));
    const second = noted([rows[1]], text('w-10', '10.0.0.10', 'old: 1\n'));
    const now = noted([rows[0], rows[1]], text('w-1', '10.0.0.1'));
    const { pairs } = pairsOf(now, lookup(first, second));
    expect(pairs.map(({ nodes, old, now: becomes }) => [nodes, old === becomes])).toEqual([
      [['w-1'], true],
      [['w-10'], false],
    ]);
  });
});
