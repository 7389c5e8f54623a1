// Decides what an arrival means for a journey: a new touch, more of the same visit, or nothing.
import { Math, Object } from 'sandbox:web';
import type { Touch } from '../../../functions/contract/click-report.ts';
import { distinctTouches, type Journey, mapTouches } from '../../shared/journey.ts';
import { toTouch } from '../../shared/touch-parts.ts';
import { isSameCampaign } from './is-same-campaign.ts';
import type { Arrival } from './read-arrival.ts';

/** As in Google Analytics: after so long without a page, the next one begins a new visit. */
const visitSeconds = 1800;

/**
 * The journey with this arrival. Only a campaign, a click id or another site's referrer makes a touch. Applying an arrival
 * again adds what consent held back before, and changes nothing else.
 */
export function applyArrival(journey: Journey, arrival: Arrival): Journey {
  if (distinctTouches(journey).some((touch) => touch.at === arrival.at)) {
    return addToSamePage(journey, arrival);
  }
  // Another page or tab has gone on since.
  if (arrival.at < journey.seenAt) {
    return journey;
  }
  const isRunning = journey.visit !== undefined && arrival.at - journey.seenAt <= visitSeconds;
  if (isTouch(arrival)) {
    return applyTouch(journey, arrival, isRunning);
  }
  return withVisit(journey, arrival, isRunning && journey.visit ? journey.visit : toVisit(arrival));
}

/** Whether an arrival says by itself what brought the visitor. */
function isTouch(arrival: Arrival): boolean {
  return !arrival.isReturn && (Object.keys(arrival.parameters).length > 0 || arrival.referrerHost !== '');
}

function applyTouch(journey: Journey, arrival: Arrival, isRunning: boolean): Journey {
  const visit = journey.visit;
  const known = [visit, journey.last].filter(
    (touch) => touch !== undefined && isSameCampaign(touch, arrival, isRunning && touch === visit),
  )[0];
  if (known) {
    const merged = mergeInto(known, arrival);
    const changed = mapTouches(journey, (touch) => (touch === known ? merged : touch));
    return withVisit(changed, arrival, merged);
  }
  return withoutClick(withTouch(journey, arrival, toVisit(arrival)));
}

/** A click of an earlier campaign has not led to what is bought after this one. */
function withoutClick(journey: Journey): Journey {
  return { seenAt: journey.seenAt, clickId: '', first: journey.first, last: journey.last, visit: journey.visit };
}

/** The page that began a visit is applied again: what it brought may be more than it was allowed to be then. */
function addToSamePage(journey: Journey, arrival: Arrival): Journey {
  const isOfArrival = (touch: Touch) => touch.at === arrival.at;
  const changed = arrival.isReturn
    ? journey
    : mapTouches(journey, (touch) => (isOfArrival(touch) ? mergeInto(touch, arrival) : touch));
  const visit = changed.visit;
  const isNews = visit !== undefined && isOfArrival(visit) && isTouch(arrival) && changed.last !== visit;
  return isNews ? withTouch(changed, arrival, visit) : changed;
}

function withTouch(journey: Journey, arrival: Arrival, touch: Touch): Journey {
  return {
    seenAt: Math.max(journey.seenAt, arrival.at),
    clickId: journey.clickId,
    first: journey.first || touch,
    last: touch,
    visit: touch,
  };
}

function withVisit(journey: Journey, arrival: Arrival, visit: Touch): Journey {
  return {
    seenAt: arrival.at,
    clickId: journey.clickId,
    first: journey.first,
    last: journey.last,
    visit: visit,
  };
}

/** A visitor who was on the site already did not land here. */
function toVisit(arrival: Arrival): Touch {
  const landingPage = arrival.isInternal && !isTouch(arrival) ? '' : arrival.landingPage;
  return arrival.isReturn
    ? toTouch(arrival.at, landingPage, '', {})
    : toTouch(arrival.at, landingPage, arrival.referrerHost, arrival.parameters);
}

function mergeInto(touch: Touch, arrival: Arrival): Touch {
  const parameters: Touch['parameters'] = {};
  Object.entries(arrival.parameters).forEach((entry) => {
    parameters[entry[0]] = entry[1];
  });
  Object.entries(touch.parameters).forEach((entry) => {
    parameters[entry[0]] = entry[1];
  });
  return toTouch(touch.at, touch.landing_page || '', touch.referrer_host || '', parameters);
}
