import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { bootwright, ensureBuilt, workspace } from './cli-process.js';
import { installed, judged } from './judges/judge.js';

const name = 'current-containerd';
beforeAll(ensureBuilt, 120_000);

judged('git', installed('git', '--version'), (git) => {
  const staged = (folder: string): string[] => {
    const run = (...args: string[]) => spawnSync(git, args, { cwd: folder, encoding: 'utf8' });
    run('init', '-q');
    run('add', '-A');
    return run('diff', '--cached', '--name-only').stdout.trim().split('\n').sort();
  };

  test('is given no key and no document, whoever made the folders', () => {
    const folder = workspace({ keys: true });
    mkdirSync(join(folder, 'out'));
    bootwright(folder, ['pki', 'issue', 'cluster.yaml']);
    expect(bootwright(folder, ['render', 'cluster.yaml']).talk).not.toContain('git would take');
    writeFileSync(join(folder, 'b.yaml'), readFileSync(join(folder, 'cluster.yaml'), 'utf8').replace(name, 'other'));
    bootwright(folder, ['pki', 'issue', 'b.yaml', '--pki', 'other-keys']);
    expect(bootwright(folder, ['terraform', 'b.yaml', '--pki', 'other-keys']).status).toBe(0);
    expect(bootwright(folder, ['render', 'b.yaml', '--pki', 'other-keys', '--out', '.']).status).toBe(0);
    const copies = [0, 1, 2].map((index) => `review/worker-${index}.cloud-config.yaml`);
    expect(staged(folder)).toEqual([
      '.gitignore',
      'b.yaml',
      'cluster.yaml',
      ...copies.map((copy) => `other/${copy}`),
      'out/.gitignore',
      ...copies.map((copy) => `out/${name}/${copy}`),
      ...copies.map((copy) => `out/other/${copy}`),
    ]);
    const rules = readFileSync(join(folder, 'out', '.gitignore'), 'utf8');
    expect(rules.split('\n').slice(1)).toEqual([`/${name}/*`, `!/${name}/review/`, '/other/*', '!/other/review/', '']);
    bootwright(folder, ['render', 'cluster.yaml']);
    expect(readFileSync(join(folder, 'out', '.gitignore'), 'utf8')).toBe(rules);
  });

  test.each([
    ['out/.gitignore', '*.tmp\n', true],
    ['out/.gitignore', '*.yaml\n', true],
    ['out/.gitignore', `/${name}/\n`, false],
    ['out/.gitignore', '*\n!.gitignore\n', false],
    ['.gitignore', 'out/\npki\n', false],
  ])("leaves one's own %s with %j as it is, and says whether it lets a key through: %s", (file, rules, isTold) => {
    const folder = workspace({ keys: true });
    spawnSync(git, ['init', '-q'], { cwd: folder });
    mkdirSync(join(folder, 'out'));
    if (file === '.gitignore') writeFileSync(join(folder, 'out', '.gitignore'), '# nothing\n');
    writeFileSync(join(folder, file), rules);
    const { status, talk } = bootwright(folder, ['render', 'cluster.yaml']);
    expect({ status, isTold: talk.includes('warning: git would take') }).toEqual({ status: 0, isTold });
    expect(readFileSync(join(folder, file), 'utf8')).toBe(rules);
    // As git itself has it.
    expect(staged(folder).some((path) => path.startsWith(`out/${name}/`))).toBe(isTold);
    const line = /hint: add the line (\S+) to it/.exec(talk)?.[1];
    if (line) writeFileSync(join(folder, file), `${rules}${line}\n`);
    expect(bootwright(folder, ['render', 'cluster.yaml']).talk).not.toContain('git would take');
  });

  test('is told of, where the folder of keys has a .gitignore that is a link or lets a key through', () => {
    const folder = workspace({ keys: true });
    const rules = join(folder, 'pki', '.gitignore');
    writeFileSync(rules, 'ca-key.pem\n');
    const loose = bootwright(folder, ['pki', 'issue', 'cluster.yaml']);
    expect(loose.talk).toContain(
      'warning: git would take pki/admin-key.pem, which holds a private key: pki/.gitignore leaves it in',
    );
    rmSync(rules);
    writeFileSync(join(folder, 'rules'), '*\n');
    symlinkSync('../rules', rules);
    expect(bootwright(folder, ['pki', 'issue', 'cluster.yaml']).talk).toContain('is not a file that git reads');
  });
});
