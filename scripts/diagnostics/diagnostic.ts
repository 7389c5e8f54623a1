// What a check can say about a file: where, what is wrong, and the cure; and how such sentences are made.

/** One fault of a template's source; line and column count from 1. */
export interface Diagnostic {
  /** Stable, for tests and machines. */
  readonly code: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Where a fault stands. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** `code.ts:14:20 — the sandbox has no template literals; join the strings with +.` */
export function formatDiagnostic({ file, line, column, message }: Diagnostic): string {
  return `${file}:${line}:${column} — ${message}`;
}

/** Thrown where a build cannot go on; holds every fault that was found, in the order of files and lines. */
export class BuildError extends Error {
  override readonly name = 'BuildError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(formatDiagnostic).join('\n'));
    this.diagnostics = diagnostics;
  }
}

/** Makes one kind of diagnostic; `code` is stable. */
export type Factory<Args extends readonly unknown[]> = ((place: Place, ...args: Args) => Diagnostic) & {
  readonly code: string;
};

/** A kind of diagnostic from its stable code and its sentence. */
export function diagnostic<Args extends readonly unknown[]>(
  code: string,
  say: (...args: Args) => string,
): Factory<Args> {
  const create = ({ file, line, column }: Place, ...args: Args) => ({
    code,
    file,
    line,
    column,
    message: say(...args),
  });
  return Object.assign(create, { code });
}
