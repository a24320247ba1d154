import { defineConfig } from 'vitest/config';

// A busy machine is no failure: what must be quick is measured by `npm run bench`.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 60_000 } });
