// What may be the name of an account.

/** The name without spaces around it; `undefined` where it is none, too long, or not text. */
export function parseAccountName(typed: string): string | undefined {
  const name = typed.trim();
  return name.length >= 1 && name.length <= 80 && !/\p{Cc}/u.test(name) ? name : undefined;
}
