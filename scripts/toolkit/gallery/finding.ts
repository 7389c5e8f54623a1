// What a look at a gallery package brings up: what the gallery refuses without a word, and what is only advice.

/** Something about one file of the package. */
export interface Finding extends At {
  readonly message: string;
  /** A fault keeps the template out of the gallery; advice does not. */
  readonly isAdvice: boolean;
}

/** Where a finding stands; without a line it is about the whole file. */
export interface At {
  /** As it lies in the package: `metadata.yaml`. */
  readonly file: string;
  /** Counted from 1, as columns are. */
  readonly line?: number;
  readonly column?: number;
}

/** What the gallery refuses. */
export function fault(at: At, message: string): Finding {
  return { ...at, message, isAdvice: false };
}

/** What the gallery lets pass, and people may regret. */
export function advice(at: At, message: string): Finding {
  return { ...at, message, isAdvice: true };
}

/** `metadata.yaml:5:3 — …` */
export function formatFinding({ file, line, column = 1, message }: Finding): string {
  return `${line === undefined ? file : `${file}:${line}:${column}`} — ${message}`;
}
