// The way in which a command says that it was used wrongly.

/** The command was used wrongly; the message is for the person at the terminal, the exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
