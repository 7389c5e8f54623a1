// Consent as the function reads it beside a question.
import type { ClickConsent, ConsentState } from '../../../functions/contract/click-report.ts';
import { isConsentModeInUse, readClickConsent } from '../../shared/consent-states.ts';

/**
 * The state right now, a letter each for ad_storage, analytics_storage, ad_user_data and ad_personalization: `g` granted,
 * `d` denied, `u` unset, which is all four where the site has no consent mode.
 */
export function readConsentLetters(): string {
  const consent: ClickConsent = readClickConsent(isConsentModeInUse());
  return (
    toLetter(consent.ad_storage) +
    toLetter(consent.analytics_storage) +
    toLetter(consent.ad_user_data) +
    toLetter(consent.ad_personalization)
  );
}

function toLetter(state: ConsentState): string {
  return state.charAt(0);
}
