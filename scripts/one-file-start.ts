/**
 * Where the one-file program begins: it unpacks what it holds into the user's cache, once for each build, and starts the
 * command from there. Nothing is fetched.
 */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { getAsset } from 'node:sea';
import { unzipSync } from 'fflate';

const digest = getAsset('digest', 'utf8');
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'bootwright');
const place = join(cache, digest);

/** Unpacks beside its place, which is taken in one step: of two first runs at once, one wins. */
function unpack(): void {
  mkdirSync(cache, { recursive: true, mode: 0o700 });
  const beside = mkdtempSync(join(cache, 'new-'));
  for (const [path, content] of Object.entries(unzipSync(new Uint8Array(getAsset('program'))))) {
    mkdirSync(dirname(join(beside, path)), { recursive: true });
    writeFileSync(join(beside, path), content);
  }
  try {
    renameSync(beside, place);
  } catch (error) {
    if (!existsSync(place)) throw error;
    rmSync(beside, { recursive: true });
  }
}

if (!existsSync(place)) unpack();
// Whoever could write there could run what he likes as this user.
if (process.getuid !== undefined && statSync(place).uid !== process.getuid())
  throw new Error(`${place} belongs to somebody else`);
createRequire(join(place, 'start.cjs'))(join(place, 'start.cjs'));
