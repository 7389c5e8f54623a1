// Writes the consent signal that Google's hits carry.

/** `G1`, then 1 or 0 for ad storage and for analytics storage: `G111` where both are granted. */
export function toConsentSignal(isGranted: (type: 'ad_storage' | 'analytics_storage') => boolean): string {
  return `G1${isGranted('ad_storage') ? 1 : 0}${isGranted('analytics_storage') ? 1 : 0}`;
}
