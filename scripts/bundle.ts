/** Bundles the program into dist. Run from the repository's root. */
import { rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'rolldown';
import { digests } from '../src/generated/digests.js';
import { esModules, withoutSources, withoutTomlParser } from './bundle-parts.js';

const here = (path: string): string => resolve(path);

/** The command reads the digests from a file beside its chunks, where the library has them in a module. */
const digestsInFile: Plugin = {
  name: 'digests-in-file',
  resolveId: (id) => (id === './digest-lines.js' ? here('src/cli/bundle/native-digest-lines.ts') : null),
  writeBundle: ({ dir = '' }) => writeFileSync(resolve(dir, 'chunks/digests.txt'), digests),
};

/** Packages that few renders need, and their functions that we call. */
const atHand: Readonly<Record<string, readonly string[]>> = { unbash: ['parse', 'forEachChild'], pako: ['gzip'] };

/** In the command they lie beside its chunks, each read when one of its functions is called first. */
const readWhenCalled: Plugin = {
  name: 'read-when-called',
  resolveId: (id) => (id in atHand ? `\0at-hand:${id}` : null),
  load: (id) => {
    const [, name = ''] = /^\0at-hand:(.*)$/.exec(id) ?? [];
    const functions = atHand[name];
    if (functions === undefined) return null;
    return [
      "import { createRequire } from 'node:module';",
      'let library;',
      `const call = (name, given) => (library ??= createRequire(import.meta.url)('./${name}.cjs'))[name](...given);`,
      ...functions.map((each) => `export const ${each} = (...given) => call('${each}', given);`),
    ].join('\n');
  },
};

/** Our own code hashes by the platform; packages that share the library use more of it. */
const nativeHashing: Plugin = {
  name: 'native-hashing',
  resolveId: (id, importer = '') =>
    /^@noble\/hashes\/(sha2|utils)\.js$/.test(id) && !importer.includes('node_modules')
      ? here('src/cli/bundle/native-hashing.ts')
      : null,
};

const shared = {
  platform: 'node' as const,
  alias: esModules,
  // One character beyond Latin-1 makes the engine keep, and scan, the whole source in twice the space.
  output: { dir: 'dist', format: 'esm', entryFileNames: '[name].js', minify: true, charset: 'ascii' } as const,
};

// Everything is bundled, and the command apart from the library: a cold start spends its time in finding, reading and
// compiling modules. What a render needs is in two chunks, and every other command in a chunk of its own.
const builds: BuildOptions[] = [
  {
    input: { cli: 'src/cli/main.ts' },
    platform: shared.platform,
    plugins: [withoutTomlParser, withoutSources, digestsInFile, readWhenCalled, nativeHashing],
    resolve: {
      alias: shared.alias,
    },
    output: {
      ...shared.output,
      chunkFileNames: 'chunks/[name].js',
      banner: ({ name }) => (name === 'cli' ? '#!/usr/bin/env node' : ''),
      codeSplitting: {
        groups: [
          // The envelopes' names are in the help.
          {
            name: 'base',
            test: /src[\\/]cli[\\/](console|exit-status)\.ts$|src[\\/]eras[\\/]envelopes\.ts$/,
            priority: 3,
          },
          { name: 'core', test: /src[\\/]render\.ts$/, priority: 2 },
          { name: 'render', test: /src[\\/]cli[\\/]render[\\/]command\.ts$/, priority: 1 },
        ],
      },
    },
  },
  ...Object.keys(atHand).map((name) => ({
    input: { [name]: name },
    platform: shared.platform,
    output: {
      ...shared.output,
      dir: 'dist/chunks',
      format: 'cjs' as const,
      entryFileNames: '[name].cjs',
      codeSplitting: false,
    },
  })),
  {
    input: { index: 'src/index.ts' },
    platform: 'browser',
    plugins: [withoutTomlParser, withoutSources],
    resolve: { alias: shared.alias },
    output: { ...shared.output, chunkFileNames: 'library/[name].js' },
  },
];

// The types are tsc's; all else is made anew, so that no chunk of an older build is published.
for (const old of ['dist/cli.js', 'dist/index.js', 'dist/library', 'dist/chunks'])
  rmSync(old, { recursive: true, force: true });
for (const each of builds) await build(each);
