import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from './cli-process.js';
import { example, pageText } from './pages.js';

const folder = mkdtempSync(join(tmpdir(), 'bootwright-package-'));
const installed = join(folder, 'node_modules/bootwright');
let listed: string[] = [];

const npm = (args: readonly string[], cwd: string): string =>
  execFileSync('npm', [...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** Packs what is built, and installs that into an empty folder, as a user would. */
beforeAll(() => {
  ensureBuilt();
  const [packed] = JSON.parse(npm(['pack', '--ignore-scripts', '--json', '--pack-destination', folder], resolve('.')));
  listed = packed.files.map(({ path }: { path: string }) => path);
  writeFileSync(join(folder, 'package.json'), '{"private": true, "type": "module"}\n');
  const options = ['--prefer-offline', '--no-audit', '--no-fund', '--omit=dev'];
  npm(['install', ...options, join(folder, packed.filename)], folder);
}, 600_000);

const run = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(join(folder, 'node_modules/.bin/bootwright'), args, {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};

describe('the package', () => {
  it('holds what runs and what is read, and nothing of the workshop', () => {
    expect(listed).toEqual(expect.arrayContaining(['dist/cli.js', 'dist/index.js', 'schemas/cluster.schema.json']));
    expect(listed.filter((path) => /^(src|test|scripts|out|build|node_modules|data)\/|\.pem$/.test(path))).toEqual([]);
  });

  it('runs in an empty folder, from a spec to a document', () => {
    for (const args of [['init'], ['pki', 'issue', 'cluster.yaml'], ['render', 'cluster.yaml']])
      expect(run(...args), args.join(' ')).toMatchObject({ status: 0, stdout: '' });
    expect(readFileSync(join(folder, 'out/demo/worker-0.cloud-config.yaml'), 'utf8')).toMatch(/^#cloud-config\n/);
    expect(run('init', 'other.yaml', '--example', 'flatcar').status).toBe(0);
    expect(run('explain', 'spec.kubelet.config.maxPods').stdout).toContain('default: 110');
    expect(run('-v').stdout).toBe(`${JSON.parse(readFileSync('package.json', 'utf8')).version}\n`);
  });

  it('is a library with its types, for Node.js and for browsers', () => {
    writeFileSync(join(folder, 'example.mjs'), example('library', pageText('library')));
    expect(execFileSync(process.execPath, ['example.mjs'], { cwd: folder, encoding: 'utf8' })).toMatch(/^worker-0\./);
    const typed =
      "import { type ReportEntry, readCluster, report } from 'bootwright';\nconst { parsed, diagnostics } = readCluster('');\nexport const all: ReportEntry[] = report(diagnostics, { file: 'a', parsed });\n// @ts-expect-error a number is no text\nreadCluster(1);\n";
    writeFileSync(join(folder, 'typed.ts'), typed);
    for (const [module, lib] of [
      ['nodenext', 'es2023'],
      ['esnext', 'es2023,dom'],
    ] as const) {
      const resolution = module === 'esnext' ? 'bundler' : module;
      const options = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', '--module', module];
      const more = ['--moduleResolution', resolution, '--lib', lib, '--types', ''];
      const { status, stdout } = spawnSync(
        process.execPath,
        [resolve('node_modules/typescript/bin/tsc'), ...options, ...more, 'typed.ts'],
        {
          cwd: folder,
          encoding: 'utf8',
        },
      );
      expect(`${module}: ${status}\n${stdout}`).toBe(`${module}: 0\n`);
    }
  });

  it('leaves nothing to be run at an install', () => {
    const { scripts = {} } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    expect(Object.keys(scripts).filter((name) => /^(pre|post)?install$|^prepare$/.test(name))).toEqual([]);
    expect(existsSync(join(installed, 'src'))).toBe(false);
  });
});

describe('the gate of a release', () => {
  const gate = (changelog: string, tag: string, ...more: string[]) => {
    const place = mkdtempSync(join(tmpdir(), 'bootwright-gate-'));
    mkdirSync(join(place, 'scripts'));
    cpSync('scripts/release-gate.mjs', join(place, 'scripts/release-gate.mjs'));
    writeFileSync(join(place, 'package.json'), '{"version": "1.2.3"}');
    writeFileSync(join(place, 'CHANGELOG.md'), changelog);
    return spawnSync(process.execPath, ['scripts/release-gate.mjs', tag, ...more], { cwd: place, encoding: 'utf8' });
  };

  it('lets a dated section of the version through, as its notes', () => {
    const { status, stdout } = gate(
      '# Changelog\n\n## 1.2.3 (2026-01-31)\n\n- New.\n\n## 1.2.2 (2026-01-01)\n\n- Old.\n',
      'v1.2.3',
      '--notes',
    );
    expect([status, stdout]).toEqual([0, '- New.\n']);
  });

  it.each([
    ['## 1.2.3 (2026-01-31)\n\n- New.\n', 'v1.2.4', 'the tag is v1.2.4'],
    ['## 1.2.3 (not released)\n\n- New.\n', 'v1.2.3', 'has no date'],
    ['## 1.2.2 (2026-01-31)\n\n- Old.\n', 'v1.2.3', 'and not of 1.2.3'],
    ['## 1.2.3 (2026-01-31)\n\n## 1.2.2 (2026-01-01)\n\n- Old.\n', 'v1.2.3', 'says nothing'],
  ])('stops %j with the tag %s', (changelog, tag, said) => {
    const { status, stderr } = gate(changelog, tag);
    expect(status).toBe(1);
    expect(stderr).toContain(said);
  });

  it('stops what is here until it has a date', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    const { stderr, status } = spawnSync(process.execPath, ['scripts/release-gate.mjs', `v${version}`], {
      encoding: 'utf8',
    });
    const isDated = /^## [\d.]+ \(\d{4}-\d\d-\d\d\)$/m.test(readFileSync('CHANGELOG.md', 'utf8'));
    expect(status).toBe(isDated ? 0 : 1);
    if (!isDated) expect(stderr).toContain('has no date');
  });
});
