// Consent as it stands after somebody newly told of it.
import type { ClickConsent } from '../contract/click-report.ts';

/**
 * What is newly told, purpose by purpose; where that is `unset`, what was told before stays: a page without consent mode asks
 * nobody, and so takes no refusal back.
 */
export function toNewerConsent(told: ClickConsent, before: ClickConsent | undefined): ClickConsent {
  if (before === undefined) return told;
  const newer = (purpose: keyof ClickConsent) => (told[purpose] === 'unset' ? before[purpose] : told[purpose]);
  return {
    ad_storage: newer('ad_storage'),
    analytics_storage: newer('analytics_storage'),
    ad_user_data: newer('ad_user_data'),
    ad_personalization: newer('ad_personalization'),
  };
}
