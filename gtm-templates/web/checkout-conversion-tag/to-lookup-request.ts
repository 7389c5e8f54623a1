// Puts the question together: who asks about which session, and how much the answer may hold.
import type { LookupRequest } from '../../../functions/contract/loader-protocol.ts';
import type { Place } from '../../shared/place.ts';
import { toMilliseconds } from '../../shared/to-milliseconds.ts';
import { readPageCampaign } from './campaign.ts';
import { readConsent } from './consent.ts';
import type { Data } from './form.ts';
import { readKnownJourney } from './read-known-journey.ts';

/** Stripe forwards no longer ones, and five of them must fit into one query. Longer ones stay on the page. */
const maxSentUtmLength = 150;

/** The question as the loader takes it; consent is the visitor's at this moment. */
export function toLookupRequest(place: Place, sessionId: string, data: Data): LookupRequest {
  const consent = readConsent();
  const campaign = readPageCampaign();
  const query: LookupRequest['query'] = {
    property_id: place.propertyId,
    checkout_session_id: sessionId,
    utm_source: toSentUtm(campaign.utm_source),
    utm_medium: toSentUtm(campaign.utm_medium),
    utm_campaign: toSentUtm(campaign.utm_campaign),
    utm_term: toSentUtm(campaign.utm_term),
    utm_content: toSentUtm(campaign.utm_content),
  };
  const journey = readKnownJourney(data, consent);
  if (journey && journey.clickId !== '') {
    query.click_id = journey.clickId;
  }
  if (!consent.adUserData || data.personalData === 'none') {
    query.personal_data = 'none';
  } else if (data.personalData === 'hashed') {
    query.personal_data = 'hashed';
  }
  return {
    endpoint: place.endpoint,
    query: query,
    timeoutMs: toMilliseconds(data.timeoutMs, 5000),
    remember: consent.analyticsStorage,
  };
}

/** Empty for what is not sent. */
function toSentUtm(value: string | null): string {
  return value !== null && value.length <= maxSentUtmLength ? value : '';
}
