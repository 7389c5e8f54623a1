// The environment in which the functions of the shop run.
import type { StripeStandIn } from '../../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';

/** The variables; limits are lifted, for one machine asks in place of many. */
export function toEnvironment(
  store: string,
  { url: stripeUrl }: Pick<StripeStandIn, 'url'>,
  analyticsUrl: string,
): Record<string, string> {
  const much = '1000000';
  return {
    TILLTAG_STORE: store,
    TILLTAG_KEYS: `main:${Buffer.alloc(32, 7).toString('base64')}`,
    STRIPE_API_BASE: stripeUrl,
    GOOGLE_ANALYTICS_BASE: analyticsUrl,
    TILLTAG_ALLOW_LOCAL: '1',
    TILLTAG_LIMIT_ADDRESS_PER_SECOND: much,
    TILLTAG_LIMIT_ADDRESS_BURST: much,
    TILLTAG_LIMIT_PROPERTY_PER_SECOND: much,
    TILLTAG_LIMIT_PROPERTY_BURST: much,
    TILLTAG_LIMIT_STRIPE_KEY_PER_SECOND: much,
    TILLTAG_LIMIT_STRIPE_KEY_BURST: much,
    TILLTAG_LIMIT_READS_PER_SESSION: '1000',
  };
}
