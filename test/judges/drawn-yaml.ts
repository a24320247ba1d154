import fc from 'fast-check';

/** Values that YAML's readers are known to take differently: by tag, by look, by where a tab or a break stands. */
const values =
  `x|a b|=|<<|yes|0o7|0b_|0x_|08|012|1_0|12:30|2001-99-99|2001-02-30|2001-02-28|2001-1-1 1:2:3|2001-01-01T25:00:00Z
~|.inf|.nan|1e3|1.5e+3|!vault x|!!python/object:os.x y|!!python/name:os.x|!!str 5|!!int abc|!!float x|!!bool maybe|!!null x
!!binary YWJj|!!binary a|!!timestamp foo|! 12|*u|&q x|*q|'it''s'|"a\\tb"|"\\q"|"un|[a, b]|[a, [b]]|{a: b}|{a, b}|{[a]: b}|{{ x }}
[a: b]|{? a}|a:b|a: b|-|- a|?|? a|:|@x|\`x|#c|a #c|a#c||a\tb|x\t|\tx|[|a]|!!set {a, b}|!!omap [a: b]|!!omap [a]|!!seq a|!!map [a]
[a,]|[,a]|{,}|!|!!|!<x|&|*|&a &b x|!!str &a x|...|"a" b|"a":b|{"a":b}|{a:b}|{=: 1}|{<<: {a: b}}|{<<: a}|{<<: [{a: b}, c]}|?x|:x|-x`
    .split(/[|\n]/)
    .concat(['|\n  t\n  u', '>-\n  t\n\n  u', '|2\n  t', '|1\n t', 'a\n  b', '- a\n  - b'])
    .concat(['x\u0001', 'x\u007f', 'x\u0085y', 'x\u009fy', 'x\ufeffy', 'é', '😀', 'a:\tb', '-\ta', '? \ta', '\t']);
const keys = [
  'a',
  'b',
  'k',
  '"q"',
  '1',
  'yes',
  '~',
  '=',
  '<<',
  '[a]',
  '{a: b}',
  '!!str a',
  '&k k',
  '2001-99-99',
  'a b',
  '',
  '? a\n',
];
const separators = [': ', ':', ':\t', ' : ', ':\n  ', ':\n\t', ':\n  - ', ':\n- ', ': &a ', ': !!str ', ':\n  k: '];
const heads = [
  '---\n',
  '%YAML 1.1\n---\n',
  '%YAML 2.0\n---\n',
  '%FOO x\n---\n',
  '# c\n',
  '\ufeff',
  '%YAML 1.1\n',
  '---\n---\n',
];
const tails = ['...\n', '---\n', '---\nb: c\n', '...\nfoo\n', '#c', '- x\n', '}\n', '\t\n', ' x\n', '\n\n'];

const mostly = (usual: string, others: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 12, arbitrary: fc.constant(usual) }, fc.constantFrom(...others));
const pair = fc
  .tuple(mostly('a', keys), mostly(': ', separators), fc.constantFrom(...values))
  .map((all) => all.join(''));
const item = fc.constantFrom(...values).map((value) => `- ${value}`);
const indented = fc.tuple(mostly('', [' ', '  ', '\t']), fc.oneof({ weight: 4, arbitrary: pair }, item));
const lines = fc.array(indented, { minLength: 1, maxLength: 2 });

/** Documents of one line or two, most of which somebody would refuse. */
export const drawnYaml = fc
  .tuple(mostly('', heads), lines, mostly('', tails), mostly('\n', ['\r\n', '\r']))
  .map(([head, body, tail, end]) =>
    `${head}${body.map((line) => `${line.join('')}\n`).join('')}${tail}`.replaceAll('\n', end),
  );
