// The click report of an ordinary visit, for tests that care about one field of it.
import type { ClickReport, Touch } from '../../../functions/contract/click-report.ts';
import { encodePassport } from '../../../functions/rules/encode-passport.ts';

/** When the visitor clicked, a minute before the shops of the tests answer. */
const clickedAtSeconds = Date.UTC(2026, 10, 21, 12) / 1000 - 60;

const first: Touch = {
  at: clickedAtSeconds - 86_400,
  landing_page: 'shop.example.test/',
  referrer_host: 'www.example.org',
  parameters: { utm_source: 'meta', fbclid: 'IwAR0' },
};

const visit: Touch = {
  at: clickedAtSeconds - 120,
  landing_page: 'shop.example.test/shirts',
  parameters: { utm_source: 'news letter', utm_campaign: 'Frühling', gclid: 'Cj0_click' },
};

/** A whole report; everything is granted. */
export function newClickReport(propertyId: string, changes: Partial<ClickReport> = {}): ClickReport {
  return {
    property_id: propertyId,
    click_id: 'AAECAwQFBgcICQoLDA0ODw',
    clicked_at: clickedAtSeconds,
    consent: {
      ad_storage: 'granted',
      analytics_storage: 'granted',
      ad_user_data: 'granted',
      ad_personalization: 'granted',
    },
    ga_client_id: '1234567890.1700000000',
    ga_session_id: '1763700000',
    fbp: 'fb.1.1763700000000.1',
    fbc: 'fb.1.1763700000000.IwAR0',
    visit,
    first,
    last: visit,
    ...changes,
  };
}

/** The passport that the loader writes onto the link at this click. */
export function toPassport(report: ClickReport, gclid = 'Cj0_passport'): string {
  return (
    encodePassport({
      clickId: report.click_id,
      clickedAtSeconds: report.clicked_at,
      consent: report.consent,
      googleClick: { parameter: 'gclid', value: gclid },
    }) ?? ''
  );
}
