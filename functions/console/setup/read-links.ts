// A property's payment links as its stored keys may read them, mode by mode.
import { openStripeKey } from '../../properties/stripe-keys/open-stripe-key.ts';
import { stripeModes } from '../../rules/own-mode.ts';
import type { Property, StripeMode } from '../../rules/property.ts';
import { listPaymentLinks, type PaymentLinksRead } from '../../stripe/list-payment-links.ts';
import type { PropertyRequest } from '../route.ts';

/** What Stripe answered for one mode. `closed`: the key cannot be opened with the key ring of this deployment. */
export type ModeLinks = { mode: StripeMode } & (PaymentLinksRead | { kind: 'closed' });

/** The links of each mode that has a key; none for a property without one, nor for viewers, for whom nobody is asked. Never rejects. */
export async function readLinks({ context, role }: PropertyRequest, property: Property): Promise<ModeLinks[]> {
  if (role !== 'owner') return [];
  const { settings } = context;
  const apiBase = settings.stripeApiBase;
  const read = await Promise.all(
    stripeModes.map(async (mode): Promise<ModeLinks[]> => {
      const key = openStripeKey(property, mode, settings.keyRing);
      if (key.kind === 'none') return [];
      if (key.kind === 'closed') return [{ mode, kind: 'closed' }];
      return [{ mode, ...(await listPaymentLinks({ apiKey: key.apiKey, apiBase })) }];
    }),
  );
  return read.flat();
}
