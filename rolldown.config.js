import { defineConfig } from 'rolldown';

// Two faces, one bundle: what both need lands in shared chunks, and each command in a chunk of its own, so that a
// start reads only what it uses. Everything is bundled: a cold start spends its time in resolving modules otherwise.
export default defineConfig({
  input: { cli: 'src/cli/main.ts', index: 'src/index.ts' },
  platform: 'node',
  output: {
    dir: 'dist',
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
    minify: true,
    banner: ({ name }) => (name === 'cli' ? '#!/usr/bin/env node' : ''),
  },
});
