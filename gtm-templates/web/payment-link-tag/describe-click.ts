// Says what is known at the moment of a click on a payment link: not earlier, because on a first visit GA's cookie comes late.
import { Object } from 'sandbox:web';
import type { ClickReport } from '../../../functions/contract/click-report.ts';
import type { ClickDescription } from '../../../functions/contract/loader-protocol.ts';
import { isClickId } from '../../shared/decode-journey.ts';
import type { Journey } from '../../shared/journey.ts';
import { isConsentModeInUse, readClickConsent } from './consent-states.ts';
import type { Options } from './options.ts';
import type { PageNotes } from './page-notes.ts';
import { readAnalyticsIds } from './read-analytics-ids.ts';
import { readGoogleClick } from './read-google-click.ts';
import { readMetaIds } from './read-meta-ids.ts';
import { recall } from './recall.ts';

/**
 * The description for the loader. Consent decides what is in it: without `ad_storage` no click ids and no ids of Meta, without
 * `analytics_storage` no ids of GA. What the address itself says of the campaign stays, and the consent itself.
 * Undefined for an element that is only shown while both are denied: it gets its reference when consent comes.
 */
export function describeClick(
  options: Options,
  notes: PageNotes,
  clickId: string,
  how: 'click' | 'element',
): ClickDescription | undefined {
  notes.usesConsentMode = notes.usesConsentMode || isConsentModeInUse();
  const consent = readClickConsent(notes.usesConsentMode);
  const mayAdvertise = consent.ad_storage !== 'denied';
  const mayAnalyse = consent.analytics_storage !== 'denied';
  if (how === 'element' && !mayAdvertise && !mayAnalyse) {
    return undefined;
  }
  const journey = recall(options, notes, isClickId(clickId) ? clickId : '');
  const googleClick = mayAdvertise ? readGoogleClick(journey.visit) : undefined;
  const description: ClickDescription = {
    report: toReport(consent, [
      toTouches(journey),
      mayAnalyse ? readAnalyticsIds(options) : {},
      mayAdvertise ? readMetaIds() : {},
    ]),
  };
  if (googleClick) {
    description.googleClick = googleClick;
  }
  if (how === 'click' && options.dataLayerName !== '') {
    description.push = { dataLayer: options.dataLayerName, messages: [{ event: 'begin_checkout' }] };
  }
  return description;
}

type Report = ClickDescription['report'];

/** Keys without a value are not there, because the function would refuse them. */
function toReport(consent: ClickReport['consent'], parts: readonly object[]): Report {
  const report: Report & Record<string, unknown> = { consent: consent };
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
