import type { BootOptions } from '../machine/emulator.js';
import { CutTooLate } from '../machine/machine.js';
import { endsReady } from './endings.js';
import type { Stage } from './stage.js';

/** An instant at which the power goes, told by what appears on the disk. */
export interface Cut {
  /** For the reader. */
  readonly when: string;
  /** The file whose appearance, or change, is the instant; or a program, which runs then. */
  readonly at: string | { readonly running: string };
  /** … unless its name is one of these, */
  readonly not?: readonly string[];
  /** … once it has this size, */
  readonly bytes?: number;
  /** … or this much later; */
  readonly ms?: number;
  /** and it is too late when one of these is there. */
  readonly before?: string;
  /**
   * What the disk keeps: all that was written so far, or just what the kernel happened to have written back.
   * The first is worst for marks that are set too early, the second for marks whose effect is not durable yet.
   */
  readonly disk: 'keeps' | 'loses';
}

const limitMs = 180_000;

function orders({ at, not = [], bytes, ms, before, disk }: Cut): BootOptions {
  const instant = typeof at === 'string' ? { cut: at } : at;
  const words = { ...instant, not: not.length > 0 ? not.join() : undefined, bytes, ms, before };
  const given = Object.entries(words).filter(([, value]) => value !== undefined);
  return { hook: [...given.map(([name, value]) => `${name}=${value}`), ...(disk === 'keeps' ? ['keep'] : [])] };
}

/** One boot that ends with the cut; gives the path that was the instant. */
export async function bootUntil(stage: Pick<Stage, 'machine' | 'signal' | 'note'>, cut: Cut): Promise<string> {
  // The instants between two files are short: a cut that came too late is a cut too, and then the instant comes again.
  for (let attempt = 1; ; attempt++) {
    stage.machine.powerOn(orders(cut));
    try {
      const path = await stage.machine.cutByItself(limitMs, stage.signal);
      stage.note(`cut ${cut.when} (${path}); the disk ${cut.disk} what was not written back`);
      return path;
    } catch (error) {
      if (!(error instanceof CutTooLate) || attempt === 4) throw error;
      stage.note(`cut ${error.message}, ${cut.when}: once more`);
    }
  }
}

/** Boots and cuts, once for each, in this order on the same disk; then boots and leaves the machine alone. */
export async function surviveCuts(stage: Stage, cuts: readonly Cut[]): Promise<string> {
  for (const cut of cuts) await bootUntil(stage, cut);
  stage.machine.powerOn();
  const said = await endsReady(stage);
  return `${cuts.length} ${cuts.length === 1 ? 'cut' : 'cuts'}, then ${said}`;
}
