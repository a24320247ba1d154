import { defineConfig } from 'vitest/config';

/** They change what other files load, by a mock or a spy. */
const alone = ['test/eras-reached.test.ts', 'test/templates.test.ts'];

/*
 * Files share the modules that a worker has loaded: reading the sources anew for each took half of all processor time.
 * A busy machine is no failure: what must be quick is measured by `npm run bench`.
 */
export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Much of the time goes to other programs: the worker that vitest keeps free by default has nothing else to do.
    maxWorkers: '100%',
    globalSetup: ['test/temporary-folder.ts'],
    projects: [
      {
        extends: true,
        test: { name: 'together', include: ['{src,test}/**/*.test.ts'], exclude: alone, isolate: false },
      },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
  },
});
