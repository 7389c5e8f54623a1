// Makes the ids of people and accounts.
import { createHash } from 'node:crypto';

/** Who vouches for whoever holds a link from the terminal of the machine itself. */
export const localIssuer = 'local';

/** `usr_…`, the same for one person of an issuer whenever they come. */
export function toUserId(issuer: string, subject: string): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest('hex');
  return `usr_${digest.slice(0, 40)}`;
}

/** `acc_` and 20 random hexadecimal digits. */
export function newAccountId(randomBytes: (count: number) => Uint8Array): string {
  return `acc_${Buffer.from(randomBytes(10)).toString('hex')}`;
}
