// An error of the console with a code that has a page of its own and a status that goes with it.

/** Thrown from wherever it is found out; answered with a page that says what to do. The cause is for the log alone. */
export abstract class StatusError<Code extends string> extends Error {
  readonly code: Code;
  readonly status: number;

  constructor(code: Code, statuses: Readonly<Record<Code, number>>, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.status = statuses[code];
  }
}
