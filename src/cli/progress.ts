import { showOnLine } from './console.js';
import { grouped } from './text-table.js';

/** Work that takes no longer needs no word. */
const patience = 1000;
/** As often as an eye follows. */
const pause = 100;

/** Whether people watch: asked only once work takes long, as `tty` starts more than a start can bear. */
const isWatched = (): boolean => process.getBuiltinModule('node:tty').isatty(2);

/** Shows how far work is, on a terminal, from a second on; nothing anywhere else. */
class Progress {
  private readonly start = performance.now();
  private last = this.start + patience - pause;
  private done = 0;
  private isShown = false;
  private watched: boolean | undefined;

  constructor(
    private readonly what: string,
    private readonly total: number,
  ) {}

  step(): void {
    this.done += 1;
    const now = performance.now();
    if (now - this.last < pause) return;
    this.last = now;
    this.watched ??= isWatched();
    if (!this.watched) return;
    this.isShown = true;
    showOnLine(`${this.what}: ${grouped(this.done)} of ${grouped(this.total)}`);
  }

  end(): void {
    if (this.isShown) showOnLine('');
  }
}

/** The same items, with a word on a terminal about how many of them there were: `rendering: 1,200 of 5,000`. */
export function* watched<T>(what: string, total: number, items: Iterable<T>): Generator<T, void, undefined> {
  const progress = new Progress(what, total);
  try {
    for (const item of items) {
      yield item;
      progress.step();
    }
  } finally {
    progress.end();
  }
}

/** The same for items that come later. */
export async function* watchedLater<T>(what: string, total: number, items: AsyncIterable<T>): AsyncGenerator<T> {
  const progress = new Progress(what, total);
  try {
    for await (const item of items) {
      yield item;
      progress.step();
    }
  } finally {
    progress.end();
  }
}
