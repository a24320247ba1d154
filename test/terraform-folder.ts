import { join } from 'node:path';
import { edit } from './cli-process.js';

export const name = 'current-containerd';

/** Makes the first worker's document so large that AWS is given bytes. */
export function makeItBytes(folder: string): void {
  let noise = '';
  // Every 7th line differs from the one before in each character: nothing that compresses well.
  for (let at = 0; noise.length < 9000; at += 1) noise += `${Math.sin(at).toString(36).slice(3)}`;
  edit(
    join(folder, 'cluster.yaml'),
    '  workers:\n',
    `  host: {files: [{path: /opt/noise, content: "${noise}"}]}\n  workers:\n`,
  );
}
