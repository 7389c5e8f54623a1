// Stands in for the tag "Google Ads Conversion Tracking".
//
// It proves that a conversion carries its value, currency, order id, click and hashed user data as consent allows. Only
// Google can prove that the conversion counts, for which click, and what its own tag sends besides.
// Decision: while ad_storage is denied a ping goes out that has neither the click nor user data, and `gcs` says why; user
// data needs ad_user_data besides.
import { buildAdsConversionHit } from '../../google/ads-conversion-hit.ts';
import { toConsentSignal } from '../../google/consent-signal.ts';
import { encodeUserData } from '../../google/encode-user-data.ts';
import { readGoogleClick } from '../../google/google-click-cookie.ts';
import { readCookies } from '../../sandbox/read-cookies.ts';
import type { FieldValues } from '../container-model.ts';
import { settingsOf, type TagRun, type TagRunner } from './tag-run.ts';

function textOf(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : String(value);
}

function readClick({ page }: TagRun, settings: FieldValues): string | undefined {
  if (settings['enableConversionLinker'] === false) {
    return undefined;
  }
  const prefix = String(settings['conversionCookiePrefix'] || '_gcl');
  const [cookie] = readCookies(page.cookies(), `${prefix}_aw`, false);
  return cookie === undefined ? undefined : readGoogleClick(cookie);
}

/** What the tag's own field says, or the data layer where the tag asks for that. */
function readNewCustomer({ container }: TagRun, settings: FieldValues): boolean | undefined {
  if (settings['enableNewCustomerReporting'] !== true) {
    return undefined;
  }
  const isOwnField = settings['newCustomerReportingDataSource'] === 'JSON';
  const said = isOwnField ? settings['awNewCustomer'] : container.dataLayer.get('new_customer');
  return said === undefined || said === null || said === '' ? undefined : String(said) === 'true';
}

/** Fails where the id is missing or hits have nowhere to go; else it succeeds when the hit is on its way. */
export const fireAdsConversion: TagRunner = (run) => {
  const { page, container, google, records, settle } = run;
  const { isGranted } = container.consent;
  const settings = settingsOf(run);
  const { googleUrl } = google;
  const conversionId = textOf(settings['conversionId']);
  if (!conversionId || googleUrl === undefined) {
    settle(
      'failed',
      googleUrl === undefined ? 'Hits have nowhere to go; give the simulator googleUrl.' : 'No conversion id.',
    );
    return;
  }
  const isNewCustomer = readNewCustomer(run, settings);
  const send = (userData?: string): void => {
    const hit = buildAdsConversionHit({
      googleUrl,
      conversionId,
      label: textOf(settings['conversionLabel']),
      value: textOf(settings['conversionValue']),
      currency: textOf(settings['currencyCode']),
      orderId: textOf(settings['orderId']),
      isNewCustomer,
      gcs: toConsentSignal(isGranted),
      gclaw: isGranted('ad_storage') ? readClick(run, settings) : undefined,
      userData,
      pageLocation: page.href(),
      pageReferrer: page.referrer(),
      random: page.now(),
    });
    records.hits.push(hit);
    page.loadPixel(hit, ignore, ignore);
    settle('succeeded');
  };
  const userData = settings['enableEnhancedConversion'] === true && settings['cssProvidedEnhancedConversionValue'];
  google.whenLoaded(() => {
    if (userData && isGranted('ad_storage') && isGranted('ad_user_data')) {
      encodeUserData(userData, page.digestSha256, send);
    } else {
      send();
    }
  });
};

function ignore(): void {
  // An answer to a ping says nothing.
}
