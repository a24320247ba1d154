import { say } from '../console.js';

/** What a new folder of keys needs its owner to know. */
export function sayFolder(folder: string, { made }: { readonly made: boolean }): void {
  if (made) say(`${folder}: made for you alone (mode 0700), with a .gitignore: do not commit the keys in it`);
}
