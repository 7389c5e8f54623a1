// On the thank-you page: asks what was bought, pushes it to the data layer once, and says in words what happened.
import { callInWindow, getTimestampMillis, injectScript } from 'sandbox:web';
import type { CheckoutAnswer } from '../../../functions/contract/checkout-answer.ts';
import type { LookupResult, PushRequest } from '../../../functions/contract/loader-protocol.ts';
import { createLog } from '../../shared/create-log.ts';
import { explainMissingLoader } from '../../shared/explain-missing-loader.ts';
import { type Place, toPlace } from '../../shared/place.ts';
import { toMilliseconds } from '../../shared/to-milliseconds.ts';
import { toText } from '../../shared/to-text.ts';
import { toAttribution } from './attribution.ts';
import { readPageCampaign } from './campaign.ts';
import { readConsent, whenConsentIsKnown } from './consent.ts';
import { describeEvent, toEvent, toEventName } from './event.ts';
import { explainFailure } from './explain-failure.ts';
import { findFault } from './find-fault.ts';
import type { Data } from './form.ts';
import { readKnownJourney } from './read-known-journey.ts';
import { toLookupRequest } from './to-lookup-request.ts';

/** One run of the tag: what it is about, and its only two ways to end. */
interface Run {
  readonly data: Data;
  readonly sessionId: string;
  readonly place: Place;
  readonly succeed: (sentence: string) => void;
  readonly fail: (sentence: string) => void;
}

/** Ends in exactly one of `gtmOnSuccess` and `gtmOnFailure`; without a session id at once and silently in success. */
export function run(data: Data): void {
  const sessionId = toText(data.checkoutSessionId);
  if (sessionId === '') {
    data.gtmOnSuccess();
    return;
  }
  const startMs = getTimestampMillis();
  const thisRun = toRun(data, sessionId);
  const loaderUrl = thisRun.place.loaderUrl;
  const fault = findFault(sessionId, thisRun.place);
  if (fault !== undefined) {
    thisRun.fail(fault);
    return;
  }
  injectScript(
    loaderUrl,
    () => {
      const waitedMs = getTimestampMillis() - startMs;
      whenConsentIsKnown(toMilliseconds(data.consentWaitMs, 1000) - waitedMs, () => ask(thisRun));
    },
    () => thisRun.fail(explainMissingLoader(thisRun.place)),
    loaderUrl,
  );
}

function toRun(data: Data, sessionId: string): Run {
  const log = createLog(data.logType);
  return {
    data: data,
    sessionId: sessionId,
    place: toPlace(data.propertyId, data.endpoint),
    succeed: (sentence) => {
      log(sentence);
      data.gtmOnSuccess();
    },
    fail: (sentence) => {
      log(sentence);
      data.gtmOnFailure();
    },
  };
}

function ask(thisRun: Run): void {
  const onResult = (result: LookupResult) => {
    if (result.ok) {
      settle(thisRun, result.answer);
    } else {
      thisRun.fail(explainFailure(result, thisRun.place));
    }
  };
  // Anything but true: a blocker put an empty script in the loader's place, or the browser is too old for it.
  const request = toLookupRequest(thisRun.place, thisRun.sessionId, thisRun.data);
  if (callInWindow('tilltag.lookup', request, onResult) !== true) {
    thisRun.fail(explainMissingLoader(thisRun.place));
  }
}

function settle(thisRun: Run, answer: CheckoutAnswer): void {
  const data = thisRun.data;
  const name = toEventName(answer, data);
  if (!answer.livemode && data.testSessions === 'ignore') {
    thisRun.succeed('nothing pushed: this is a test session, and the tag is set to ignore those.');
    return;
  }
  if (!answer.first_view) {
    strip(thisRun, answer);
    thisRun.succeed('nothing pushed: ' + name + ' of this session was pushed before, or another tab is at it.');
    return;
  }
  push(thisRun, answer, name);
}

function push(thisRun: Run, answer: CheckoutAnswer, name: string): void {
  const data = thisRun.data;
  const dataLayerName = toText(data.dataLayerName) || 'dataLayer';
  // Read again: between question and answer the visitor may have decided.
  const consent = readConsent();
  const attribution = toAttribution(answer, readPageCampaign(), readKnownJourney(data, consent), consent);
  const request: PushRequest = {
    endpoint: thisRun.place.endpoint,
    report: {
      property_id: thisRun.place.propertyId,
      checkout_session_id: thisRun.sessionId,
      event_id: answer.event_id,
    },
    dataLayer: dataLayerName,
    // GTM merges objects: without the null, items of an earlier ecommerce event would shine through.
    messages: [{ ecommerce: null }, toEvent(answer, data, consent, attribution)],
    remember: consent.analyticsStorage,
  };
  const outcome = callInWindow('tilltag.push', request, () => strip(thisRun, answer));
  if (outcome === 'pushed') {
    thisRun.succeed('pushed ' + describeEvent(name, answer) + '.');
  } else if (outcome === 'already_pushed') {
    thisRun.succeed('nothing pushed: ' + name + ' of this session was pushed on this page before.');
  } else if (outcome === 'no_data_layer') {
    thisRun.fail(
      'The page has something else than a data layer under the name ' +
        dataLayerName +
        '. Enter the name from your GTM snippet.',
    );
  } else {
    thisRun.fail(
      'Another script on this page has put its own push function into ' +
        dataLayerName +
        ', and that one fails. Type ' +
        dataLayerName +
        '.push({}) into the console to see its error.',
    );
  }
}

/** A pending checkout keeps its id: a reload may find that the money has come. */
function strip(thisRun: Run, answer: CheckoutAnswer): void {
  if (thisRun.data.stripSessionId && answer.status !== 'pending') {
    callInWindow('tilltag.strip', thisRun.sessionId);
  }
}
