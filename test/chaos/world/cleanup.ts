// Ends what a run began, the last first, however the run ends.

/** Steps are run once, in the opposite order of their adding; one that fails keeps none of the others from running. */
export class Cleanup implements AsyncDisposable {
  readonly #steps: (() => Promise<void>)[] = [];

  add(step: () => Promise<void>): void {
    this.#steps.push(step);
  }

  /** Rejects with the first error after all were run. */
  async [Symbol.asyncDispose](): Promise<void> {
    const errors: unknown[] = [];
    for (const step of this.#steps.splice(0).reverse()) {
      await step().catch((error: unknown) => errors.push(error));
    }
    if (errors.length > 0) throw errors[0];
  }
}
