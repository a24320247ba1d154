import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { productDigest } from '../document/document.js';
import { digestOf } from '../harness/cache.js';
import { cacheFolder } from '../harness/places.js';
import type { Guest } from '../supplies/guest.js';
import type { ReleaseFile } from '../supplies/release.js';
import { type Inventory, inventoryCommands } from './inventory.js';

/** What uncut machines become, remembered from run to run for as long as the product, the guest and the programs stay the same. */
export class KnownInventories {
  readonly #release: readonly ReleaseFile[];
  readonly #product: string;

  private constructor(release: readonly ReleaseFile[], product: string) {
    this.#release = release;
    this.#product = product;
  }

  static async open(release: readonly ReleaseFile[]): Promise<KnownInventories> {
    return new KnownInventories(release, await productDigest());
  }

  has(guest: Guest): boolean {
    return existsSync(this.#file(guest));
  }

  async get(guest: Guest): Promise<Inventory> {
    if (!this.has(guest))
      throw new Error(`what an uncut ${guest.suite} machine becomes is not known: that case failed`);
    return JSON.parse(await readFile(this.#file(guest), 'utf8')) as Inventory;
  }

  async set(guest: Guest, inventory: Inventory): Promise<void> {
    const file = this.#file(guest);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(`${file}.new`, JSON.stringify(inventory, undefined, 1));
    await rename(`${file}.new`, file);
  }

  #file({ suite, disk }: Guest): string {
    const madeFrom = [disk, this.#product, inventoryCommands, ...this.#release.map(({ sha256 }) => sha256)];
    return join(cacheFolder, `uncut-${suite}-${digestOf(madeFrom).slice(0, 16)}.json`);
  }
}
