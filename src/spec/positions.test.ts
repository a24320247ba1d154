import { describe, expect, it } from 'vitest';
import type { YAMLMap } from 'yaml';
import type { SpecPath } from './diagnostic.js';
import { LineIndex } from './line-index.js';
import { parseSpec } from './parse.js';
import { offsetsAt, offsetsWithin, sourceAt } from './positions.js';

function shown(text: string, path: SpecPath, at: 'key' | 'value' = 'value'): string {
  const parsed = parseSpec(text);
  return parsed.text.slice(...offsetsAt(parsed, path, at));
}

describe('offsetsAt', () => {
  const text = 'a:\n  b: [x, {c: "1.30"}]\n  d:\nbase: &base {e: f}\nuse: {<<: *base, g: h}\n';

  it.each<[SpecPath, 'key' | 'value', string]>([
    [['a', 'b', 1, 'c'], 'value', '"1.30"'],
    [['a', 'b', 1, 'c'], 'key', 'c'],
    [['a', 'b', 0], 'value', 'x'],
    [['a', 'd'], 'value', 'd'],
    [['a', 'missing', 'deeper'], 'value', 'a'],
    [['a', 'b', 7], 'value', 'b'],
    [['use', 'e'], 'value', 'f'],
    [['use', 'g'], 'value', 'h'],
    [['a', 'b', 'not-an-index'], 'value', 'b'],
  ])('%j %s', (path, at, expected) => expect(shown(text, path, at)).toBe(expected));

  it('tells how a number is spelled', () => {
    expect(sourceAt(parseSpec('a: 1.30\nb: [0644]\n'), ['a'])).toBe('1.30');
    expect(sourceAt(parseSpec('a: 1.30\nb: [0644]\n'), ['b', 0])).toBe('0644');
  });
});

describe('offsetsWithin', () => {
  const within = (text: string, part: string): string => {
    const parsed = parseSpec(text);
    const { value } = parsed.value as { value: string };
    const start = value.indexOf(part);
    const offsets = offsetsWithin(parsed, ['value'], [start, start + part.length]);
    return `${parsed.text.slice(0, offsets[0]).split('\n').length}:${parsed.text.slice(...offsets)}`;
  };

  it.each([
    ['value: |\n  one\n  two three\n', '2:one', 'one'],
    ['value: |\n  one\n\n    two three\n', '4:three', 'three'],
    ['value: |-\r\n  one\r\n  two three\r\n', '3:three', 'three'],
    ['value: |2+\n    one\n  two\n\n', '2:  one', '  one'],
    ['# first\nvalue: one two\n', '2:two', 'two'],
    ['value: "one two"\n', '1:two', 'two'],
    ["value: 'one two'\n", '1:two', 'two'],
    ['base: &base |\n  one\n  two\nvalue: *base\n', '3:two', 'two'],
  ])('%j', (text, expected, part) => expect(within(text, part)).toBe(expected));

  it.each([
    ['value: "one\\ntwo"\n', 'two'],
    ['value: >\n  one\n  two\n', 'two'],
    ["value: 'it''s two'\n", 'two'],
  ])('is all of %j, which reads otherwise than it is written', (text, part) =>
    expect(within(text, part)).toBe(`1:${text.slice(7).trimEnd()}${text.includes('>') ? '\n' : ''}`),
  );
});

describe('LineIndex', () => {
  it.each(['a\nb\n', 'a\r\nb\r\n'])('%j', (text) => {
    const index = new LineIndex(text);
    const start = text.indexOf('b');
    expect(index.position([start, start + 1])).toEqual({ line: 2, column: 1, endLine: 2, endColumn: 2 });
    expect(index.line(1)).toBe('a');
    expect(index.line(99)).toBe('');
    expect(index.position([-5, 999])).toMatchObject({ line: 1, column: 1, endLine: 3, endColumn: 1 });
  });

  it('counts one line in an empty text', () => {
    expect(new LineIndex('').position([0, 1])).toEqual({ line: 1, column: 1, endLine: 1, endColumn: 1 });
  });
});

it('looks each key up once, however many problems a mapping has', () => {
  const keys = Array.from({ length: 2000 }, (_, index) => `key${index}`);
  const parsed = parseSpec(keys.map((key) => `${key}: 1\n`).join(''));
  const map = parsed.contents as YAMLMap;
  let reads = 0;
  map.items = new Proxy(map.items, {
    get: (items, index, receiver) => {
      reads += 1;
      return Reflect.get(items, index, receiver);
    },
  });
  for (const key of keys) expect(parsed.text.slice(...offsetsAt(parsed, [key], 'key'))).toBe(key);
  expect(reads).toBeLessThan(4 * keys.length);
});
