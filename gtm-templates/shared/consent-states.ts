// What the visitor agrees to, purpose by purpose, at the moment it is asked.
import { copyFromWindow, isConsentGranted } from 'sandbox:web';
import type { ClickConsent, ConsentState } from '../../functions/contract/click-report.ts';

/** The two that decide what may be kept. Unset counts as granted. */
export interface StorageConsent {
  readonly ads: boolean;
  readonly analytics: boolean;
}

/** The state right now. */
export function readStorageConsent(): StorageConsent {
  return { ads: isConsentGranted('ad_storage'), analytics: isConsentGranted('analytics_storage') };
}

/**
 * Whether the site says anything of consent: something is denied, or Google's own record of consent says that a default or an
 * update was set. That record is not documented, though widely read; should it vanish, less is known and nothing breaks.
 */
export function isConsentModeInUse(): boolean {
  return (
    !(
      isConsentGranted('ad_storage') &&
      isConsentGranted('analytics_storage') &&
      isConsentGranted('ad_user_data') &&
      isConsentGranted('ad_personalization')
    ) ||
    copyFromWindow('google_tag_data.ics.usedDefault') === true ||
    copyFromWindow('google_tag_data.ics.usedUpdate') === true
  );
}

/**
 * All four, as a click tells them. GTM's API says `true` for granted and for unset. A consent that nobody gave must not be
 * passed on as given, so it is called granted only where the site uses consent mode.
 */
export function readClickConsent(usesConsentMode: boolean): ClickConsent {
  const granted = usesConsentMode ? 'granted' : 'unset';
  const toState = (isGranted: boolean): ConsentState => (isGranted ? granted : 'denied');
  return {
    ad_storage: toState(isConsentGranted('ad_storage')),
    analytics_storage: toState(isConsentGranted('analytics_storage')),
    ad_user_data: toState(isConsentGranted('ad_user_data')),
    ad_personalization: toState(isConsentGranted('ad_personalization')),
  };
}
