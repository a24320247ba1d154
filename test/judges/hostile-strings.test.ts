import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeCloudConfig } from '../../src/encode/cloud-config.js';
import { plainFile } from '../../src/plan/node-plan.js';
import { shellWords } from '../../src/plan/shell-word.js';
import { unitWord } from '../../src/plan/unit-word.js';
import { installed, judged, outputOf } from './judge.js';

const nasty = [
  '',
  ' ',
  '  lead',
  'trail  ',
  '\t',
  'a\tb',
  '\n',
  '\n\n',
  'a\n',
  ' a\nb',
  'a\n\n',
  'a\r\nb',
  '\r',
  '-',
  '- a',
  '#',
  '# a',
  'a # b',
  ':',
  'a: b',
  '=',
  '<<',
  '~',
  'null',
  'yes',
  'on',
  'Off',
  '0644',
  '010',
  '1:30',
  '12:30:45',
  '1_000',
  '0b1',
  '0x1f',
  '1e3',
  '.inf',
  '.nan',
  '2024-01-01',
  '!',
  '!!str',
  '&a',
  '*a',
  '@',
  '`',
  '%',
  '%h',
  '%%',
  '%n %i',
  '$',
  '$$',
  '$HOME',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's, not ours.
  '${HOME}',
  '$(id)',
  '`id`',
  "'",
  "''",
  '"',
  '""',
  "it's",
  '\\',
  '\\\\',
  '\\n',
  '\\x41',
  ';',
  ' ; ',
  '&&',
  '|',
  '>',
  '<',
  '*',
  '?',
  '[',
  ']',
  '{a,b}',
  '{{x}}',
  '{% x %}',
  '!history',
  '---',
  '...',
  '--- a',
  '\u0001',
  '\u007f',
  '\u0085',
  '\u00a0',
  '\u2028',
  '\ufeff',
  'é',
  '日本',
  '🙂',
  '\u{10ffff}',
  '\ufffe',
  'a'.repeat(2000),
  `${'word '.repeat(400)}`,
  '|\n  a',
  '>\n  a',
  '? a',
  'a\n b\n  c\n',
  '\n a',
  'key:\n  - a\n',
  '#cloud-config',
  '## template: jinja',
  'EOF',
];

/** Hostile strings: the list above, and as many again that chance makes, from a seed that a failure prints. */
const anything = fc.sample(
  fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.array(fc.constantFrom(...nasty), { maxLength: 5 }).map((parts) => parts.join('')),
  ),
  { numRuns: 600, seed: 1 },
);
// A file's text and a program's arguments hold no NUL, and UTF-8 no half of a surrogate pair.
const hostile = [...nasty, ...anything].filter((text) => text.isWellFormed() && !text.includes('\0'));

const python = installed('python3', '-c', 'import yaml') ?? installed('/usr/bin/python3', '-c', 'import yaml');

judged('PyYAML', python, (program) => {
  const documentOf = (files: readonly { path: string; content: string }[]): string =>
    encodeCloudConfig({
      node: 'n',
      files: files.map(({ path, content }) => plainFile(path, content, [])),
      filesAtBoot: [],
      directories: [],
      artifacts: [],
      programs: new Map(),
      services: [],
      parts: [],
      release: { version: '1.36.4', command: ['true'] },
      firstBootLibrary: '/opt/x',
      firstBootUnit: 'x.service',
      statusProgram: '/bin/true',
      ignition: '3.3.0',
    });
  const read = (document: string): { write_files: { path: string; content: string }[] } => {
    const reader = 'import sys, json, yaml; print(json.dumps(yaml.safe_load(sys.stdin.buffer.read())))';
    return JSON.parse(outputOf(program, ['-c', reader], document));
  };

  it('reads back every hostile string, as content and as path, from plain ASCII', () => {
    const files = hostile.map((text) => ({ path: text, content: text }));
    const document = documentOf(files);
    expect(document).toMatch(/^[\n -~]*$/);
    expect(read(document).write_files).toEqual(files);
  });
});

judged('bash', installed('bash', '--version'), (bash) => {
  it('reads back every hostile string as one word', () => {
    const words = outputOf(bash, ['-s'], `printf '%s\\0' ${shellWords(hostile)}\n`).split('\0');
    expect(words.slice(0, -1)).toEqual(hostile);
  });
});

const manager = ['/usr/lib/systemd/systemd', '/lib/systemd/systemd'].find((path) => existsSync(path));

judged('systemd', manager, (systemd) => {
  const letters: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

  /** An argument as systemd prints it. Two `$` are one when the program starts; a test manager starts nothing. */
  function unquote(printed: string): string {
    const inner = Buffer.from(printed.startsWith('"') ? printed.slice(1, -1) : printed).toString('latin1');
    const bytes = inner.replaceAll(/\\([0-7]{3}|.)/g, (_, code: string) =>
      code.length === 3 ? String.fromCharCode(Number.parseInt(code, 8)) : (letters[code] ?? code),
    );
    const text = Buffer.from(bytes, 'latin1').toString();
    return text.replaceAll('$$', '$');
  }

  /** The arguments that systemd makes of each ExecStart line: it prints them quoted as for a shell. */
  function argumentsOf(lines: readonly string[]): string[] {
    const folder = mkdtempSync(join(tmpdir(), 'bootwright-words-'));
    const unit = [
      '[Unit]',
      'DefaultDependencies=no',
      '[Service]',
      'Type=oneshot',
      ...lines.map((line) => `ExecStart=/bin/echo ${line}`),
    ];
    writeFileSync(join(folder, 'words.service'), `${unit.join('\n')}\n`);
    chmodSync(folder, 0o777);
    // Its test mode does not run as root.
    const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const env = { SYSTEMD_UNIT_PATH: folder, XDG_RUNTIME_DIR: folder };
    const { stdout } = spawnSync(systemd, ['--test', '--user', '--unit=words.service'], {
      ...user,
      env,
      encoding: 'buffer',
      maxBuffer: 2 ** 28,
    });
    rmSync(folder, { recursive: true });
    const printed = stdout.toString().split('Command Line: /bin/echo ').slice(1);
    return printed.map((text) => unquote(text.slice(0, text.indexOf('\n'))));
  }

  it('reads back every hostile string as one argument', () => {
    expect(argumentsOf(hostile.map(unitWord))).toEqual(hostile);
  });
});
