// Says what is known at the moment of a click on a payment link: not earlier, because on a first visit GA's cookie comes late.
import { getTimestampMillis, Math, Object } from 'sandbox:web';
import type { ClickReport, GoogleClick } from '../../../functions/contract/click-report.ts';
import type { ClickDescription, LinkUse } from '../../../functions/contract/loader-protocol.ts';
import { encodePassport } from '../../../functions/rules/encode-passport.ts';
import { isConsentModeInUse, readClickConsent } from '../../shared/consent-states.ts';
import { isClickId } from '../../shared/decode-journey.ts';
import type { Journey } from '../../shared/journey.ts';
import { readAnalyticsIds } from '../../shared/read-analytics-ids.ts';
import type { Options } from './options.ts';
import type { PageNotes } from './page-notes.ts';
import { readGoogleClick } from './read-google-click.ts';
import { readMetaIds } from './read-meta-ids.ts';
import { recall } from './recall.ts';

/** Which click of which property. */
export interface Click {
  readonly propertyId: string;
  readonly clickId: string;
  readonly how: LinkUse;
}

/**
 * The description for the loader. Consent decides what is in it: without `ad_storage` no click ids and no ids of Meta, without
 * `analytics_storage` no ids of GA. What the address itself says of the campaign stays, and the consent itself.
 * Undefined for an element that is only shown while both are denied: it gets its reference when consent comes. Undefined too for
 * a click id that the loader cannot have made.
 */
export function describeClick(options: Options, notes: PageNotes, one: Click): ClickDescription | undefined {
  notes.usesConsentMode = notes.usesConsentMode || isConsentModeInUse();
  const consent = readClickConsent(notes.usesConsentMode);
  const mayAdvertise = consent.ad_storage !== 'denied';
  const mayAnalyse = consent.analytics_storage !== 'denied';
  if (!isClickId(one.clickId) || (one.how === 'element' && !mayAdvertise && !mayAnalyse)) {
    return undefined;
  }
  const journey = recall(options, notes, one.clickId);
  const report = toReport(one, consent, [
    toTouches(journey),
    mayAnalyse ? readAnalyticsIds(options) : {},
    mayAdvertise ? readMetaIds() : {},
  ]);
  const description: ClickDescription = {
    reference: toReference(report, mayAdvertise ? readGoogleClick(journey.visit) : undefined),
    report: report,
  };
  if (one.how === 'click' && options.dataLayerName !== '') {
    description.push = { dataLayer: options.dataLayerName, messages: [{ event: 'begin_checkout' }] };
  }
  return description;
}

/** Empty where none can be made; then the link gets none that Stripe would take. */
function toReference(report: ClickReport, googleClick: GoogleClick | undefined): string {
  const passport = encodePassport({
    clickId: report.click_id,
    clickedAtSeconds: report.clicked_at,
    consent: report.consent,
    gaClientId: report.ga_client_id,
    gaSessionId: report.ga_session_id,
    googleClick: googleClick,
  });
  return passport || '';
}

/** Keys without a value are not there, because the function would refuse them. */
function toReport(one: Click, consent: ClickReport['consent'], parts: readonly object[]): ClickReport {
  const report: ClickReport & Record<string, unknown> = {
    property_id: one.propertyId,
    click_id: one.clickId,
    clicked_at: Math.floor(getTimestampMillis() / 1000),
    consent: consent,
  };
  parts.forEach((part) => {
    Object.entries(part).forEach((entry) => {
      if (entry[1] !== undefined) {
        report[entry[0]] = entry[1];
      }
    });
  });
  return report;
}

function toTouches(journey: Journey): object {
  return { visit: journey.visit, first: journey.first, last: journey.last };
}
