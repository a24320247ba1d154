import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild-wasm';
import { rolldown } from 'rolldown';
import { beforeAll, describe, expect, it } from 'vitest';
import { type NodeCredentials, openKeys, readCluster, renderDocuments, report } from '../src/index.js';
import { bootwright, ensureBuilt, workspace } from './cli-process.js';
import { specText } from './fixture-input.js';
import { example, pageText } from './pages.js';

beforeAll(ensureBuilt);

/** The library in one script that leaves its exports in `bootwright`, and all that it imports from outside. */
async function bundled(platform: 'browser' | 'neutral') {
  const { outputFiles, metafile, warnings } = await build({
    entryPoints: ['dist/index.js'],
    bundle: true,
    format: 'iife',
    globalName: 'bootwright',
    platform,
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const outside = Object.values(metafile.inputs).flatMap(({ imports }) => imports.filter(({ external }) => external));
  return { script: outputFiles[0]?.text ?? '', outside, warnings };
}

/** What a browser or a worker does with the library, in a process that has lost all that is Node.js's own. */
const elsewhere = `
import { readFileSync, writeSync } from 'node:fs';
const script = readFileSync('library.js', 'utf8');
const spec = readFileSync('cluster.yaml', 'utf8');
globalThis.self = globalThis;
for (const name of ['process', 'Buffer', 'global', 'setImmediate', 'require', 'module']) globalThis[name] = undefined;
const { readCluster, issueKeys, openKeys, renderDocuments } = (0, eval)(script + ';bootwright');
const { cluster } = readCluster(spec);
const keys = new Map();
const now = new Date();
for (const [file, text] of (await issueKeys(cluster, () => undefined, now)).files) keys.set(file, text);
const store = await openKeys(cluster, (file) => keys.get(file), now);
const documents = [...renderDocuments(cluster, cluster.nodes, (node) => store.of(node).credentials)];
writeSync(1, JSON.stringify({ keys: [...keys], documents: documents.map(({ fileName, sha256 }) => [fileName, sha256]) }));
`;

describe('the library', () => {
  it.each(['browser', 'neutral'] as const)(
    'is bundled by esbuild for %s without a module of Node.js',
    async (platform) => {
      const { outside, warnings } = await bundled(platform);
      expect(outside).toEqual([]);
      expect(warnings).toEqual([]);
    },
  );

  it.each(['browser', 'neutral'] as const)(
    'is bundled by rolldown for %s without a module of Node.js',
    async (platform) => {
      const warnings: string[] = [];
      const bundle = await rolldown({
        input: 'dist/index.js',
        platform,
        onLog: (level, log) => void (level === 'warn' && warnings.push(log.message)),
      });
      const { output } = await bundle.generate({ format: 'esm' });
      const names = output.map(({ fileName }) => fileName);
      const imported = output.flatMap((chunk) =>
        chunk.type === 'chunk' ? [...chunk.imports, ...chunk.dynamicImports] : [],
      );
      expect(imported.filter((name) => !names.includes(name))).toEqual([]);
      expect(warnings).toEqual([]);
    },
  );

  it('makes the same keys fit and the same bytes where there is nothing of Node.js', async () => {
    const { script } = await bundled('browser');
    const folder = workspace({ keys: false });
    writeFileSync(join(folder, 'library.js'), script);
    writeFileSync(join(folder, 'elsewhere.mjs'), elsewhere);
    const run = spawnSync(process.execPath, ['elsewhere.mjs'], { cwd: folder, encoding: 'utf8' });
    expect(run.stderr).toBe('');
    const { keys, documents } = JSON.parse(run.stdout) as { keys: [string, string][]; documents: [string, string][] };
    for (const [file, text] of keys) {
      mkdirSync(dirname(join(folder, 'pki', file)), { recursive: true });
      writeFileSync(join(folder, 'pki', file), text, { mode: 0o600 });
    }
    const { status, talk } = bootwright(folder, ['render', 'cluster.yaml']);
    expect(status, talk).toBe(0);
    const manifest = JSON.parse(readFileSync(join(folder, 'out/current-containerd/manifest.json'), 'utf8'));
    expect(documents).toEqual(manifest.documents.map(({ file, sha256 }: Record<string, string>) => [file, sha256]));
  });

  it('says of a broken spec what the command says', () => {
    const text = readFileSync('fixtures/invalid/key-unknown/cluster.yaml', 'utf8');
    const folder = workspace({ keys: false });
    writeFileSync(join(folder, 'cluster.yaml'), text);
    const { data } = bootwright(folder, ['validate', 'cluster.yaml', '--format', 'json']);
    const { parsed, diagnostics } = readCluster(text);
    const entries = report(diagnostics, { file: 'cluster.yaml', parsed });
    expect(entries.length).toBeGreaterThan(0);
    expect(entries).toEqual(JSON.parse(data));
  });

  it("takes a fixture's keys, and none that another CA signed", async () => {
    const { cluster } = readCluster(specText('current-containerd'));
    if (cluster === null) throw new Error('the fixture has errors');
    const pki = (fixture: string) => (file: string) => {
      try {
        return readFileSync(join('fixtures', fixture, 'pki', file), 'utf8');
      } catch {
        return undefined;
      }
    };
    const own = await openKeys(cluster, pki('current-containerd'), new Date());
    expect(own.diagnostics).toEqual([]);
    const credentials = (node: (typeof cluster.nodes)[number]) => own.of(node).credentials as NodeCredentials;
    const golden = JSON.parse(readFileSync('out/current-containerd/manifest.json', 'utf8'));
    expect([...renderDocuments(cluster, cluster.nodes, credentials)].map(({ sha256 }) => sha256)).toEqual(
      golden.documents.map(({ sha256 }: Record<string, string>) => sha256),
    );
    const mixed = (file: string) => pki(file === 'ca.pem' ? 'flatcar' : 'current-containerd')(file);
    const foreign = await openKeys(cluster, mixed, new Date());
    const [first] = cluster.nodes;
    const { diagnostics } = foreign.of(first as (typeof cluster.nodes)[number]);
    expect(diagnostics.map(({ code, args }) => `${code}: ${args.reason}`)).toEqual([
      expect.stringMatching(/^credentials-mismatch: was not signed by ca.pem/),
    ]);
  });
});

describe('docs/library.md', () => {
  it.each([
    ['library', /^worker-0\.cloud-config\.yaml \d+ [0-9a-f]{64}\n$/],
    ['inspect', /^\/etc\/motd 0644 6\nfile \/etc\/motd changed\n$/],
  ])('has the example %s, which runs', (name, output) => {
    const folder = mkdtempSync(join(tmpdir(), 'bootwright-library-'));
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(resolve('.'), join(folder, 'node_modules/bootwright'));
    writeFileSync(join(folder, 'example.mjs'), example(name, pageText('library')));
    const { stdout, stderr } = spawnSync(process.execPath, ['example.mjs'], { cwd: folder, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout).toMatch(output);
  });
});
