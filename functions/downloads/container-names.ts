// What the importable containers call things that more than one part of Tilltag has to find again.

/** The variables that hold what is different in every shop, by what they hold. */
export const settingNames = {
  propertyId: 'Property ID',
  endpoint: 'Tilltag Endpoint',
  /** In server containers, where the endpoint of the browsers is this very server. */
  functionEndpoint: 'Tilltag Function Endpoint',
  measurementId: 'GA4 Measurement ID',
  adsConversionId: 'Google Ads Conversion ID',
  adsLabel: 'Google Ads Conversion Label',
} as const;

/** The variable that reads the id from the address of the thank-you page. */
export const sessionIdName = 'Checkout Session ID';

/** The variable with the settings that every Google tag of the shop should have. */
export const googleTagSettingsName = 'Tilltag - Google tag settings';

/** The tag that counts page views, for containers that have none. */
export const googleTagName = 'Tilltag - Google tag';

/** The client of the server container, whose name triggers compare. */
export const clientName = 'Tilltag - Checkout client';

/** Triggers that GTM has in every container without listing them. */
export const builtInTriggers = {
  allPages: '2147479553',
  consentInitialization: '2147479572',
  initialization: '2147479573',
  allServerEvents: '2147479574',
} as const;
