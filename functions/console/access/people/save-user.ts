// Writes down who signed in.
import type { User } from '../../../rules/account.ts';
import type { ConsoleContext } from '../../console-context.ts';

/** Somebody who was found to be who they say. */
export interface Person {
  userId: string;
  /** Lower case, verified. */
  email: string;
  name: string | null;
}

/** The person's record, made or brought up to date. Rejects where somebody else keeps changing it. */
export async function saveUser(
  { store, now }: Pick<ConsoleContext, 'store' | 'now'>,
  { userId, email, name }: Person,
): Promise<User> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const lastSignInAtMs = now();
    const found = await store.console.findUser(userId);
    if (found === undefined) {
      const times = { signedOutAtMs: 0, createdAtMs: lastSignInAtMs, lastSignInAtMs };
      const user: User = { id: userId, version: 1, email, name, ...times };
      if ((await store.console.createUser(user)) === 'created') return user;
    } else {
      const user: User = { ...found, email, name: name ?? found.name, lastSignInAtMs };
      if ((await store.console.changeUser(user)) === 'changed') return { ...user, version: user.version + 1 };
    }
  }
  throw new Error('The sign-in lost every race for the record of its person.');
}
