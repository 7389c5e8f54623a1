// The two ways in which a command ends badly; the messages are written for the person at the terminal.

/** The command was understood and could not be carried out; exit code 1. */
export class CommandFailedError extends Error {
  override readonly name = 'CommandFailedError';
}

/** The command was used wrongly; exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
