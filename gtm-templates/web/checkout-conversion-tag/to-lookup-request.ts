// Puts the question together: who asks about which session, and how much the answer may hold.
import type { Touch } from '../../../functions/contract/click-report.ts';
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
  if (journey && journey.last) {
    addOriginals(query, journey.last.parameters);
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

/** What comes back through Stripe was repaired for it; only this browser may know what it was before. */
function addOriginals(query: LookupRequest['query'], remembered: Touch['parameters']): void {
  if (!query.utm_source && !query.utm_medium && !query.utm_campaign && !query.utm_term && !query.utm_content) {
    return;
  }
  query.original_utm_source = remembered['utm_source'] || '';
  query.original_utm_medium = remembered['utm_medium'] || '';
  query.original_utm_campaign = remembered['utm_campaign'] || '';
  query.original_utm_term = remembered['utm_term'] || '';
  query.original_utm_content = remembered['utm_content'] || '';
}

/** Empty for what is not sent. */
function toSentUtm(value: string | null): string {
  return value !== null && value.length <= maxSentUtmLength ? value : '';
}
