import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Compiled to build/e2e/harness/, so the repository is three folders up.
export const repository = fileURLToPath(new URL('../../../', import.meta.url));

export const sources = join(repository, 'test', 'e2e');

export const compiled = fileURLToPath(new URL('../', import.meta.url));

export const cacheFolder = process.env.BOOTWRIGHT_CACHE ?? join(homedir(), '.cache', 'bootwright');
