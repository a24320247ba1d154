import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { envelopes } from '../../src/encode/encode.js';
import { ignitionSpecifications } from '../../src/eras/ignition.js';
import type { NodePlan } from '../../src/index.js';
import { plainFile } from '../../src/plan/node-plan.js';
import { everyGoldenOf } from '../goldens.js';
import { formsOf, planOf, within } from './ignition-plans.js';
import { cached, judged } from './judge.js';

const build = /^ignition-[0-9a-f]{16}$/;

judged('ignition-validate', cached(build, 'ignition-validate'), (program) => {
  const validate = (input: string) => {
    const { stdout, stderr, status } = spawnSync(program, ['-'], { input, encoding: 'utf8' });
    return { words: stdout + stderr, status };
  };
  const fine = { words: '', status: 0 };

  it.each(everyGoldenOf('ignition'))('$name is accepted without a word', ({ text }) => {
    expect(validate(text)).toEqual(fine);
  });

  it.each(Object.keys(ignitionSpecifications))('accepts the version %s in every form', (version) => {
    for (const { form, text } of formsOf(planOf('flatcar', version))) {
      expect(text).toContain(`"version":"${version}"`);
      expect({ form, ...validate(text) }).toEqual({ form, ...fine });
    }
  });

  it('would tell of a version that it does not know, of a path that is there twice, and of a key that nobody reads', () => {
    const { text } = within(planOf('flatcar'), null);
    expect(validate(text.replace('"3.3.0"', '"3.9.0"'))).toMatchObject({ status: 1 });
    expect(validate(text.replaceAll('/etc/crictl.yaml', '/etc/containerd/config.toml'))).toMatchObject({
      status: 1,
      words: expect.stringContaining('duplicate'),
    });
    expect(validate(text.replace('"enabled"', '"enbled"')).words).toContain('unused key enbled');
  });
});

// Only root can give files to root.
const asRoot = process.getuid?.() === 0 ? cached(build, 'ignition') : undefined;

judged("Ignition's files stage, as root", asRoot, (program) => {
  let folder: string;
  let root: string;
  const at = (path: string): string => join(root, path);
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bootwright-ignition-'));
    root = join(folder, 'root');
    put('/etc/passwd', 'root:x:0:0:root:/root:/bin/sh\n');
    put('/etc/group', 'root:x:0:\n');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Does to the root what Ignition does at a first boot. */
  function apply(config: string): void {
    writeFileSync(join(folder, 'config.ign'), config);
    for (const file of ['cache', 'state', 'neednet']) rmSync(join(folder, file), { force: true });
    for (const stage of ['fetch-offline', 'fetch', 'files']) {
      const args = ['--platform=file', `--stage=${stage}`, `--root=${root}`, '--log-to-stdout'];
      const places = ['config-cache=cache', 'state-file=state', 'neednet=neednet'].map((each) => `--${each}`);
      const { status, stdout } = spawnSync(program, [...args, ...places], { cwd: folder, encoding: 'utf8' });
      expect(status, `${stage}: ${stdout?.slice(-2000)}`).toBe(0);
    }
    // It needs nothing from a network.
    expect(existsSync(join(folder, 'neednet'))).toBe(false);
  }

  const own = new Set(['/etc/passwd', '/etc/group', '/etc/.ignition-result.json']);
  const preset = '/etc/systemd/system-preset/20-ignition.preset';

  /** Every file below the root but those that the test or Ignition itself put there. */
  function tree(): { path: string; mode: number; owner: string; content: string }[] {
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
      .filter((path) => !own.has(path) && path !== preset)
      .map((path) => {
        const { mode, uid, gid } = lstatSync(at(path));
        return { path, mode: mode & 0o7777, owner: `${uid}:${gid}`, content: readFileSync(at(path), 'utf8') };
      })
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  const planned = ({ files }: NodePlan) =>
    files
      .map(({ path, mode, content }) => ({ path, mode, owner: '0:0', content }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));

  const documents = ['flatcar', 'fedora-coreos'].flatMap((fixture) =>
    formsOf(planOf(fixture)).map(({ form, text }) => ({ fixture, form, text })),
  );

  it.each(documents)('makes of $fixture, $form, just the files, modes, owners and units of the plan', (each) => {
    apply(each.text);
    expect(tree()).toEqual(planned(planOf(each.fixture)));
    expect(readFileSync(at(preset), 'utf8')).toBe('enable bootwright.service\n');
  });

  it.each(everyGoldenOf('ignition'))('makes of $name just what our own reading says', ({ text, files }) => {
    apply(text);
    const read = files.map(({ path, permissions = '0644', content }) => ({
      ...{ path, mode: Number.parseInt(permissions, 8), owner: '0:0', content },
    }));
    expect(tree()).toEqual(read.sort((a, b) => (a.path < b.path ? -1 : 1)));
  });

  it('replaces what the image has at a path, and does it all again after a power cut', () => {
    const plan = planOf('fedora-coreos');
    put('/etc/containerd/config.toml', 'version = 2\n');
    put('/etc/systemd/system/containerd.service', '[Service]\n');
    chmodSync(at('/etc/containerd/config.toml'), 0o600);
    apply(within(plan, null).text);
    apply(within(plan, null).text);
    expect(tree()).toEqual(planned(plan));
  });

  describe('with hostile texts', () => {
    const nasty = [
      '',
      '\n',
      '%',
      '%41',
      '#',
      '?a=b',
      '"',
      '\\',
      '{}',
      '{{x}}',
      '\t',
      ' ',
      '~',
      'é',
      '😀',
      '\u007f',
      '+',
      '&',
    ];
    const anything = fc.sample(fc.string({ unit: 'binary', maxLength: 30 }), { numRuns: 300, seed: 6 });
    const hostile = [...nasty, ...anything].filter((text) => text.isWellFormed());
    const bare = planOf('flatcar');
    const units = bare.files.filter(({ path }) => path.endsWith('/bootwright.service'));

    it.each(['plain', 'packed'])('%s: each comes back from the disk', (form) => {
      const files = hostile.map((content, index) => plainFile(`/etc/hostile/${index}`, content, []));
      const plan = { ...bare, files: [...files, ...units] };
      apply(envelopes.ignition.encode(plan, new Set(form === 'packed' ? files : [])));
      expect(tree()).toEqual(planned(plan));
    });

    it('each that can be a name comes back as one', () => {
      const names = hostile.filter(
        (text) => /^[^/\0]+$/.test(text) && !/^\.\.?$/.test(text) && Buffer.byteLength(text) < 250,
      );
      const files = names.map((name) => plainFile(`/etc/hostile/x${name}`, 'x', []));
      const plan = { ...bare, files: [...files, ...units] };
      apply(envelopes.ignition.encode(plan));
      expect(tree()).toEqual(planned(plan));
    });
  });
});
