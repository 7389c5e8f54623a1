// Makes the link that signs the owner of one machine in, once.
import { createHash } from 'node:crypto';
import type { Settings } from '../../../settings.ts';
import type { Store } from '../../../store/store.ts';

/** What a link is made with. */
export interface LinkTools {
  /** The console's own address, such as `http://127.0.0.1:8080/console`. */
  url: string;
  now: () => number;
  randomBytes: (count: number) => Uint8Array;
}

/** How long a link may lie there. */
export const linkLifeMs = 900_000;

/** The link: whoever opens it and presses its button within a quarter of an hour is signed in as the owner. */
export async function makeSignInLink(
  { console }: Pick<Store, 'console'>,
  { url, now, randomBytes }: LinkTools,
): Promise<string> {
  const secret = Buffer.from(randomBytes(32)).toString('base64url');
  const createdAtMs = now();
  await console.createTicket({ id: toTicketId(secret), createdAtMs, expiresAtMs: createdAtMs + linkLifeMs });
  return `${url}/sign-in/link?ticket=${secret}`;
}

/** The id under which the store knows a link's secret. */
export function toTicketId(secret: string): string {
  return createHash('sha256').update(`ticket:${secret}`).digest('hex');
}

/** Whether such links are taken: only where nobody else could vouch for people, and never where everybody can ask. */
export function areLinksTaken({ console, isOnCloudRun }: Pick<Settings, 'console' | 'isOnCloudRun'>): boolean {
  return console.issuer === undefined && !isOnCloudRun;
}
