import { describe, expect, it } from 'vitest';
import { codeFrame, printable } from './code-frame.js';
import { diagnose } from './diagnose.js';
import { LineIndex } from './line-index.js';
import { parseSpec } from './parse.js';
import { formatReport, formatReports } from './report.js';

function frame(text: string, part: string): string {
  const index = new LineIndex(text);
  const start = text.indexOf(part);
  return codeFrame(index, index.position([start, start + part.length])).join('\n');
}

describe('codeFrame', () => {
  it('underlines below tabs, wide and combining characters', () => {
    expect(frame('a\tb: x\n', 'x')).toBe('> 1 | a    b: x\n    |         ^');
    expect(frame('名: x\n', 'x')).toBe('> 1 | 名: x\n    |     ^');
    expect(frame('e\u0301: x\n', 'x')).toBe('> 1 | e\u0301: x\n    |    ^');
    expect(frame('😀: 名名\n', '名名')).toBe('> 1 | 😀: 名名\n    |     ^^^^');
  });

  it('shows two lines around, and no line ends', () => {
    expect(frame('1\r\n2\r\n3\r\nx\r\n5\r\n6\r\n7\r\n', 'x')).toBe(
      '  2 | 2\n  3 | 3\n> 4 | x\n    | ^\n  5 | 5\n  6 | 6',
    );
  });

  it('cuts long lines around the place', () => {
    const shown = frame(`${'a'.repeat(500_000)}XY${'b'.repeat(500_000)}\n`, 'XY').split('\n');
    expect(shown.every((line) => line.length < 120)).toBe(true);
    const [line = '', marks = ''] = shown;
    expect(line.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('XY');
  });

  it('lets nothing steer the terminal', () => {
    expect(printable('a\u001b[1m\u202eb\n')).toBe('a\\u001b[1m\\u202eb\\u000a');
    expect(frame('a: "\u001b[1m"', 'a')).not.toContain('\u001b');
  });
});

describe('formatReport', () => {
  const parsed = parseSpec('a: 1\nb: 2\n');
  const source = { file: 'x,y:100%.yaml', parsed };
  const late = diagnose('artifact-unverified', ['b'], { artifact: 'runc' });
  const early = diagnose('number-out-of-range', ['a'], { value: 1, range: '2 to 3' });

  it('sorts by place', () => {
    expect(formatReport([late, early], source, { format: 'text' })).toMatchInlineSnapshot(`
      "x,y:100%.yaml:1:4: error: 1 is out of range: 2 to 3 is allowed [number-out-of-range]
        > 1 | a: 1
            |    ^
          2 | b: 2

      x,y:100%.yaml:2:4: warning: runc is installed without a check of its digest [artifact-unverified]
          1 | a: 1
        > 2 | b: 2
            |    ^
        hint: Add its digest: digest: "sha256:…".

      1 error, 1 warning
      "
    `);
  });

  it('escapes what GitHub reads', () => {
    expect(formatReport([late], source, { format: 'github' })).toBe(
      '::warning file=x%2Cy%3A100%25.yaml,line=2,endLine=2,col=4,endColumn=5,title=artifact-unverified::' +
        'runc is installed without a check of its digest. Add its digest: digest: "sha256:…".\n',
    );
  });

  it('is one JSON list for several files', () => {
    const report = { diagnostics: [late], source };
    const entries = JSON.parse(formatReports([report, report], { format: 'json' }));
    expect(entries).toHaveLength(2);
    expect(Object.keys(entries[0]).sort()).toEqual([
      'code',
      'column',
      'endColumn',
      'endLine',
      'file',
      'hint',
      'line',
      'message',
      'path',
      'severity',
    ]);
    expect(JSON.parse(formatReports([], { format: 'json' }))).toEqual([]);
  });

  it('says how many more there are', () => {
    const many = Array.from({ length: 120 }, (_, value) =>
      diagnose('number-out-of-range', ['a'], { value, range: 'none' }),
    );
    const text = formatReport(many, source, { format: 'text' });
    expect(text).toContain('… and 20 more\n\n120 errors\n');
    expect(JSON.parse(formatReport(many, source, { format: 'json' }))).toHaveLength(120);
  });

  it('has colour only when asked', () => {
    expect(formatReport([late], source, { format: 'text', colour: true })).toContain('\u001b[33;1mwarning\u001b[0m');
  });
});
