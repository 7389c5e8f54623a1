// What a look at a gallery package brings up: what the gallery refuses without a word, and what is only advice.

/** Something about one file of the package. */
export interface Finding {
  /** As it lies in the package: `metadata.yaml`. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** A fault keeps the template out of the gallery; advice does not. */
  readonly isAdvice: boolean;
}

/** Where a finding stands; the first line unless told. */
export interface At {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** What the gallery refuses. */
export function fault({ file, line = 1, column = 1 }: At, message: string): Finding {
  return { file, line, column, message, isAdvice: false };
}

/** What the gallery lets pass, and people may regret. */
export function advice(at: At, message: string): Finding {
  return { ...fault(at, message), isAdvice: true };
}

/** `metadata.yaml:5:3 — …` */
export function formatFinding({ file, line, column, message }: Finding): string {
  return `${file}:${line}:${column} — ${message}`;
}
