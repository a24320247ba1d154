import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const prefix = 'bootwright-test-';

/** One folder for all that a run of the tests makes, gone at its end: a run leaves nothing in the machine's own. */
export default function setUp(): () => void {
  const before = process.env.TMPDIR;
  // Each project asks for it; Chromium's socket has no room for a folder within a folder.
  if (basename(tmpdir()).startsWith(prefix)) return () => undefined;
  const folder = mkdtempSync(join(tmpdir(), prefix));
  // apt reads its sources as a user of its own.
  chmodSync(folder, 0o755);
  process.env.TMPDIR = folder;
  return () => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(folder, { recursive: true, force: true });
  };
}
