// What the visitor agrees to, read at the moment it matters.
import { addConsentListener, callInWindow, callLater, isConsentGranted } from 'sandbox:web';

/** The three answers that decide what may be asked for, pushed and remembered. Unset counts as granted. */
export interface Consent {
  readonly adUserData: boolean;
  readonly adStorage: boolean;
  readonly analyticsStorage: boolean;
}

/** The state right now. */
export function readConsent(): Consent {
  return {
    adUserData: isConsentGranted('ad_user_data'),
    adStorage: isConsentGranted('ad_storage'),
    analyticsStorage: isConsentGranted('analytics_storage'),
  };
}

/**
 * Goes on at once where everything is granted, else at the first change or when the time is over. Consent tools restore a
 * returning visitor's choice only after the page has begun. Needs the loader, which has the clock.
 */
export function whenConsentIsKnown(waitMs: number, goOn: () => void): void {
  const consent = readConsent();
  if (waitMs <= 0 || (consent.adUserData && consent.adStorage && consent.analyticsStorage)) {
    goOn();
    return;
  }
  // Listeners cannot be taken back: later changes must find that it is over.
  let isOver = false;
  const goOnOnce = () => {
    if (!isOver) {
      isOver = true;
      goOn();
    }
  };
  // One update changes several types, one after the other; the next turn sees them all.
  const onChange = () => callLater(goOnOnce);
  addConsentListener('ad_user_data', onChange);
  addConsentListener('ad_storage', onChange);
  addConsentListener('analytics_storage', onChange);
  if (callInWindow('tilltag.after', waitMs, goOnOnce) !== true) {
    goOnOnce();
  }
}
