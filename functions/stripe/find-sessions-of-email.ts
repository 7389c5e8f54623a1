// The Checkout Sessions in which a buyer gave an address, as far as Stripe finds them.
import { askWithKey, type KeyErrand, type StripeRefusal } from './ask-with-key.ts';
import { StripeUnavailableError } from './errors.ts';
import { requireList, requireObject } from './require-answer.ts';

/** Their ids; `hasMore` where there are more than were read. */
export type SessionsOfEmail = { kind: 'found'; sessionIds: string[]; hasMore: boolean } | StripeRefusal;

const pageSize = 100;
/** More than anybody buys; nobody waits for more. */
const maxPages = 10;

/** Of the key's account and mode. Stripe compares the address as it was entered. Never rejects with one of our Stripe errors. */
export async function findSessionsOfEmail(errand: KeyErrand, email: string): Promise<SessionsOfEmail> {
  return await askWithKey<SessionsOfEmail>(errand, async (client, ask) => {
    const sessionIds: string[] = [];
    for (let page = 1; ; page++) {
      const after = sessionIds.at(-1);
      const list = await ask(() =>
        client.checkout.sessions.list({
          customer_details: { email },
          limit: pageSize,
          ...(after !== undefined && { starting_after: after }),
        }),
      );
      const { data, has_more: hasMore } = requireList(list);
      sessionIds.push(...data.map((session) => requireId(session)));
      if (hasMore !== true || data.length === 0 || page === maxPages)
        return { kind: 'found', sessionIds, hasMore: hasMore === true };
    }
  });
}

function requireId(session: object): string {
  const id = requireObject(session, 'checkout.session').text('id');
  if (id === null) throw new StripeUnavailableError('malformed_answer');
  return id;
}
