import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineIndex } from './line-index.js';
import { parseSpec } from './parse.js';
import { offsetsAt } from './positions.js';
import { readSpec } from './read.js';
import { formatReport } from './report.js';
import { sizeLimit, textFlaw, valueLimit } from './text-flaws.js';

const codesOf = (text: string) => parseSpec(text).diagnostics.map(({ code }) => code);

describe('parseSpec', () => {
  it('follows aliases and merge keys; own keys win, then the first source', () => {
    const text = 'a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc: {<<: [*a, *b], x: 0}\nd: *a\n"<<": plain\n';
    const { value, diagnostics } = parseSpec(text);
    expect(diagnostics).toEqual([]);
    expect(value).toEqual({
      a: { x: 1, y: 1 },
      b: { y: 2, z: 2 },
      c: { x: 0, y: 1, z: 2 },
      d: { x: 1, y: 1 },
      '<<': 'plain',
    });
  });

  it('reads YAML 1.2, also below a %YAML 1.1 line', () => {
    const expected = { a: 'yes', b: 'on', c: '12:30:45', d: 644, e: '1_000' };
    const text = 'a: yes\nb: on\nc: 12:30:45\nd: 0644\ne: 1_000\n';
    expect(parseSpec(text).value).toEqual(expected);
    expect(parseSpec(`%YAML 1.1\n---\n${text}`).value).toEqual(expected);
  });

  it('takes an anchor used fifty thousand times', () => {
    const text = `a: &a {x: 1}\nb:\n${'  - *a\n'.repeat(50_000)}`;
    const { value, diagnostics } = parseSpec(text);
    expect(diagnostics).toEqual([]);
    expect((value as { b: unknown[] }).b).toHaveLength(50_000);
  });

  it('takes the last anchor of a name before the alias', () => {
    expect(parseSpec('a: &x 1\nb: *x\nc: &x 2\nd: *x\n').value).toEqual({ a: 1, b: 1, c: 2, d: 2 });
  });

  it('keeps prototypes clean', () => {
    expect(codesOf('__proto__: {polluted: 1}\nconstructor: 1\n')).toEqual(['key-unknown']);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it.each([
    ['a text beyond the limit', 'a'.repeat(sizeLimit + 1), 'text-too-large'],
    ['millions of values', `a: [${'0,'.repeat(2_000_000)}0]`, 'yaml-too-many-values'],
    ['deep flow lists', '['.repeat(50_000), 'yaml-too-deep'],
    ['deep block lists', '- '.repeat(20_000), 'yaml-too-deep'],
    [
      'deep block maps',
      Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
      'yaml-too-deep',
    ],
    ['deep but closed lists', `${'['.repeat(100)}${']'.repeat(100)}`, 'yaml-too-deep'],
  ])('says no to %s', (_name, text, code) => expect(codesOf(text)).toEqual([code]));

  it('finds a duplicate key among fifty thousand', () => {
    const keys = Array.from({ length: 50_000 }, (_, index) => `k${index}: 1\n`).join('');
    expect(codesOf(`${keys}k7: 2\n`)).toEqual(['yaml-duplicate-key']);
  });
});

const yamlish = fc
  .array(
    fc.constantFrom(
      'a',
      ': ',
      '\n',
      '  ',
      '- ',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '&x ',
      '*x',
      '<<: ',
      '# ',
      '|\n',
      '>',
      '!t ',
      '? ',
      '---\n',
      '\t',
      '1.30',
      'null',
      ',',
      '\r\n',
      '\ufeff',
      '%YAML 1.1\n',
      '\u{1f600}',
      '\0',
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));
const keysOfSpec = fc
  .dictionary(
    fc.constantFrom('apiVersion', 'kind', 'metadata', 'spec', 'name', 'workers', '0', '__proto__', 'toString'),
    fc.jsonValue(),
  )
  .map((value) => JSON.stringify(value));

describe('any text', () => {
  it('is read without a throw, and every place lies inside it', () => {
    fc.assert(
      fc.property(fc.oneof(yamlish, keysOfSpec, fc.string({ unit: 'binary', maxLength: 60 })), (text) => {
        const { parsed, diagnostics } = readSpec(text);
        const index = new LineIndex(parsed.text);
        for (const { offsets, path, at } of diagnostics) {
          const position = index.position(offsets ?? offsetsAt(parsed, path, at));
          expect(position.line).toBeGreaterThanOrEqual(1);
          expect(position.endLine).toBeLessThanOrEqual(index.count);
          expect(position.column).toBeGreaterThanOrEqual(1);
          expect(position.column).toBeLessThanOrEqual(index.line(position.line).length + 1);
          expect(position.endColumn).toBeLessThanOrEqual(index.line(position.endLine).length + 1);
          expect(position.endLine > position.line || position.endColumn >= position.column).toBe(true);
        }
        for (const format of ['text', 'json', 'github'] as const) {
          const report = formatReport(diagnostics, { file: 'a.yaml', parsed }, { format });
          // biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal must not be steered
          expect(report).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
        }
      }),
      { numRuns: 500 },
    );
  }, 60_000);
});

// Each costs the reader a kilobyte and some microseconds: they are counted before it sees the text.
it.each(['a\n', 'a,', '[', '{', 'a: ', '- ', '? ', '!t ', '&a ', '*a ', '"" ', "'' ", '""'])(
  'refuses more of %j than a spec may have values, and reads none of them',
  (part) => {
    const most = `b: ${part.repeat(valueLimit + 2)}`;
    expect(most.length).toBeLessThan(sizeLimit);
    expect(textFlaw(most)?.code).toBe('yaml-too-many-values');
    expect(textFlaw(`b: ${part.repeat(valueLimit / 4)}`)).toBeUndefined();
  },
);
