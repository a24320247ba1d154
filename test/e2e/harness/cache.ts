import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cacheFolder } from './places.js';

/**
 * A folder in the cache, named by what it was made from. It is made beside its place and renamed when whole,
 * so that an interrupted run leaves nothing that looks finished.
 */
export async function cachedFolder(
  name: string,
  madeFrom: readonly (string | Buffer)[],
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(cacheFolder, `${name}-${digestOf(madeFrom).slice(0, 16)}`);
  if (existsSync(folder)) return folder;
  await mkdir(dirname(folder), { recursive: true });
  const started = performance.now();
  console.log(`making ${name} …`);
  const draft = await mkdtemp(`${folder}.draft-`);
  try {
    await make(draft);
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  console.log(`made ${name} in ${((performance.now() - started) / 1000).toFixed(0)} s`);
  return folder;
}

export function digestOf(parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  // The length goes in too: parts must not run into each other.
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}\n`).update(part);
  return hash.digest('hex');
}
