// The two ways in which a command ends badly; the messages are written for the person at the terminal. Whoever is at fault with
// what was typed, or with what it names, is told so by 2; what is wrong with the world, by 1.

/** The command was understood, and something is wrong or failed; exit code 1. */
export class CommandFailedError extends Error {
  override readonly name = 'CommandFailedError';
}

/** The command was used wrongly: an option, a file, a setting or an id that is none; exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
