// Reads the payment links of a Stripe account, each with what its buyers see after they paid.
import type Stripe from 'stripe';
import { type Ask, askWithKey, type KeyErrand, type StripeRefusal } from './ask-with-key.ts';
import { StripeUnavailableError } from './errors.ts';
import { toWireRecord } from './wire-record.ts';

/** The right that a key needs to read payment links, by Stripe's name. */
export const linkReadPermission = 'rak_payment_links_read';

/** A payment link that buyers can use. */
export interface PaymentLink {
  /** `plink_…` */
  id: string;
  /** Where it leads buyers, such as `https://buy.stripe.com/…`. */
  url: string;
  /** Where Stripe sends buyers afterwards, as it was entered; `null` where they see a page of Stripe's. */
  redirectUrl: string | null;
}

/** The links, newest first; `isWhole` says whether these are all. Or why they could not be read. */
export type PaymentLinksRead = { kind: 'listed'; links: PaymentLink[]; isWhole: boolean } | StripeRefusal;

const pageSize = 100;
const maxPages = 5;

/** The active payment links of the key's account and mode, at most five hundred. Never rejects. */
export async function listPaymentLinks(errand: KeyErrand): Promise<PaymentLinksRead> {
  return await askWithKey(errand, readPages);
}

async function readPages(client: Stripe, ask: Ask): Promise<PaymentLinksRead> {
  const links: PaymentLink[] = [];
  let after: string | undefined;
  for (let pages = 0; pages < maxPages; pages += 1) {
    const params = { active: true, limit: pageSize, ...(after !== undefined && { starting_after: after }) };
    const page = await ask(() => client.paymentLinks.list(params));
    if (!Array.isArray(page.data)) throw new StripeUnavailableError('malformed_answer');
    links.push(...page.data.map(toPaymentLink));
    after = page.has_more ? page.data.at(-1)?.id : undefined;
    if (after === undefined) return { kind: 'listed', links, isWhole: true };
  }
  return { kind: 'listed', links, isWhole: false };
}

/** The link as it is read here, from Stripe's own. Throws StripeUnavailableError where it is none. */
export function toPaymentLink(link: Stripe.PaymentLink): PaymentLink {
  const record = toWireRecord(link);
  const [id, url] = [record?.text('id'), record?.text('url')];
  if (record === undefined || !id || !url) throw new StripeUnavailableError('malformed_answer');
  return { id, url, redirectUrl: record.record('after_completion')?.record('redirect')?.text('url') ?? null };
}
