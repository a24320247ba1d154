import { describe, expect, it } from 'vitest';
import { loadYaml, mostWords } from './load.js';
import { Refused } from './refused.js';

const refusal = (text: string): string => {
  try {
    loadYaml(text);
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
  return 'none';
};

describe('what PyYAML loads', () => {
  it.each([
    ['a: [yes, off, y]', { a: [true, false, 'y'] }],
    ['a: [012, 08, 0o7, 1_0, 0x1f, 0b11, 12:30, 1e3, 1.5e+3]', { a: [10, '08', '0o7', 10, 31, 3, 750, '1e3', 1500] }],
    ['a: [~, null, "", .inf]', { a: [null, null, '', Number.POSITIVE_INFINITY] }],
    ['a: 99999999999999999999', { a: '99999999999999999999' }],
    ['a: 2001-02-28', { a: new Date('2001-02-28') }],
    ['a: 2001-12-14t21:59:43.10-05:00', { a: new Date('2001-12-15T02:59:43.100Z') }],
    ['a: [!!str 5, !!int "0x1f", ! 12, "!!"]', { a: ['5', 31, 12, '!!'] }],
    ['a: !!binary aGk=', { a: Uint8Array.of(0x68, 0x69) }],
    ['a: &x {b: 1}\nc: {<<: *x, d: 2}\ne: *x', { a: { b: 1 }, c: { b: 1, d: 2 }, e: { b: 1 } }],
    ['{<<: [{a: 1}, {a: 2, b: 2}], b: 3}', { a: 1, b: 3 }],
    ['a: 1\na: 2', { a: 2 }],
    ['=: 1', { '=': 1 }],
    ['a: !!set {x, y}', { a: ['x', 'y'] }],
    ['a: !!omap [x: 1]', { a: [['x', 1]] }],
    ['a: "x\ty"\nb: |\n \tz\n# \t', { a: 'x\ty', b: '\tz\n' }],
    ['a: x\r\nb: y\rc: z\u0085d: u', { a: 'x', b: 'y', c: 'z', d: 'u' }],
    ['\ufeffa: x', { a: 'x' }],
    ['%YAML 1.2\n---\na: x\n...\n', { a: 'x' }],
    ['a: |\n text', { a: 'text' }],
    ['a: [\n x\n]', { a: ['x'] }],
    ['# nothing\n', null],
  ])('%j', (text, value) => {
    expect(loadYaml(text)).toEqual(value);
  });

  it('keeps a key of any name as a key', () => {
    expect(Object.keys(loadYaml('__proto__: {a: 1}') as object)).toEqual(['__proto__']);
  });
});

describe('what PyYAML refuses', () => {
  it.each([
    ['a: !vault x', 'it does not know the tag !vault'],
    ['a: !!python/object/apply:os.system [ls]', 'it does not know the tag !!python/object/apply:os.system'],
    ['a: !!str [x]', '!!str stands before a list'],
    ['a: !!int x', 'is no number'],
    ['a: 0b_', 'is no number of base 2'],
    ['a: x\n---\nb: y', 'a second document begins in line 2'],
    ['a:\t[x]', 'line 1 has a tab'],
    ['a: x\ty', 'has a tab in it'],
    ['\ta: x', 'tab'],
    ['a: x\u0001', 'U+0001'],
    ['a: x\u0080', 'U+0080'],
    ['a: x\u2028', 'U+2028'],
    ['a: =', '"=" without quotes'],
    ['a: <<', '"<<" without quotes'],
    ['a: 2001-99-99', '2001-99-99 does not exist'],
    ['a: 2001-02-29', '2001-02-29 does not exist'],
    ['[a]: x', 'a key is a list or a mapping'],
    ['a: {{ b }}', 'a key is a list or a mapping'],
    [': x', '":" stands there without a key'],
    ['a: &x [*x]', '&x holds itself'],
    ['a: *x', '*x names no &x before it'],
    ['a: &x 1\nb: &x 2', '&x stands there twice'],
    ['<<: x', '<<: takes mappings in'],
    ['%YAML 2.0\n---\na: x', 'Unsupported YAML version 2.0 in line 1'],
    ['a: [x', 'in line 1'],
    ['...\na: x', 'line 1 ends a document that has not begun'],
    ['a: !!bool maybe', 'is neither true nor false'],
    ['a: !!binary a', 'damaged base64'],
  ])('%j', (text, why) => {
    expect(refusal(text)).toContain(why);
  });

  it.each([
    ['lists in flow style', '['.repeat(100_000)],
    ['lists in block style', '- '.repeat(100_000)],
    ['mappings', `${'{a: '.repeat(1000)}x${'}'.repeat(1000)}`],
    ['indentation', Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')],
  ])('%s that lie very deep', (_, text) => {
    expect(refusal(text)).toBe('its values lie within one another more than 200 deep');
  });

  it('more words than any document has', () => {
    expect(refusal('- x\n'.repeat(mostWords))).toContain(`more than ${mostWords} words`);
  });
});
