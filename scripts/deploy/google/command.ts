// A command for Google's command line, and how a person would type it.

/** What a command reads from standard input, which no command line may show. */
export interface SecretInput {
  /** Handed over as it is, without a line end. */
  text: string;
  /** The shell command that makes such a text, or asks for it. */
  shell: string;
}

export interface GcloudCommand {
  /** Without the program's own name. */
  args: readonly string[];
  input?: SecretInput;
}

/** The command as one line for a POSIX shell; what is secret in it is made or asked for by that line itself. */
export function toShell({ args, input }: GcloudCommand): string {
  const line = ['gcloud', ...args].map(quote).join(' ');
  return input === undefined ? line : `${input.shell} | ${line}`;
}

/** Stands for the project's number where nobody could ask for it; lines for a shell read it from the variable of that name. */
export const unknownNumber = 'PROJECT_NUMBER';

/** A word as a POSIX shell reads it back: bare where it can be, else in single quotes. */
export function quote(word: string): string {
  const parts = word.split(unknownNumber);
  if (parts.length === 1) return quotePart(word);
  return parts.map((part) => (part === '' ? '' : quotePart(part))).join(`"$${unknownNumber}"`);
}

function quotePart(text: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
