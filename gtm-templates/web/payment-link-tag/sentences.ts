// Says in a marketer's words what the tag keeps, and why it keeps nothing.

import type { Touch } from '../../../functions/contract/click-report.ts';
import type { ClickDescription } from '../../../functions/contract/loader-protocol.ts';
import type { StorageConsent } from '../../shared/consent-states.ts';
import type { Journey } from '../../shared/journey.ts';
import type { Options } from './options.ts';
import type { Arrival } from './read-arrival.ts';

/** One line for a page: what it brought, where that is kept, and that payment links are taken care of. */
export function describePage(arrival: Arrival, journey: Journey, consent: StorageConsent): string {
  return describeArrival(arrival, journey) + describeKeeping(consent) + ' Clicks on payment links are listened to.';
}

/** One line for a click. */
export function describeReport(description: ClickDescription, options: Options): string {
  const report = description.report;
  const session =
    report.ga_session_id === undefined
      ? 'without a GA4 session' + explainMissingSession(report, options)
      : 'with its GA4 session';
  return 'a click on a payment link is told: ' + nameTouch(report.visit) + ', ' + session + '.';
}

function describeArrival(arrival: Arrival, journey: Journey): string {
  if (arrival.isReturn) {
    return 'the visitor comes back from a payment; the campaign stays as it was.';
  }
  if (journey.visit !== undefined && journey.visit === journey.last && journey.visit.at === arrival.at) {
    return 'a new visit is remembered: ' + nameTouch(journey.visit) + '.';
  }
  return journey.visit !== undefined && journey.visit.at === arrival.at
    ? 'a new visit without a campaign; an earlier campaign stays as it was.'
    : 'the visit goes on: ' + nameTouch(journey.visit) + '.';
}

function describeKeeping(consent: StorageConsent): string {
  if (!consent.analytics) {
    return ' Only this page knows it, because analytics_storage is denied; no cookie is set.';
  }
  return consent.ads ? '' : ' Click ids are left out, because ad_storage is denied.';
}

function explainMissingSession(report: ClickDescription['report'], options: Options): string {
  if (report.consent.analytics_storage === 'denied') {
    return ', because analytics_storage is denied';
  }
  if (report.ga_client_id === undefined) {
    return ', because no Google tag has set its cookie';
  }
  return options.measurementId === ''
    ? '; enter the Measurement ID to say which one is meant'
    : ', because none of ' + options.measurementId + ' is known here';
}

/** Its campaign, never its click ids. */
function nameTouch(touch: Touch | undefined): string {
  if (touch === undefined) {
    return 'no campaign is known';
  }
  const parameters = touch.parameters;
  const names = [parameters['utm_source'], parameters['utm_medium'], parameters['utm_campaign']];
  const campaign = names.filter((name) => name !== undefined).join(' / ');
  if (campaign !== '') {
    return campaign;
  }
  if (touch.referrer_host !== undefined) {
    return 'from ' + touch.referrer_host;
  }
  return 'no campaign in its address';
}
