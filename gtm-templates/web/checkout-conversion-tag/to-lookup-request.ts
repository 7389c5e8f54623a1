// Puts the question together: who asks about which session, and how much the answer may hold.

import type { Touch } from '../../../functions/contract/click-report.ts';
import type { LookupRequest } from '../../../functions/contract/loader-protocol.ts';
import type { Place } from '../../shared/place.ts';
import { readAnalyticsIds } from '../../shared/read-analytics-ids.ts';
import { toMilliseconds } from '../../shared/to-milliseconds.ts';
import { toText } from '../../shared/to-text.ts';
import { readPageCampaign } from './campaign.ts';
import { readConsent } from './consent.ts';
import { readConsentLetters } from './consent-letters.ts';
import type { Data } from './form.ts';
import { readKnownJourney } from './read-known-journey.ts';

/** Stripe forwards no longer ones, and five of them must fit into one query. Longer ones stay on the page. */
const maxSentUtmLength = 150;

/** Each UTM, and the name under which its value before the repair is sent. */
const sentNames = [
  ['utm_source', 'original_utm_source'],
  ['utm_medium', 'original_utm_medium'],
  ['utm_campaign', 'original_utm_campaign'],
  ['utm_term', 'original_utm_term'],
  ['utm_content', 'original_utm_content'],
] as const;

/** The question as the loader takes it; consent is the visitor's at this moment. */
export function toLookupRequest(place: Place, sessionId: string, data: Data): LookupRequest {
  const consent = readConsent();
  const query: LookupRequest['query'] = {
    property_id: place.propertyId,
    checkout_session_id: sessionId,
    // For what the function sends itself: it is newer than what the click on the payment link told.
    consent: readConsentLetters(),
  };
  addCampaign(query);
  const journey = readKnownJourney(data, consent);
  if (journey && journey.clickId !== '') {
    query.click_id = journey.clickId;
  }
  if (journey && journey.last) {
    addOriginals(query, journey.last.parameters);
  }
  if (consent.analyticsStorage) {
    addAnalyticsIds(query, data);
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

/** What came back through Stripe. */
function addCampaign(query: LookupRequest['query']): void {
  const campaign = readPageCampaign();
  sentNames.forEach((names) => {
    const value = campaign[names[0]];
    if (value !== null && value.length <= maxSentUtmLength) {
      query[names[0]] = value;
    }
  });
}

/** The purchase is told to GA4 under these; what the server tells later, such as a refund, is to count for the same visitor. */
function addAnalyticsIds(query: LookupRequest['query'], data: Data): void {
  const ids = readAnalyticsIds({
    measurementId: toText(data.measurementId).toUpperCase(),
    gaCookiePrefix: toText(data.gaCookiePrefix),
  });
  if (ids.ga_client_id !== undefined) {
    query.ga_client_id = ids.ga_client_id;
    if (ids.ga_session_id !== undefined) {
      query.ga_session_id = ids.ga_session_id;
    }
  }
}

/** It was repaired on the way there; only this browser may know what it was before. */
function addOriginals(query: LookupRequest['query'], remembered: Touch['parameters']): void {
  if (!sentNames.some((names) => query[names[0]] !== undefined)) {
    return;
  }
  sentNames.forEach((names) => {
    const value = remembered[names[0]];
    if (value !== undefined) {
      query[names[1]] = value;
    }
  });
}
