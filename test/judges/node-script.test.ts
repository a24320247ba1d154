import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { encodeScript } from '../../src/encode/script.js';
import type { PlannedFile } from '../../src/plan/node-plan.js';
import { renderDocuments } from '../../src/render.js';
import { clusterOf, testKeys } from '../fixture-input.js';
import { plainPlan } from '../plain-plan.js';
import { installed, judged, outputOf } from './judge.js';

const fixture = 'current-containerd';
const cluster = clusterOf(fixture);
const [document] = renderDocuments(cluster, cluster.nodes, testKeys(fixture), 'script');

judged('shellcheck', installed('shellcheck', '--version'), (shellcheck) => {
  it('has nothing to say about the script of a node', () => {
    expect(document?.fileName).toBe('worker-0.sh');
    expect(outputOf(shellcheck, ['-'], document?.text)).toBe('');
  });
});

judged('bash', installed('bash', '--version'), (bash) => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bootwright-script-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Runs the part of a node's script that writes files: its `put`, and the calls of it. They are whoever's who runs this. */
  function write(files: readonly PlannedFile[]): void {
    const owner = outputOf(bash, ['-c', 'printf %s "$(id -un):$(id -gn)"']);
    const text = encodeScript(plainPlan(files.map((file) => ({ ...file, owner }))));
    const body = text.slice(text.indexOf('only_root() {'), text.indexOf('\nsystemctl '));
    const calls = body
      .split('\n')
      .filter((line) => !/^(install|# From|\(cd|scratch=|trap|consider$)/.test(line))
      .join('\n');
    expect(calls).toContain('put() (');
    outputOf(
      bash,
      ['-s'],
      `set -euo pipefail\numask 077\nlooks=\nstate=${join(folder, 'state')}\nmkdir -p "$state"\n${calls}\n`,
    );
  }

  const contents = [
    '',
    'x',
    'plain\n',
    'no end',
    'EOF\n',
    'EOF\nEOF_\n',
    'it\'s $HOME `id` \\ "\n',
    '\n\n',
    ' lead\n\ttab\n',
    'é 🙂\n',
    '%s\n',
    '-n\n',
  ];

  it('writes every content, byte for byte, with its mode, and leaves alone what is there', () => {
    const files = contents.map((content, index): PlannedFile => {
      const path = join(folder, `it's a "dir"/${index}`);
      return { path, content, mode: index % 2 ? 0o600 : 0o755, secret: false, origin: [] };
    });
    write(files);
    const first = files.map(({ path }) => statSync(path));
    for (const [index, { path, content, mode }] of files.entries()) {
      expect(readFileSync(path, 'utf8')).toBe(content);
      expect((first[index]?.mode ?? 0) & 0o777).toBe(mode);
    }
    write(files);
    expect(files.map(({ path }) => statSync(path).ino)).toEqual(first.map(({ ino }) => ino));
    write(files.map((file) => ({ ...file, mode: 0o644 })));
    for (const { path } of files) expect(statSync(path).mode & 0o777).toBe(0o644);
  });
});
