// Consent as a thank-you page tells it with its lookup.
import type { ClickConsent, ConsentState } from '../contract/click-report.ts';

const states: Readonly<Record<string, ConsentState>> = { g: 'granted', d: 'denied', u: 'unset' };

/** What four letters of a lookup's `consent` say; they have passed its pattern. */
export function readPageConsent(letters: string): ClickConsent {
  const stateAt = (place: number): ConsentState => states[letters.charAt(place)] ?? 'unset';
  return {
    ad_storage: stateAt(0),
    analytics_storage: stateAt(1),
    ad_user_data: stateAt(2),
    ad_personalization: stateAt(3),
  };
}

/** Whether both say the same of every purpose. */
export function isSameConsent(a: ClickConsent, b: ClickConsent): boolean {
  return (
    a.ad_storage === b.ad_storage &&
    a.analytics_storage === b.analytics_storage &&
    a.ad_user_data === b.ad_user_data &&
    a.ad_personalization === b.ad_personalization
  );
}
