// Asks Stripe which rights a key has that nothing here needs, so that a key which is lost does little harm.
import type Stripe from 'stripe';
import { type Ask, askWithKey, type KeyErrand, type StripeRefusal } from './ask-with-key.ts';
import { StripeKeyRejectedError, UnknownSessionError } from './errors.ts';

/** Rights that no key needs here, by Stripe's name: the box in Stripe's form, and whether the right moves money or only reads people's data or changes records. */
export const excessRights = {
  rak_charge_write: { box: 'Charges and Refunds: Write', movesMoney: true },
  rak_payment_intent_write: { box: 'PaymentIntents: Write', movesMoney: true },
  rak_payout_write: { box: 'Payouts: Write', movesMoney: true },
  rak_subscription_write: { box: 'Subscriptions: Write', movesMoney: true },
  rak_invoice_write: { box: 'Invoices: Write', movesMoney: true },
  rak_checkout_session_write: { box: 'Checkout Sessions: Write', movesMoney: false },
  rak_customer_read: { box: 'Customers: Read', movesMoney: false },
} as const satisfies Record<string, { box: string; movesMoney: boolean }>;

/** A right that is asked for, by Stripe's name. */
export type ExcessRight = keyof typeof excessRights;

/** Those that the key has; or that it could not be found out. */
export type ExcessProbe = { kind: 'found'; rights: ExcessRight[] } | StripeRefusal;

/**
 * Which of these rights the key has, asked all at once with ids that cannot exist: Stripe checks rights before existence, so
 * nothing is read and nothing changes. Rights that are not asked for stay unknown: Stripe has no list of a key's rights. Never
 * rejects.
 */
export async function probeExcess(errand: KeyErrand): Promise<ExcessProbe> {
  const mode = errand.apiKey.startsWith('rk_live_') ? 'live' : 'test';
  return await askWithKey<ExcessProbe>(errand, async (client, ask) => {
    const probes = listProbes(client, mode);
    const found = await Promise.all(probes.map(async ([right, send]) => ((await isThere(ask, send)) ? [right] : [])));
    return { kind: 'found', rights: found.flat() };
  });
}

function listProbes(client: Stripe, mode: string): [ExcessRight, () => Promise<unknown>][] {
  const madeUp = 'tilltagKeyProbe0000000000';
  const nothing = { metadata: { probe: 'tilltag' } };
  return [
    ['rak_charge_write', () => client.charges.update(`ch_${madeUp}`, nothing)],
    ['rak_payment_intent_write', () => client.paymentIntents.update(`pi_${madeUp}`, nothing)],
    ['rak_payout_write', () => client.payouts.update(`po_${madeUp}`, nothing)],
    ['rak_subscription_write', () => client.subscriptions.update(`sub_${madeUp}`, nothing)],
    ['rak_invoice_write', () => client.invoices.update(`in_${madeUp}`, nothing)],
    ['rak_checkout_session_write', () => client.checkout.sessions.update(`cs_${mode}_${madeUp}`, nothing)],
    ['rak_customer_read', () => client.customers.retrieve(`cus_${madeUp}`)],
  ];
}

async function isThere(ask: Ask, send: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask(send);
    return true;
  } catch (error) {
    if (error instanceof UnknownSessionError) return true;
    if (error instanceof StripeKeyRejectedError && error.permission !== undefined) return false;
    throw error;
  }
}
