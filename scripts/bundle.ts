/** Bundles the program into dist. Run from the repository's root. */
import { rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'rolldown';
import { digests } from '../src/generated/digests.js';
import { esModules, withoutTomlParser } from './bundle-parts.js';

const here = (path: string): string => resolve(path);

/**
 * Takes Node.js's own modules without `import`, which would ask for every export of `fs` and so start its streams.
 * What is a getter there is left out: asking for it is what starts them.
 */
const builtinsAtHand: Plugin = {
  name: 'builtins-at-hand',
  resolveId: (id, importer) => (id.startsWith('node:') && /src.cli/.test(importer ?? '') ? `\0${id}` : null),
  load: (id) => {
    if (!id.startsWith('\0node:')) return null;
    const name = id.slice(1);
    const values = Object.entries(Object.getOwnPropertyDescriptors(process.getBuiltinModule(name)));
    const names = values
      .filter(([key, { value }]) => typeof value === 'function' && /^\w+$/.test(key))
      .map(([key]) => key);
    return [
      `const builtin = process.getBuiltinModule(${JSON.stringify(name)});`,
      'export default builtin;',
      ...names.map((key) => `export const ${key} = /* @__PURE__ */ (() => builtin.${key})();`),
    ].join('\n');
  },
};

/** The command reads the digests from a file beside its chunks, where the library has them in a module. */
const digestsInFile: Plugin = {
  name: 'digests-in-file',
  resolveId: (id) => (id === './digest-lines.js' ? here('src/cli/bundle/native-digest-lines.ts') : null),
  writeBundle: ({ dir = '' }) => writeFileSync(resolve(dir, 'chunks/digests.txt'), digests),
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
    plugins: [withoutTomlParser, builtinsAtHand, digestsInFile],
    resolve: {
      alias: {
        ...shared.alias,
        '@noble/hashes/sha2.js': here('src/cli/bundle/native-hashing.ts'),
        '@noble/hashes/utils.js': here('src/cli/bundle/native-hashing.ts'),
        fflate: here('src/cli/bundle/deflate-at-hand.ts'),
      },
    },
    output: {
      ...shared.output,
      chunkFileNames: 'chunks/[name].js',
      banner: ({ name }) => (name === 'cli' ? '#!/usr/bin/env node' : ''),
      codeSplitting: {
        groups: [
          // The envelopes' names are in the help. Not all of Node.js: `tty` starts the network's modules, `v8` a profiler, and a render needs neither.
          {
            name: 'base',
            test: /src[\\/]cli[\\/](console|exit-status)\.ts$|src[\\/]eras[\\/]envelopes\.ts$|node:(?!tty|v8)/,
            priority: 3,
          },
          { name: 'core', test: /src[\\/]render\.ts$/, priority: 2 },
          { name: 'render', test: /src[\\/]cli[\\/]render-command\.ts$/, priority: 1 },
        ],
      },
    },
  },
  {
    input: { deflate: here('node_modules/fflate/esm/browser.js') },
    platform: shared.platform,
    output: { ...shared.output, dir: 'dist/chunks', format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
  },
  // The library: for Node.js, browsers and workers alike. What makes keys is a chunk of its own.
  {
    input: { index: 'src/index.ts' },
    platform: 'browser',
    plugins: [withoutTomlParser],
    resolve: { alias: shared.alias },
    output: { ...shared.output, chunkFileNames: 'library/[name].js' },
  },
];

// The types are tsc's; all else is made anew, so that no chunk of an older build is published.
for (const old of ['dist/cli.js', 'dist/index.js', 'dist/library', 'dist/chunks'])
  rmSync(old, { recursive: true, force: true });
for (const each of builds) await build(each);
