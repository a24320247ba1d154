/** The table that a run prints: a row per assertion, as it happens. */
export class Report {
  #passed = 0;
  #failed = 0;
  readonly #started = performance.now();

  get failed(): number {
    return this.#failed;
  }

  /** Checks one thing; a throw is a failure and a row, not the end. True when it passed. */
  async check(what: string, assertion: () => Promise<string | undefined>): Promise<boolean> {
    const started = performance.now();
    try {
      const note = await assertion();
      this.#passed++;
      this.#row('ok', started, what, note);
      return true;
    } catch (error) {
      if (error instanceof Interruption) throw error;
      this.#failed++;
      this.#row('FAILED', started, what);
      console.log(indent(error instanceof Error ? error.message : String(error)));
      return false;
    }
  }

  /** Says what wasn't tried, and why. */
  skip(what: string, why: string): void {
    console.log(`skipped  ${what}: ${why}`);
  }

  summary(): string {
    return `${this.#passed} passed, ${this.#failed} failed`;
  }

  #row(result: string, started: number, what: string, note?: string): void {
    const now = performance.now();
    const at = ((now - this.#started) / 1000).toFixed(0).padStart(4);
    const took = ((now - started) / 1000).toFixed(1).padStart(6);
    console.log(`${result.padEnd(7)}${at} s ${took} s  ${what}${note === undefined ? '' : `: ${note}`}`);
  }
}

/** Ends a run from outside its assertions. */
export class Interruption extends Error {}

function indent(text: string): string {
  return text.replace(/^/gm, '        ');
}
