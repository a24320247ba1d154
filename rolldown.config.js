import { fileURLToPath } from 'node:url';
import { defineConfig } from 'rolldown';

const inPackages = (path) => fileURLToPath(new URL(`node_modules/${path}`, import.meta.url));

/** We write TOML and never read it: half of the package, and an eval that bundlers rightly warn of, stay out. */
const withoutTomlParser = {
  name: 'without-toml-parser',
  resolveId: (id, importer) => (/parse/.test(id) && /iarna.toml.toml\.js$/.test(importer ?? '') ? '\0no-parser' : null),
  load: (id) => (id === '\0no-parser' ? 'module.exports = {}' : null),
};

// Two faces, one bundle: what both need lands in shared chunks, and each command in a chunk of its own, so that a
// start reads only what it uses. Everything is bundled: a cold start spends its time in resolving modules otherwise.
// What a render needs is one chunk for the library and one for the command.
export default defineConfig({
  input: { cli: 'src/cli/main.ts', index: 'src/index.ts' },
  platform: 'node',
  plugins: [withoutTomlParser],
  resolve: {
    // The same code as ES modules: joined into one scope and stripped of what nobody calls, where CommonJS is wrapped whole.
    alias: {
      yaml: inPackages('yaml/browser/dist/index.js'),
      'handlebars/runtime.js': inPackages('handlebars/lib/handlebars.runtime.js'),
    },
  },
  output: {
    dir: 'dist',
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
    minify: true,
    // One character beyond Latin-1 makes the engine keep, and scan, the whole source in twice the space.
    charset: 'ascii',
    banner: ({ name }) => (name === 'cli' ? '#!/usr/bin/env node' : ''),
    codeSplitting: {
      groups: [
        { name: 'base', test: /src[\\/]cli[\\/](console|exit-status)\.ts$/, priority: 3 },
        { name: 'core', test: /src[\\/]render\.ts$/, priority: 2 },
        { name: 'render', test: /src[\\/]cli[\\/]render-command\.ts$/, priority: 1 },
      ],
    },
  },
});
