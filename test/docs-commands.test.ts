import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const pages = readdirSync('docs', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => join('docs', name));

/** Sources of tests, those with machines and control planes among them. */
const tests = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.m?ts$/.test(name))
  .map((name) => readFileSync(join('test', name), 'utf8'));

interface Block {
  readonly place: string;
  readonly mark: string;
}

/** Blocks of commands, and the comment on the line before each. */
function blocksOf(page: string): Block[] {
  const text = readFileSync(page, 'utf8');
  return [...text.matchAll(/(?:^ *<!-- (.+) -->\n)?^ *```(?:sh|console|bash)\n/gm)].map((found) => ({
    place: `${page}:${text.slice(0, found.index).split('\n').length}`,
    mark: found[1] ?? '',
  }));
}

describe('every block of commands on a page', () => {
  const blocks = pages.flatMap(blocksOf);

  test('is run by a test, or says why it is not', () => {
    expect(blocks.length).toBeGreaterThan(50);
    const named = ({ mark }: Block): boolean => {
      const name = /^(?:example|cluster): (.+)$/.exec(mark)?.[1];
      return name !== undefined && tests.some((text) => text.includes(`'${name}'`));
    };
    const left = blocks.filter((block) => !named(block) && !/^not run: \w+ .{10,}$/.test(block.mark));
    expect(left.map(({ place, mark }) => `${place} ${mark}`)).toEqual([]);
  });

  test('but for few is run', () => {
    expect(blocks.filter(({ mark }) => mark.startsWith('not run:')).length).toBeLessThan(9);
  });
});
