import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { encodeCloudConfig } from '../../src/encode/cloud-config.js';
import { plainFile } from '../../src/plan/node-plan.js';
import { yamlText } from '../../src/plan/serialise.js';
import { shellWords } from '../../src/plan/shell-word.js';
import { unitWord } from '../../src/plan/unit-word.js';
import { hostile } from '../hostile-strings.js';
import { plainPlan } from '../plain-plan.js';
import { cached, installed, judged, outputOf } from './judge.js';

const python = installed('python3', '-c', 'import yaml') ?? installed('/usr/bin/python3', '-c', 'import yaml');

judged('PyYAML', python, (program) => {
  const documentOf = (files: readonly { path: string; content: string }[]): string =>
    encodeCloudConfig(plainPlan(files.map(({ path, content }) => plainFile(path, content, []))));
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

/** Every hostile text in every place that a file of Kubernetes has for one: a value, a key, in a list, on a line with others. */
const settings = {
  values: hostile,
  short: hostile.slice(0, 3),
  nested: hostile.map((text) => ({ name: text, list: [text, 'b'] })),
  keys: Object.fromEntries(hostile.map((text, index) => [text, index])),
  deep: hostile.map((text) => ({ [text]: { [text]: [text] } })),
};
// A key of more than 1,024 characters is none for PyYAML.
const isKey = (text: string) => text.length <= 1000;
settings.keys = Object.fromEntries(Object.entries(settings.keys).filter(([key]) => isKey(key)));
settings.deep = settings.deep.filter((entry) => Object.keys(entry).every(isKey));

judged('PyYAML, on the files of Kubernetes', python, (program) => {
  it('reads back every hostile string', () => {
    const reader = 'import sys, json, yaml; print(json.dumps(yaml.safe_load(sys.stdin.buffer.read())))';
    const text = yamlText(settings);
    expect(text).toMatch(/^[\n -~]*$/);
    expect(JSON.parse(outputOf(program, ['-c', reader], text))).toEqual(settings);
  });
});

judged("Kubernetes' own reader of YAML", cached(/^yaml-[0-9a-f]+$/, 'yaml-to-json'), (program) => {
  it('reads back every hostile string', () => {
    expect(JSON.parse(outputOf(program, [], yamlText(settings)))).toEqual(settings);
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
