import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const name = 'current-containerd';

export const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

/** Every file below a folder with its content, so that whole outputs are compared. */
export function snapshot(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name: file }) => [join(parentPath, file), readFileSync(join(parentPath, file), 'utf8')]),
  );
}
