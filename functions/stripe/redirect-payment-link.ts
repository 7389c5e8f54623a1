// Makes payment links whose buyers come back to a page of the merchant's, and changes those that are there.
import { randomUUID } from 'node:crypto';
import { askWithKey, type KeyErrand, type StripeRefusal } from './ask-with-key.ts';
import { UnknownSessionError } from './errors.ts';
import { type PaymentLink, toPaymentLink } from './list-payment-links.ts';

/** The right that a key needs to make and change payment links; it includes the right to read them. */
export const linkWritePermission = 'rak_payment_links_write';

/** The link as it is now, or why Stripe did not do it. */
export type LinkChange = { kind: 'changed'; link: PaymentLink } | StripeRefusal;

/**
 * Sends the buyers of a payment link to `redirectUrl` from now on. Never rejects; `missing` where the account has no such link,
 * and `unavailable` with `refused_request` where Stripe does not take the address.
 */
export async function redirectPaymentLink(
  errand: KeyErrand,
  { linkId, redirectUrl }: { linkId: string; redirectUrl: string },
): Promise<LinkChange> {
  return await askWithKey<LinkChange>(errand, async (client, ask) => {
    const change = { after_completion: toAfterCompletion(redirectUrl) };
    const idempotencyKey = randomUUID();
    const link = await ask(() => client.paymentLinks.update(linkId, change, { idempotencyKey }));
    return { kind: 'changed', link: toPaymentLink(link) };
  });
}

/** Makes a payment link for one piece at a price (`price_…`), whose buyers come back to `redirectUrl`. Never rejects; `missing` where there is no such price. */
export async function createPaymentLink(
  errand: KeyErrand,
  { priceId, redirectUrl }: { priceId: string; redirectUrl: string },
): Promise<LinkChange> {
  return await askWithKey<LinkChange>(errand, async (client, ask) => {
    const draft = {
      line_items: [{ price: priceId, quantity: 1 }],
      after_completion: toAfterCompletion(redirectUrl),
    };
    // One key for all attempts: an answer that was lost must not leave a second link behind.
    const idempotencyKey = randomUUID();
    const link = await ask(() => client.paymentLinks.create(draft, { idempotencyKey }));
    return { kind: 'changed', link: toPaymentLink(link) };
  });
}

/**
 * Whether the key may make and change payment links, asked with an id that cannot exist: Stripe checks rights before
 * existence, so nothing changes. `undefined` where nobody knows.
 */
export async function mayChangePaymentLinks(errand: KeyErrand): Promise<boolean | undefined> {
  const answer = await askWithKey(errand, async (client, ask): Promise<{ kind: 'may' }> => {
    try {
      await ask(() => client.paymentLinks.update('plink_tilltagKeyProbe0000000000', { active: true }));
    } catch (error) {
      if (!(error instanceof UnknownSessionError)) throw error;
    }
    return { kind: 'may' };
  });
  if (answer.kind === 'may') return true;
  return answer.kind === 'missing_permission' || answer.kind === 'rejected' ? false : undefined;
}

function toAfterCompletion(url: string) {
  return { type: 'redirect', redirect: { url } } as const;
}
