// On every page: remembers what brought the visitor, and tells it when a payment link is clicked.
import { addConsentListener, callInWindow, callLater, injectScript } from 'sandbox:web';
import type { ClickDescription, LinkRequest, LinkUse } from '../../../functions/contract/loader-protocol.ts';
import { isConsentModeInUse, readStorageConsent } from '../../shared/consent-states.ts';
import { createLog } from '../../shared/create-log.ts';
import { explainMissingLoader } from '../../shared/explain-missing-loader.ts';
import { findPlaceFault, type Place, toPlace } from '../../shared/place.ts';
import { describeClick } from './describe-click.ts';
import type { Data } from './form.ts';
import { type Options, toOptions } from './options.ts';
import { type PageNotes, readPageNotes } from './page-notes.ts';
import { readArrival } from './read-arrival.ts';
import { recall } from './recall.ts';
import { describePage, describeReport } from './sentences.ts';

/** Consent tools restore a returning visitor's choice within a second or two. Deleting earlier would lose the first touch. */
const settleMs = 5000;

/** One run of the tag. */
interface Run {
  readonly data: Data;
  readonly options: Options;
  readonly notes: PageNotes;
  readonly place: Place;
  readonly log: (sentence: string) => void;
}

/**
 * Ends in exactly one of `gtmOnSuccess` and `gtmOnFailure`. What brought the visitor is remembered even where the script of the
 * function cannot be used; then payment links stay as they are.
 */
export function run(data: Data): void {
  const options = toOptions(data);
  const notes = readPageNotes(options.cookieName);
  const thisRun: Run = {
    data: data,
    options: options,
    notes: notes,
    place: toPlace(data.propertyId, data.endpoint),
    log: createLog(data.logType),
  };
  const arrival = readArrival(options, notes.arrivals);
  notes.arrivals.push(arrival);
  const journey = recall(options, notes, '');
  const sentence = describePage(arrival, journey, readStorageConsent());
  listen(thisRun);
  const fault = findPlaceFault(thisRun.place);
  if (fault !== undefined) {
    fail(thisRun, fault);
    return;
  }
  const loaderUrl = thisRun.place.loaderUrl;
  injectScript(
    loaderUrl,
    () => watchLinks(thisRun, sentence),
    () => fail(thisRun, explainMissingLoader(thisRun.place)),
    loaderUrl,
  );
}

function watchLinks(thisRun: Run, sentence: string): void {
  // Anything but true: a blocker put an empty script in the loader's place, or the browser is too old for it.
  if (!offerDescriptions(thisRun)) {
    fail(thisRun, explainMissingLoader(thisRun.place));
    return;
  }
  thisRun.notes.isWatching = true;
  callInWindow('tilltag.after', settleMs, () => settle(thisRun));
  thisRun.log(sentence);
  thisRun.data.gtmOnSuccess();
}

/** Asked for again, the loader looks after elements that got no reference before. */
function offerDescriptions(thisRun: Run): boolean {
  const request: LinkRequest = {
    endpoint: thisRun.place.endpoint,
    property_id: thisRun.place.propertyId,
    domains: thisRun.options.paymentDomains.slice(),
  };
  const describe = (clickId: string, how: LinkUse) => describeAloud(thisRun, clickId, how);
  return callInWindow('tilltag.links', request, describe) === true;
}

function describeAloud(thisRun: Run, clickId: string, how: LinkUse): ClickDescription | undefined {
  const description = describeClick(thisRun.options, thisRun.notes, {
    propertyId: thisRun.place.propertyId,
    clickId: clickId,
    how: how,
  });
  if (description && how === 'click') {
    thisRun.log(describeReport(description, thisRun.options));
  }
  return description;
}

/** Listeners cannot be taken back, so a page has them once, however often the tag runs. */
function listen(thisRun: Run): void {
  if (thisRun.notes.isListening) {
    return;
  }
  thisRun.notes.isListening = true;
  thisRun.notes.usesConsentMode = isConsentModeInUse();
  const onChange = (_type: string, isGranted: boolean) => {
    // A denial that is the first word on consent is the default of a banner that came late and may restore an earlier choice.
    if (!isGranted && thisRun.notes.usesConsentMode) {
      thisRun.notes.isSettled = true;
    }
    // One update changes several types, one after the other; the next turn sees them all.
    callLater(() => {
      thisRun.notes.usesConsentMode = true;
      recall(thisRun.options, thisRun.notes, '');
      if (thisRun.notes.isWatching) {
        offerDescriptions(thisRun);
      }
    });
  };
  addConsentListener('ad_storage', onChange);
  addConsentListener('analytics_storage', onChange);
}

/** By now a denial is the visitor's own, so what consent no longer covers is deleted. */
function settle(thisRun: Run): void {
  if (!thisRun.notes.isSettled) {
    thisRun.notes.isSettled = true;
    recall(thisRun.options, thisRun.notes, '');
  }
}

function fail(thisRun: Run, sentence: string): void {
  thisRun.log(sentence);
  thisRun.data.gtmOnFailure();
}
