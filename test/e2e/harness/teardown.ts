/** What must be undone at the end of a run, last made first, whatever happened in between. */
export class Teardown {
  readonly #steps: { readonly name: string; readonly undo: () => Promise<unknown> }[] = [];

  defer(name: string, undo: () => Promise<unknown>): void {
    this.#steps.push({ name, undo });
  }

  async run(): Promise<void> {
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) {
      try {
        await step.undo();
      } catch (error) {
        console.error(`clean-up of ${step.name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
}
