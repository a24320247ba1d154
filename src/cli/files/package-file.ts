import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The path of a file of this package, wherever below it the bundler has put this code. */
export function packageFile(name: string): string {
  let folder = new URL('.', import.meta.url);
  while (!existsSync(new URL('package.json', folder))) {
    const above = new URL('..', folder);
    if (above.href === folder.href) throw new Error('the package has lost its package.json');
    folder = above;
  }
  return fileURLToPath(new URL(name, folder));
}
