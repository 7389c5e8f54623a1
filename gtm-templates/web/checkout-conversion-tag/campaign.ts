// The campaign of the thank-you page's own address, which Stripe's redirect carries.
import { getQueryParameters } from 'sandbox:web';
import type { CampaignParameters } from '../../../functions/contract/checkout-answer.ts';
import { holdsAddress } from '../../shared/clean-text.ts';
import { toText } from '../../shared/to-text.ts';

/** The five, as the address has them; `null` where it has none, or one with an e-mail address in it. */
export function readPageCampaign(): CampaignParameters {
  return {
    utm_source: readParameter('utm_source'),
    utm_medium: readParameter('utm_medium'),
    utm_campaign: readParameter('utm_campaign'),
    utm_term: readParameter('utm_term'),
    utm_content: readParameter('utm_content'),
  };
}

function readParameter(name: string): string | null {
  const value = toText(getQueryParameters(name));
  return value === '' || holdsAddress(value) ? null : value;
}
